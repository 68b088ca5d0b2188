using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;

namespace Firsthand.Bench;

/// <summary>Sessions in which a person highlighted passages and gave them codes.</summary>
/// <param name="Folder">Where the sessions lie as files that the product reads; null where they do not.</param>
internal sealed partial record SessionSet(string Name, string? Folder, IReadOnlyList<SessionSet.Session> Sessions) : BenchSet(Name)
{
    // Columns that a table of highlights has, and one that it may have.
    private const string Participant = "participant", Start = "start", End = "end", Tags = "tags";

    /// <param name="Starts">For each turn, its place in the session's text.</param>
    /// <param name="Codes">For each highlight the codes that it was given.</param>
    internal sealed record Session(string Participant, string Text, IReadOnlyList<HeardTurn> Turns, IReadOnlyList<int> Starts, IReadOnlyList<TextSpan> Highlights, IReadOnlyList<string[]> Codes);

    /// <summary>Of these files the table of highlights; null where none is.</summary>
    public static string? HighlightsIn(IEnumerable<string> files) => files.FirstOrDefault(file => Columns(File.ReadLines(file).FirstOrDefault() ?? "") is not null);

    private static (int Participant, int Start, int End, int Tags)? Columns(string header)
    {
        string[] columns = [.. header.Split(['\t', ',', ';']).Select(column => column.Trim(' ', '"', '\r').ToLowerInvariant())];
        return (Array.IndexOf(columns, Participant), Array.IndexOf(columns, Start), Array.IndexOf(columns, End), Array.IndexOf(columns, Tags)) is ( >= 0, >= 0, >= 0, _) and var found ? found : null;
    }

    /// <summary>Reads what was highlighted (participant, start, end in UTF-8 bytes, codes) and the sessions beside it (PARTICIPANT.txt). Numbered tasks and lines of a moderator are ours.</summary>
    /// <exception cref="SetRefused">A highlight has no place in a session.</exception>
    public static SessionSet Read(string name, string path)
    {
        var (text, folder) = (File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path))!);
        var columns = Columns(text.Split('\n')[0])!.Value;
        var sessions = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var highlights = new List<(string Participant, int Start, int End, string[] Codes)>();
        foreach (var row in QuotedTable.Rows(path, text).Skip(1))
        {
            var participant = row.Cells[columns.Participant];
            if (!sessions.TryGetValue(participant, out var bytes))
            {
                var session = Path.Combine(folder, Path.GetFileName(participant + ".txt"));
                if (!File.Exists(session)) throw new SetRefused(path, row.Line, $"a participant whose session lies beside it, and there is no {participant}.txt");
                sessions.Add(participant, bytes = File.ReadAllBytes(session));
            }
            if (!int.TryParse(row.Cells[columns.Start], CultureInfo.InvariantCulture, out var start) || !int.TryParse(row.Cells[columns.End], CultureInfo.InvariantCulture, out var end) || start < 0 || end <= start || end > bytes.Length)
                throw new SetRefused(path, row.Line, $"start and end of the highlight among the {bytes.Length} bytes of {participant}.txt");
            highlights.Add((participant, start, end, columns.Tags < 0 ? [] : row.Cells[columns.Tags].Split(['|', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        }
        if (sessions.Count == 0) throw new SetRefused(path, 2, "a highlight");
        return new(name, folder, [.. sessions.Select(session => Of(session.Key, session.Value, highlights.FindAll(highlight => highlight.Participant == session.Key)))]);
    }

    private static Session Of(string participant, byte[] bytes, List<(string Participant, int Start, int End, string[] Codes)> highlights)
    {
        int Place(int at) => Encoding.UTF8.GetCharCount(bytes, 0, at);
        var text = Encoding.UTF8.GetString(bytes);
        var (turns, starts) = Turns(text);
        return new(participant, text, turns, starts, [.. highlights.Select(highlight => new TextSpan(Place(highlight.Start), Math.Max(1, Place(highlight.End) - Place(highlight.Start))))], [.. highlights.Select(highlight => highlight.Codes)]);
    }

    /// <summary>Whether a line of a session is a task or a moderator's, not a participant's.</summary>
    public static bool IsOurs(string line) => Ours().IsMatch(line);

    /// <summary>A participant's line without what was remarked about it before the words: "(The participant reads the text)".</summary>
    public static string WithoutRemark(string line) => Remark().Replace(line, "");

    private static (List<HeardTurn> Turns, List<int> Starts) Turns(string text)
    {
        var (turns, starts, place) = (new List<HeardTurn>(), new List<int>(), 0);
        foreach (var line in text.Split('\n'))
        {
            var ours = IsOurs(line);
            if (turns.Count > 0 && turns[^1].Ours == ours && !ours) turns[^1] = new(text[starts[^1]..(place + line.Length)], false);
            else if (line.Length > 0) { turns.Add(new(line, ours)); starts.Add(place); }
            place += line.Length + 1;
        }
        return (turns, starts);
    }

    [GeneratedRegex(@"^\s*(\([^()]*\)\s*)+")]
    private static partial Regex Remark();

    [GeneratedRegex(@"^\s*((MODERATOR|INTERVIEWER|RESEARCHER|FACILITATOR)\s*:|\d+\s|\d+\.[a-z]\b|[a-z]\.[ivx]+\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Ours();
}
