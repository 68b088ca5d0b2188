using System.Text;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;

namespace Firsthand.HearingTrainer;

/// <summary>A sentence written for the project, with the kinds that it carries.</summary>
internal sealed record Example(QuoteKind[] Kinds, string Sentence, string? Before)
{
    public static IReadOnlyList<Example> ReadAll(string folder)
    {
        var examples = new List<Example>();
        foreach (var path in Directory.GetFiles(folder, "*.tsv").Order(StringComparer.Ordinal))
            foreach (var (number, line) in File.ReadAllLines(path).Index().Skip(1))
                examples.Add(Parse(line) ?? throw new InvalidDataException($"{path}:{number + 1}: expected kinds, a sentence and perhaps what was said before, with tabs between"));
        return examples;
    }

    private static Example? Parse(string line)
    {
        var cells = line.Split('\t');
        if (cells.Length is < 2 or > 3) return null;
        var kinds = new List<QuoteKind>();
        foreach (var name in cells[0].Split(','))
        {
            if (name == "none") continue;
            if (!QuoteKinds.TryParse(name, out var kind)) return null;
            kinds.Add(kind);
        }
        return new([.. kinds], cells[1], cells.Length == 3 ? cells[2] : null);
    }

    /// <summary>As a machine would have written it down from speech: no capitals, no marks.</summary>
    public Example Raw() => this with { Sentence = Raw(Sentence), Before = Before is null ? null : Raw(Before) };

    /// <summary>As people talk: with sounds, and words begun again, at times after a question. Which ones depends on the number alone.</summary>
    public Example Hesitant(int number)
    {
        var words = Raw().Sentence.Split(' ');
        var at = number % words.Length;
        var (start, middle) = (Starts[number % Starts.Length], Middles[number % Middles.Length]);
        return Raw() with { Before = Before is null ? Questions[number % Questions.Length] : Raw(Before), Sentence = string.Join(' ', [.. start, .. words[..at], .. middle == "" ? new[] { words[at] } : [middle], .. words[at..]]) };
    }

    // Lengths without a common divisor, so that all pairs occur.
    private static readonly string[][] Starts = [["um"], [], ["so"], ["well", "uh"], ["yeah"], ["and"], []];
    private static readonly string[] Middles = ["uh", "", "you know", "um", ""];

    // What an interviewer asks of everybody: the answer may carry any kind or none.
    private static readonly string?[] Questions =
    [
        null, "So how does that work today?", null, "What do you think of it?", null, "And what is the hardest part of that?", null, "Can you tell me more about that?", null, "What would you change?", null,
        "Why is that?", null, "How was your week?", null, "Was that clear?", null, "What happened then?", null,
    ];

    private static string Raw(string text)
    {
        var raw = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            var said = word.StartsWith('@') || word.StartsWith("http", StringComparison.Ordinal) ? word : string.Join(' ', Words.Of(word));
            if (said.Length > 0) raw.Append(raw.Length > 0 ? " " : "").Append(said);
        }
        return raw.ToString();
    }
}
