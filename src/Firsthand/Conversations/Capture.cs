using System.Globalization;
using System.Text;
using Firsthand.Formats;
using Firsthand.Platform;

namespace Firsthand.Conversations;

/// <summary>Keeps words that nobody has in a file: a pasted transcript goes to the preview, a note of a contact is read at once.</summary>
internal sealed class Capture(ReceiveFiles receive, StartImport start, TimeProvider clock)
{
    private const int Longest = 2_000_000;

    // As people type them and as their keyboards and text tools make them.
    private const string OpeningMarks = "\"“„«‘";
    private const string ClosingMarks = "\"”“»’";

    /// <param name="ToPreview">It reads as a transcript: who is who has to be asked.</param>
    public sealed record Kept(Id<Import> Import, bool ToPreview);

    public async Task<Outcome<Kept>> RunAsync(string? who, string? text, CancellationToken ct)
    {
        (who, text) = (who?.Trim() ?? "", text?.ReplaceLineEndings("\n").Trim() ?? "");
        if (text.Length == 0) return new Outcome<Kept>.Refused("text", "Write what they said, or what happened.");
        if (text.Length > Longest) return new Outcome<Kept>.Refused("text", "That is longer than 2 million characters: bring it as a file.");
        var transcript = TranscriptFile.Read(Encoding.UTF8.GetBytes(text), "captured.txt", ct: ct).Value is { } read && read.Conversations.Any(talk => talk.Participants.Count > 1);
        if (!transcript && who.Length == 0) return new Outcome<Kept>.Refused("who", "Say who it is about.");

        var now = clock.GetUtcNow();
        var day = now.ToString("d MMMM", CultureInfo.InvariantCulture);
        var file = transcript
            ? new IncomingFile($"captured {now:yyyy-MM-dd HH.mm}.txt", Encoding.UTF8.GetBytes(text), new() { HeldAt = now, Title = who.Length == 0 ? null : $"{who}, {day}" })
            : new IncomingFile($"{who} notes {now:yyyy-MM-dd HH.mm}.txt", Encoding.UTF8.GetBytes(Note(text)), new()
            {
                Format = "txt-transcript", Channel = "note", HeldAt = now, Title = $"{who}, note of {day}", Speakers = new Dictionary<string, SpeakerChoice> { [""] = new(Side.Theirs, who) },
            });
        if (await receive.RunAsync(One(file), ct) is not Outcome<Id<Import>>.Done { Value: var import }) return new Outcome<Kept>.Refused("text", "There is nothing to keep.");
        if (!transcript) await start.RunAsync(import, ct);
        return new Kept(import, transcript);
    }

    /// <summary>In notes, a line that begins with ">" is somebody's words; a person begins it with a quotation mark.</summary>
    internal static string Note(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Select(line =>
        line.Length > 1 && OpeningMarks.Contains(line[0], StringComparison.Ordinal) ? $"> {(ClosingMarks.Contains(line[^1], StringComparison.Ordinal) ? line[1..^1] : line[1..]).Trim()}" : line));

    private static async IAsyncEnumerable<IncomingFile> One(IncomingFile file)
    {
        await Task.CompletedTask;
        yield return file;
    }
}
