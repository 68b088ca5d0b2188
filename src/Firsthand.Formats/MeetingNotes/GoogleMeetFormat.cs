using System.Text.RegularExpressions;
using Firsthand.Formats.Frame;
using Firsthand.Formats.PlainText;
using Firsthand.Formats.Speaking;

namespace Firsthand.Formats.MeetingNotes;

/// <summary>Google Meet's transcript document: title with date, list of attendees, "computer generated", then "Name: words"; since 2024 marks every five minutes. What Gemini wrote above it is a model's text.</summary>
internal sealed partial class GoogleMeetFormat : IFormat
{
    private const int LinesToLook = 400;

    public string Name => "google-meet";

    public bool Recognises(Source source)
    {
        bool attendees = false, generated = false;
        for (var i = 0; i < Math.Min(source.Lines.Count, LinesToLook); i++)
        {
            var line = source.Lines[i];
            attendees |= Bare(line) is "Attendees" or "Invited" || line.StartsWith("Invited ");
            generated |= Disclaimer(line);
        }
        // The disclaimer may also stand at the very end.
        for (var i = Math.Max(0, source.Lines.Count - 12); i < source.Lines.Count && !generated; i++)
        {
            generated |= Disclaimer(source.Lines[i]);
        }
        return attendees && generated;
    }

    public Reading<FileReading> Read(Source source)
    {
        var lines = source.Lines;
        var draft = new Draft(source);
        var names = new NamePool();
        var at = ReadFront(lines, draft);
        var speakers = Speakers(lines, at, draft.Attendees, names);
        string? speaker = null, last = null;
        double? mark = null;
        int from = -1, skip = 0;
        for (; at <= lines.Count; at++)
        {
            var head = at < lines.Count ? TurnHead.Read(lines[at], names) : null;
            var isTurn = head is { Form: HeadForm.Label, Name: { } name } && speakers.Contains(name);
            var time = at < lines.Count && !isTurn ? Clock.Read(lines[at].Trim("#* \t")) : null;
            var kind = at < lines.Count && !isTurn ? Disclaimer(lines[at]) ? "disclaimer" : Furniture.Kind(lines[at]) : null;
            if (at < lines.Count && !isTurn && time is null && kind is null)
            {
                if (speaker is null && !lines.IsBlank(at))
                {
                    if (last is null)
                    {
                        draft.Aside(at + 1, "front matter", lines.Line(at));
                    }
                    else
                    {
                        // After a mark the one who spoke before it goes on.
                        (speaker, from, skip) = (last, at, 0);
                    }
                }
                continue;
            }
            if (speaker is not null)
            {
                draft.Add(new Turn(speaker, Clock.Offset(mark), null, lines.Join(from, lines.TrimEnd(from + 1, at), skip), TurnKind.Speech, from + 1) { Details = mark is null ? null : new Dictionary<string, string> { ["start"] = "not before" } });
                speaker = null;
            }
            if (isTurn)
            {
                (speaker, last, from, skip) = (head!.Value.Name, head.Value.Name, at, head.Value.Words);
            }
            else if (time is not null)
            {
                mark = time;
                draft.Aside(at + 1, "time mark", lines.Line(at));
            }
            else if (kind is not null)
            {
                draft.Aside(at + 1, kind, lines.Line(at));
            }
        }
        if (mark is not null)
        {
            draft.Note("The file has a mark every few minutes: a turn's start is “not before” the mark above it.");
        }
        return draft.Finish(Name);
    }

    /// <summary>Title, attendees, and all that stands before the transcript itself. Gives the line after it.</summary>
    private static int ReadFront(Lines lines, Draft draft)
    {
        var start = TranscriptStart(lines);
        for (var i = 0; i < start; i++)
        {
            if (lines.IsBlank(i))
            {
                continue;
            }
            var bare = Bare(lines[i]).ToString();
            if (draft.Title is null)
            {
                draft.Title = bare;
                draft.HeldAt = TitleDate().Match(bare) is { Success: true } date ? DateText.Read(date.Value) : null;
                draft.Aside(i + 1, "title", lines.Line(i));
            }
            else if (bare is "Attendees" && lines.SkipBlank(i + 1) is var list && list < start)
            {
                draft.Attendees = [.. lines.Line(list).TrimEnd('.', ' ').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
                draft.Aside(list + 1, "attendees", lines.Line(list));
                i = list;
            }
            else
            {
                draft.Aside(i + 1, bare is "Transcript" ? "heading" : Disclaimer(lines[i]) ? "disclaimer" : "model text", lines.Line(i));
            }
        }
        return start;
    }

    /// <summary>After the heading "Transcript" (the last one, for Gemini's notes may name it), else after the attendees.</summary>
    private static int TranscriptStart(Lines lines)
    {
        int heading = -1, attendees = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            var bare = Bare(lines[i]);
            if (bare is "Transcript" or "📖 Transcript" && heading < 0)
            {
                heading = i;
            }
            else if (bare is "Attendees" && attendees < 0)
            {
                attendees = lines.SkipBlank(i + 1);
            }
        }
        return Math.Min(lines.Count, Math.Max(heading, attendees) + 1);
    }

    /// <summary>Attendees, names in bold, and names that come back.</summary>
    private static HashSet<string> Speakers(Lines lines, int from, IReadOnlyList<string> attendees, NamePool names)
    {
        HashSet<string> known = [.. attendees];
        Dictionary<string, int> counts = [];
        for (var i = from; i < lines.Count; i++)
        {
            if (TurnHead.Read(lines[i], names) is { Form: HeadForm.Label, Name: { } name })
            {
                var bold = lines[i].TrimStart().StartsWith("**");
                counts[name] = counts.GetValueOrDefault(name) + (bold ? 2 : 1);
            }
        }
        known.UnionWith(counts.Where(pair => pair.Value >= 2 && SpeakerName.IsWrittenAsName(pair.Key)).Select(pair => pair.Key));
        return known;
    }

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> line) => line.Trim("#* \t");

    private static bool Disclaimer(ReadOnlySpan<char> line) =>
        line.Contains("computer generated", StringComparison.OrdinalIgnoreCase) || line.Contains("computer-generated", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\d{4}[-/]\d{2}[-/]\d{2} \d{2}:\d{2} [A-Z]{3,4}(?:[+-]\d{1,2}(?::\d{2})?)?")]
    private static partial Regex TitleDate();
}
