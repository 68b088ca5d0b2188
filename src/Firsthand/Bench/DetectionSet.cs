using System.Text.RegularExpressions;
using Firsthand.Engine.Detection;

namespace Firsthand.Bench;

/// <summary>Texts that people labelled as carrying a kind or not.</summary>
/// <param name="Kind">What a yes stands for.</param>
/// <param name="Before">What was said before each text; null where nothing was.</param>
internal sealed partial record DetectionSet(string Name, QuoteKind Kind, IReadOnlyList<string> Texts, IReadOnlyList<string?> Before, IReadOnlyList<bool> Labels) : BenchSet(Name)
{
    private const int TalkColumns = 3;

    /// <summary>Texts that stand for themselves.</summary>
    public static DetectionSet Of(string name, QuoteKind kind, IReadOnlyList<(string Text, bool Yes)> rows) =>
        new(name, kind, [.. rows.Select(row => row.Text.Trim('"'))], new string?[rows.Count], [.. rows.Select(row => row.Yes)]);

    /// <summary>Whether a file's first line is an utterance with its act.</summary>
    public static bool IsTalk(string path) => File.ReadLines(path).FirstOrDefault(line => line.Length > 0)?.Split('|') is [{ Length: > 0 } speaker, _, { Length: > 0 } act] && !speaker.Contains(' ', StringComparison.Ordinal) && !act.Contains(' ', StringComparison.Ordinal);

    /// <summary>Reads telephone talk, a line for each utterance (speaker|words|act), without its punctuation: acts that begin with q are questions.</summary>
    /// <exception cref="SetRefused">A line is no utterance.</exception>
    public static DetectionSet ReadTalk(string name, IEnumerable<string> paths)
    {
        var (texts, before, labels) = (new List<string>(), new List<string?>(), new List<bool>());
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            string? last = null;
            foreach (var (number, line) in File.ReadLines(path).Index())
            {
                if (string.IsNullOrWhiteSpace(line)) continue;
                var cells = line.Split('|');
                if (cells.Length != TalkColumns) throw new SetRefused(path, number + 1, "speaker|words|act");
                var words = Unmarked().Replace(cells[1], " ").Trim().ToLowerInvariant();
                texts.Add(words);
                before.Add(last);
                labels.Add(cells[2].StartsWith('q'));
                last = words;
            }
        }
        return new(name, QuoteKind.Question, texts, before, labels);
    }

    [GeneratedRegex(@"[^\w'\s]|_")]
    private static partial Regex Unmarked();
}
