using System.Globalization;
using System.Security.Cryptography;
using Firsthand.Conversations;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Commands;

/// <summary>Imports what lands in a folder, until somebody stops it. What is in the store already is known by its bytes, so a restart goes on where it was.</summary>
internal sealed class WatchFolder(Store store, TimeSpan pause, Action<PreviewImport.FileView> tell)
{
    private readonly Settled settled = new();

    public async Task RunAsync(IReadOnlyList<string> folders, string? format, CancellationToken ct)
    {
        var choices = format is null ? null : new FileChoices { Format = format };
        // Read before a restart, and not yet heard.
        if (await store.Get<Hear>().IsDueAsync(ct)) await Bring.LearnAsync(store, ct);
        while (!ct.IsCancellationRequested)
        {
            var landed = settled.Next([.. Bring.FilesOf(folders.Where(Directory.Exists)).Select(Look).OfType<Settled.Seen>()]);
            if (await NewAsync(landed, ct) is { Count: > 0 } files) await BringAsync(files, choices, ct);
            await Task.Delay(pause, store.Get<TimeProvider>(), ct);
        }
    }

    private async Task BringAsync(List<(string Path, string Name)> files, FileChoices? choices, CancellationToken ct)
    {
        store.Get<FirsthandDb>().ChangeTracker.Clear();
        if (await Bring.RunAsync(store, files, _ => choices, ct) is not Outcome<Id<Import>>.Done done) return;
        if (await store.Get<PreviewImport>().RunAsync(done.Value, ct) is Outcome<PreviewImport.View>.Done view) foreach (var file in view.Value.Files) tell(file);
    }

    // Those that no import has read; the bytes alone may be left of one that was killed.
    private async Task<List<(string Path, string Name)>> NewAsync(IReadOnlyList<Settled.Seen> landed, CancellationToken ct)
    {
        var db = store.Get<FirsthandDb>();
        var files = new List<(string Path, string Name)>();
        foreach (var file in landed)
            try
            {
                await using var bytes = File.OpenRead(file.Path);
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, ct));
                var sources = db.SourceFiles;
                if (!await db.ImportFiles.AnyAsync(row => row.State != ImportFileState.Waiting && sources.Any(source => source.Id == row.SourceFileId && source.Sha256 == hash), ct)) files.Add((file.Path, file.Name));
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                settled.Again(file);
                Say.Note(string.Create(CultureInfo.InvariantCulture, $"{file.Name} cannot be opened yet: {busy.Message}"));
            }
        return files;
    }

    private static Settled.Seen? Look((string Path, string Name) file)
    {
        var info = new FileInfo(file.Path);
        // Taken away between the list and the look.
        return info.Exists ? new(file.Path, file.Name, info.Length, info.LastWriteTimeUtc) : null;
    }
}

/// <summary>Tells a file that was copied whole from one that is still growing: it is the same at two looks. Each is told once, and again when it changes.</summary>
internal sealed class Settled
{
    public sealed record Seen(string Path, string Name, long Size, DateTime WrittenAt);

    private Dictionary<string, Seen> before = [];
    private readonly Dictionary<string, Seen> told = [];

    /// <param name="now">All files there are.</param>
    /// <returns>Those that stopped growing since the last look.</returns>
    public IReadOnlyList<Seen> Next(IReadOnlyList<Seen> now)
    {
        var ready = now.Where(file => file.Size > 0 && before.GetValueOrDefault(file.Path) == file && told.GetValueOrDefault(file.Path) != file).ToList();
        foreach (var file in ready) told[file.Path] = file;
        before = now.ToDictionary(file => file.Path);
        return ready;
    }

    /// <summary>It could not be opened: tell it once more.</summary>
    public void Again(Seen file) => told.Remove(file.Path);
}
