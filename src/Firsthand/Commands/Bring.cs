using Firsthand.Conversations;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Storage;

namespace Firsthand.Commands;

/// <summary>Files and folders from the disk through the whole loop: kept, read, heard, grouped.</summary>
internal static class Bring
{
    // Beside transcripts lie licences, notes of the system and the like: not conversations unless somebody names them.
    private static readonly HashSet<string> NeverConversations = new(StringComparer.OrdinalIgnoreCase) { "LICENSE", "LICENCE", "NOTICE", "COPYING", ".DS_Store", "Thumbs.db", "desktop.ini", ".gitignore", ".gitattributes" };

    /// <summary>The files of the paths, folders in full, in a stable order.</summary>
    public static IEnumerable<(string Path, string Name)> FilesOf(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                yield return (path, Path.GetFileName(path));
                continue;
            }
            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                if (!NeverConversations.Contains(Path.GetFileName(file)) && !Path.GetFileName(file).StartsWith("LICENSE", StringComparison.OrdinalIgnoreCase) && !Path.GetFileName(file).StartsWith("README", StringComparison.OrdinalIgnoreCase))
                    yield return (file, Path.GetRelativePath(path, file));
        }
    }

    public static async IAsyncEnumerable<IncomingFile> ReadAsync(IEnumerable<(string Path, string Name)> files, Func<string, FileChoices?> choices, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (path, name) in files) yield return new(name, await File.ReadAllBytesAsync(path, ct), choices(name));
    }

    /// <summary>Keeps, reads, hears and groups, with progress; running it again after a crash goes on where it stopped.</summary>
    /// <param name="begun">Listening ahead to the same files that began before the store was open.</param>
    /// <param name="heard">What can begin when all is heard, beside grouping.</param>
    public static async Task<Outcome<Id<Import>>> RunAsync(Store store, IReadOnlyList<(string Path, string Name)> files, Func<string, FileChoices?> choices, CancellationToken ct, ListenAhead? begun = null, Action? heard = null)
    {
        using var ahead = begun ?? new(store.Get<Engines>(), files);
        foreach (var left in await LeftImports.OfAsync(store.Get<FirsthandDb>(), ct))
        {
            Say.Note("An earlier import was stopped half way: it goes on first.");
            await Say.WithProgressAsync("Reading on", progress => store.Get<RunImport>().RunAsync(left, progress, ct));
        }
        var received = await store.Get<ReceiveFiles>().RunAsync(ReadAsync(files, choices, ct), ct);
        if (received is not Outcome<Id<Import>>.Done done) return received;
        await Say.WithProgressAsync("Reading", progress => store.Get<RunImport>().RunAsync(done.Value, progress, ct));
        ahead.Dispose();
        if (await store.Get<SetTranscription>().ReadAsync(ct) is null || await TranscribeAsync(store, ct) is not null) await LearnAsync(store, ct, heard);
        return done;
    }

    /// <summary>Sends recordings that wait, reads what comes back, hears and groups.</summary>
    /// <returns>Why nothing could be sent; null when it could.</returns>
    public static async Task<string?> TranscribeAsync(Store store, CancellationToken ct)
    {
        var sent = await Say.WithProgressAsync("Writing down", progress => store.Get<Transcribe>().RunAsync(progress, ct));
        if (sent is not Outcome<IReadOnlyList<Id<Import>>>.Done done) return sent.Problem;
        foreach (var import in done.Value) await Say.WithProgressAsync("Reading", progress => store.Get<RunImport>().RunAsync(import, progress, ct));
        await LearnAsync(store, ct);
        return null;
    }

    /// <summary>Hears what was read, and groups what was heard.</summary>
    public static async Task LearnAsync(Store store, CancellationToken ct, Action? heard = null)
    {
        await Say.WithProgressAsync("Listening", progress => store.Get<Hear>().RunAsync(progress, ct));
        if (await store.Get<EncodeSentences>().IsDueAsync(ct) && await Say.WithProgressAsync("Having sentences encoded", progress => store.Get<EncodeSentences>().RunAsync(progress, ct)) is { } problem) Say.Note(problem);
        heard?.Invoke();
        await Say.WithProgressAsync("Grouping", progress => store.Get<FollowHearing>().RunAsync(progress, ct));
    }
}
