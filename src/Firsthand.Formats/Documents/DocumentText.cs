using System.Text;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Documents;

/// <summary>The paragraphs of a word processor's document, and how they read as text.</summary>
internal sealed class DocumentText
{
    private static readonly string[] TextHeadings = ["text", "transcript", "content", "words", "utterance", "dialogue"];

    public List<string> Paragraphs { get; } = [];

    /// <summary>Paragraphs that are no part of the running text: footnotes, comments.</summary>
    public List<(string Kind, string Text)> Aside { get; } = [];

    public List<string> Notes { get; } = [];

    /// <summary>A table's row: "speaker | words" and "time | speaker | words" read as a labelled line; others cell by cell.</summary>
    public void AddRow(List<string> cells)
    {
        if (cells.Count is 2 or 3 && !cells[^1].AsSpan().Trim().IsEmpty && Head(cells) is { } head)
        {
            if (TextHeadings.Contains(cells[^1].Trim(), StringComparer.OrdinalIgnoreCase))
            {
                Aside.Add(("table heading", string.Join(" | ", cells)));
            }
            else
            {
                Paragraphs.Add($"{head}: {cells[^1]}");
            }
            return;
        }
        Paragraphs.AddRange(cells.Where(cell => !string.IsNullOrWhiteSpace(cell)));
    }

    private static string? Head(List<string> cells)
    {
        var name = cells[^2].Trim().TrimEnd(':');
        if (!Speaking.SpeakerName.IsPlausible(name) || !Speaking.SpeakerName.IsWrittenAsName(name))
        {
            return null;
        }
        return cells.Count == 2 ? name : Clock.Read(cells[0].AsSpan().Trim("[]() ")) is null ? null : $"[{cells[0].Trim("[]() ".ToCharArray())}] {name}";
    }

    /// <summary>Paragraphs with an empty line between them, and for each line its paragraph's number.</summary>
    public (string Text, int[] Places) Join()
    {
        var text = new StringBuilder();
        List<int> places = [];
        for (var i = 0; i < Paragraphs.Count; i++)
        {
            if (i > 0)
            {
                text.Append("\n\n");
                places.Add(i);
            }
            text.Append(Paragraphs[i]);
            places.AddRange(Enumerable.Repeat(i + 1, 1 + Paragraphs[i].AsSpan().Count('\n')));
        }
        return (text.ToString(), [.. places]);
    }
}
