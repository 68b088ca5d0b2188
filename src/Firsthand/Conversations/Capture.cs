using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Firsthand.Formats;
using Firsthand.Formats.Speaking;
using Firsthand.Platform;

namespace Firsthand.Conversations;

/// <summary>Keeps words that nobody has in a file: a pasted transcript goes to the preview, a note of a contact is read at once.</summary>
internal sealed partial class Capture(ReceiveFiles receive, StartImport start, TimeProvider clock)
{
    private const int Longest = 2_000_000;

    // Marks as people type them and as their keyboards and text tools make them. What closes a quote is the mark that fits the one before it, and stands inside no word: "don’t".
    [GeneratedRegex(@"^(?<before>[^""“„«‘:]*:\s*)?(?:""(?<said>[^""]+)(?:""|$)|“(?<said>[^“”]+)(?:”|$)|„(?<said>[^“”„]+)(?:[“”]|$)|«(?<said>[^«»]+)(?:»|$)|‘(?<said>.+?)(?:’(?!\p{L})|$))(?<after>.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    /// <param name="ToPreview">It reads as a transcript: who is who has to be asked.</param>
    public sealed record Kept(Id<Import> Import, bool ToPreview);

    public async Task<Outcome<Kept>> RunAsync(string? who, string? text, CancellationToken ct)
    {
        (who, text) = (who?.Trim() ?? "", text?.ReplaceLineEndings("\n").Trim() ?? "");
        if (text.Length == 0) return new Outcome<Kept>.Refused("text", "Write what they said, or what happened.");
        if (text.Length > Longest) return new Outcome<Kept>.Refused("text", "That is longer than 2 million characters: bring it as a file.");
        var transcript = TranscriptFile.Read(Encoding.UTF8.GetBytes(text), "captured.txt", ct: ct).Value is { } read && read.Conversations.Any(talk => IsDialogue(talk, who));
        if (!transcript && who.Length == 0) return new Outcome<Kept>.Refused("who", "Say who it is about.");

        var now = clock.GetUtcNow();
        var day = now.ToString("d MMMM", CultureInfo.InvariantCulture);
        var file = transcript
            ? new IncomingFile($"captured {now:yyyy-MM-dd HH.mm}.txt", Encoding.UTF8.GetBytes(text), new() { HeldAt = now, Title = who.Length == 0 ? null : $"{who}, {day}" })
            : new IncomingFile($"{who} notes {now:yyyy-MM-dd HH.mm}.txt", Encoding.UTF8.GetBytes(Note(text, who)), new()
            {
                Format = "notes", Channel = "note", HeldAt = now, Title = $"{who}, note of {day}", Speakers = new Dictionary<string, SpeakerChoice> { [""] = new(Side.Theirs, who) },
            });
        if (await receive.RunAsync(One(file), ct) is not Outcome<Id<Import>>.Done { Value: var import }) return new Outcome<Kept>.Refused("text", "There is nothing to keep.");
        if (!transcript) await start.RunAsync(import, ct);
        return new Kept(import, transcript);
    }

    /// <summary>Without a name given, any two who speak. Beside one, "Called me: he says …" is our note: two names as people's names are written, of which one comes back or is theirs.</summary>
    private static bool IsDialogue(Transcript talk, string who)
    {
        if (who.Length == 0) return talk.Participants.Count > 1;
        var names = talk.Participants.Where(name => SpeakerName.IsRole(name) || SpeakerName.IsWrittenAsName(name)).ToList();
        return names.Count > 1 && names.Exists(name => IsOf(who, name) || talk.Turns.Count(turn => turn.Speaker == name) > 1);
    }

    // "Omar" of Omar Haddad.
    private static bool IsOf(string who, string name) => who.Equals(name, StringComparison.OrdinalIgnoreCase) || who.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase);

    /// <summary>In notes, a line that begins with ">" is somebody's words. A person puts them between quotation marks, after "He said:" or not, or begins the line with the name of whom the note is about.</summary>
    internal static string Note(string text, string who = "") => string.Join('\n', text.Split('\n').Select(line => line.Trim()).SelectMany(line =>
        Quoted().Match(line) is { Success: true, Groups: var part } && part["said"].Value.Trim() is { Length: > 0 } said ? Lines(part["before"].Value, said, part["after"].Value)
        : who.Length > 0 && line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon && IsOf(who, line[..colon]) ? Lines("", line[(colon + 2)..].Trim(), "")
        : [line]));

    private static IEnumerable<string> Lines(string before, string said, string after)
    {
        if (before.Trim() is { Length: > 0 } lead) yield return lead;
        yield return $"> {said}";
        // A full stop behind the closing mark is no note.
        if (after.Any(char.IsLetterOrDigit)) yield return after.TrimStart(' ', '.', ',', ';', '!', '?');
    }

    private static async IAsyncEnumerable<IncomingFile> One(IncomingFile file)
    {
        await Task.CompletedTask;
        yield return file;
    }
}
