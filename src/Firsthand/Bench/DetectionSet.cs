using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;

namespace Firsthand.Bench;

/// <summary>Texts that people labelled as carrying a kind or not.</summary>
/// <param name="Kind">What a yes stands for.</param>
/// <param name="Before">What was said before each text; null where nothing was.</param>
internal sealed partial record DetectionSet(string Name, QuoteKind Kind, IReadOnlyList<string> Texts, IReadOnlyList<string?> Before, IReadOnlyList<bool> Labels)
{
    /// <summary>A session in which a person highlighted passages.</summary>
    /// <param name="Starts">For each turn, its place in the file's text.</param>
    /// <param name="Codes">For each highlight the codes that it was given.</param>
    internal sealed record Session(string Participant, string Text, IReadOnlyList<HeardTurn> Turns, IReadOnlyList<int> Starts, IReadOnlyList<TextSpan> Highlights, IReadOnlyList<string[]> Codes);

    /// <summary>Reads sentences with labels: id, text, 1 for yes; with a header or without.</summary>
    public static DetectionSet ReadTable(string name, QuoteKind kind, string path)
    {
        var (texts, labels) = (new List<string>(), new List<bool>());
        foreach (var row in QuotedTable.Rows(File.ReadAllText(path), ','))
        {
            if (row.Length < 3 || row[2] is not ("0" or "1")) continue;
            texts.Add(row[1].Trim('"'));
            labels.Add(row[2] == "1");
        }
        return new(name, kind, texts, new string?[texts.Count], labels);
    }

    /// <summary>Reads telephone talk, a line for each utterance (speaker|words|act), without its punctuation: acts that begin with q are questions.</summary>
    public static DetectionSet ReadTalk(string name, IEnumerable<string> paths)
    {
        var (texts, before, labels) = (new List<string>(), new List<string?>(), new List<bool>());
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            string? last = null;
            foreach (var line in File.ReadLines(path))
            {
                var cells = line.Split('|');
                if (cells.Length != 3) continue;
                var words = Unmarked().Replace(cells[1], " ").Trim().ToLowerInvariant();
                texts.Add(words);
                before.Add(last);
                labels.Add(cells[2].StartsWith('q'));
                last = words;
            }
        }
        return new(name, QuoteKind.Question, texts, before, labels);
    }

    /// <summary>Reads sessions (NAME.txt) and what a person highlighted in them (highlights.tsv: participant, id, start, end in UTF-8 bytes, words, codes). Numbered tasks and lines of a moderator are ours.</summary>
    public static IReadOnlyList<Session> ReadSessions(string folder)
    {
        var highlights = new List<(string Participant, int Start, int End, string[] Codes)>();
        foreach (var row in QuotedTable.Rows(File.ReadAllText(Path.Combine(folder, "highlights.tsv")), '\t'))
            if (row is [var participant, _, var start, var end, ..] && int.TryParse(start, CultureInfo.InvariantCulture, out var from) && int.TryParse(end, CultureInfo.InvariantCulture, out var to))
                highlights.Add((participant, from, to, row.Length > 5 ? row[5].Split(['|', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : []));

        return [.. highlights.GroupBy(highlight => highlight.Participant).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, group.Key + ".txt"));
            int Place(int at) => Encoding.UTF8.GetCharCount(bytes, 0, at);
            var text = Encoding.UTF8.GetString(bytes);
            var (turns, starts) = Turns(text);
            return new Session(group.Key, text, turns, starts, [.. group.Select(highlight => new TextSpan(Place(highlight.Start), Place(highlight.End) - Place(highlight.Start)))], [.. group.Select(highlight => highlight.Codes)]);
        })];
    }

    private static (List<HeardTurn> Turns, List<int> Starts) Turns(string text)
    {
        var (turns, starts, place) = (new List<HeardTurn>(), new List<int>(), 0);
        foreach (var line in text.Split('\n'))
        {
            var ours = Ours().IsMatch(line);
            if (turns.Count > 0 && turns[^1].Ours == ours && !ours) turns[^1] = new(text[starts[^1]..(place + line.Length)], false);
            else if (line.Length > 0) { turns.Add(new(line, ours)); starts.Add(place); }
            place += line.Length + 1;
        }
        return (turns, starts);
    }

    [GeneratedRegex(@"^\s*(MODERATOR:|\d+\s|\d+\.[a-z]\b|[a-z]\.[ivx]+\b)")]
    private static partial Regex Ours();

    [GeneratedRegex(@"[^\w'\s]|_")]
    private static partial Regex Unmarked();
}
