using System.Globalization;
using System.Text.Json;
using Firsthand.Engine.Text;

namespace Firsthand.Bench;

/// <summary>Long meetings, questions about them, and where in them the answer is.</summary>
internal sealed record MeetingSet(string Name, IReadOnlyList<MeetingSet.Meeting> Meetings) : BenchSet(Name)
{
    private const string Turns = "meeting_transcripts", Content = "content", Queries = "specific_query_list", Query = "query", Spans = "relevant_text_span";

    /// <param name="Questions">Each with the turns that answer it.</param>
    internal sealed record Meeting(IReadOnlyList<string> Turns, IReadOnlyList<(string Text, IReadOnlySet<int> Turns)> Questions);

    public static bool IsMeeting(string path) => File.ReadAllText(path) is var text && text.AsSpan().TrimStart() is ['{', ..] && text.Contains($"\"{Turns}\"", StringComparison.Ordinal);

    /// <exception cref="SetRefused">A file is not whole, or a question has no place in it.</exception>
    public static MeetingSet Read(string name, IEnumerable<string> paths) => new(name, [.. paths.Select(Read)]);

    private static Meeting Read(string path)
    {
        var text = File.ReadAllText(path);
        try
        {
            using var parsed = JsonDocument.Parse(text);
            string[] turns = [.. parsed.RootElement.GetProperty(Turns).EnumerateArray().Select(turn => turn.GetProperty(Content).GetString()!.Trim())];
            return new(turns, [.. parsed.RootElement.GetProperty(Queries).EnumerateArray().Select(query => (query.GetProperty(Query).GetString()!, (IReadOnlySet<int>)Places(query, turns.Length)))]);
        }
        catch (JsonException broken)
        {
            throw new SetRefused(path, 1 + (int)(broken.LineNumber ?? 0), "JSON", broken);
        }
        catch (Exception broken) when (broken is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new SetRefused(path, 1, $"{Turns} with {Content}, and {Queries} with {Query} and {Spans} within the turns", broken);
        }
    }

    // From the first turn to the last, both counted from 0, written as words.
    private static HashSet<int> Places(JsonElement query, int turns)
    {
        var places = new HashSet<int>();
        foreach (var span in query.GetProperty(Spans).EnumerateArray())
        {
            int first = int.Parse(span[0].ToString(), CultureInfo.InvariantCulture), last = int.Parse(span[1].ToString(), CultureInfo.InvariantCulture);
            places.UnionWith(Enumerable.Range(first, Math.Min(last, turns - 1) - first + 1));
        }
        return places;
    }
}
