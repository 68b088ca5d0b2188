using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Firsthand.Conversations;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Storage;
using Firsthand.Today;

namespace Firsthand.Commands;

/// <summary>From a folder of conversations to what customers said, in one go.</summary>
internal static class LearnCommand
{
    public static Command Make()
    {
        var folder = new Argument<string[]>("folder") { Description = "Folders or files with conversations.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var ours = new Option<string[]>("--ours") { Description = "Names on our side.", AllowMultipleArgumentsPerToken = true };
        var store = Store.Option();
        store.Description = "Keep what was learned in this store. Default: one of its own, gone afterwards.";
        var serve = new Option<bool>("--serve") { Description = "Open what was learned in the browser afterwards." };
        var command = new Command("learn", "Reads conversations and prints what those customers said, in their words.") { folder, json, ours, store, serve };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(json), parsed.GetValue(ours) ?? [], parsed.GetValue(store), parsed.GetValue(serve), ct));
        return command;
    }

    private static Task RehearseAsync(Store store, CancellationToken ct) =>
        Task.Run(() => store.BesideAsync(async services =>
        {
            await services.GetRequiredService<CountSaturation>().RunAsync(ct);
            LearnedJson.Write(Stream.Null, await services.GetRequiredService<Learned>().RunAsync(ct));
        }), ct);

    private static async Task<int> RunAsync(string[] paths, bool json, string[] ours, string? store, bool serve, CancellationToken ct)
    {
        if (paths.FirstOrDefault(path => !Path.Exists(path)) is { } missing) return Say.Refuse($"There is nothing at {missing}.");
        var files = Bring.FilesOf(paths).ToList();
        if (files.Count == 0) return Say.Refuse($"There is no file in {string.Join(", ", paths)}.");

        var own = store is null ? Directory.CreateTempSubdirectory("firsthand-") : null;
        try
        {
            var place = store ?? Path.Combine(own!.FullName, "learn.db");
            var engines = new Engines();
            using var ahead = new ListenAhead(engines, files);
            await using (var opened = await Store.OpenAsync(place, services => { services.AddProduct(); services.AddSingleton(engines); }, ct))
            {
                await opened.EnterAsync(Path.GetFileName(Path.GetFullPath(paths[0])), ct);
                await OurNames.RememberAsync(opened.Get<FirsthandDb>(), ours, opened.Get<TimeProvider>(), ct);
                // A store of its own holds these files only: its answer is tried on what was heard while grouping leaves a core idle, and then nothing of it is asked or compiled for the first time.
                var rehearsal = Task.CompletedTask;
                var brought = await Bring.RunAsync(opened, files, _ => null, ct, ahead, heard: () => rehearsal = own is null || !json ? rehearsal : RehearseAsync(opened, ct));
                await rehearsal;
                if (brought is Outcome<Id<Import>>.Done done) foreach (var line in await opened.Get<WhoWasWho>().RunAsync(done.Value, ct)) Say.Note(line);
                if ((await opened.Get<OtherLanguages>().RunAsync(ct)).InASentence() is { } languages) Say.Note(languages);
                if (json && await opened.Get<Learned>().RunAsync(ct) is var learned) Say.AnswerJson(stdout => LearnedJson.Write(stdout, learned));
                else Say.Answer(ReportText.Of(await opened.Get<ReadReport>().RunAsync(ReadReport.MostClaims, ReportText.QuotesEach, ct)));
            }
            return serve ? await DemoCommand.ServeSignedInAsync(place, null, ct) : ExitCodes.Done;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            own?.Delete(recursive: true);
        }
    }
}

[JsonSerializable(typeof(Learned.View))]
[JsonSerializable(typeof(Firsthand.Patterns.ReadSaturation.View), TypeInfoPropertyName = "Saturation")]
internal sealed partial class LearnedJson : JsonSerializerContext
{
    private static readonly LearnedJson Document = new(new JsonSerializerOptions(Say.Json));

    public static void Write(Stream to, Learned.View learned) => JsonSerializer.Serialize(to, learned, Document.View);
}
