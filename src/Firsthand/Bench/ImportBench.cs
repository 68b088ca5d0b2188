using System.Diagnostics;
using System.Globalization;
using Firsthand.Conversations;
using Firsthand.Platform;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Jobs;

namespace Firsthand.Bench;

/// <summary>Imports one large file as a person would: kept, shown, read into the store. One a process, because the memory at its highest is the process's.</summary>
internal static class ImportBench
{
    public static async Task<int> RunAsync(string kind, string? store, TextWriter output, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("firsthand-");
        try
        {
            var path = Path.Combine(folder.FullName, BigFile.NameOf(kind));
            await using (var file = File.Create(path)) BigFile.Kinds[kind](file);
            await using var opened = await Store.OpenAsync(store ?? Path.Combine(folder.FullName, "big.db"), Server.AddProduct, ct);
            await opened.EnterAsync("Big", ct);
            var watch = Stopwatch.StartNew();
            var received = ((Outcome<Id<Import>>.Done)await opened.Get<ReceiveFiles>().RunAsync(Commands.Bring.ReadAsync([(path, Path.GetFileName(path))], _ => null, ct), ct)).Value;
            Tell("kept");
            await opened.Get<PreviewImport>().RunAsync(received, ct);
            Tell("shown");
            await opened.Get<RunImport>().RunAsync(received, new Unseen(), ct);
            Tell("read into the store");
            var view = ((Outcome<PreviewImport.View>.Done)await opened.Get<PreviewImport>().RunAsync(received, ct)).Value.Files[0];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {view.Size / 1e6:0} MB, {view.Conversations} conversations, {view.Turns} turns {view.Problem}"));
            return ExitCodes.Done;

            void Tell(string what)
            {
                using var self = Process.GetCurrentProcess();
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what} after {watch.Elapsed.TotalSeconds:0.0} s, {self.TotalProcessorTime.TotalSeconds:0.0} s of processor; memory at its highest {self.PeakWorkingSet64 >> 20} MiB"));
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private sealed class Unseen : IProgress<Platform.Jobs.Progress>
    {
        public void Report(Platform.Jobs.Progress value)
        {
        }
    }
}
