using Firsthand.Formats.Frame;
using Firsthand.Formats.Tables;

namespace Firsthand.Formats.Qda;

/// <summary>Taguette's tables: the codebook (tag, description), or the highlights (document, tag, content), which have no offsets: their place is found by their words.</summary>
internal sealed class TaguetteFormat : IFormat
{
    /// <summary>A highlight of a document; one with two tags stands in two rows.</summary>
    public sealed record Highlight(string Document, string Tag, string Content);

    public string Name => "taguette";

    public bool Recognises(Source source) => NamedColumns.Peek(source) is { } table && (IsHighlights(table) || IsCodebook(table));

    private static bool IsHighlights(NamedColumns table) => table.Has("document", "tag", "content");

    private static bool IsCodebook(NamedColumns table) => table.Find("tag", "name", "path") is not null && table.Has("description") && table.Rows[0].Cells.Length <= 5 && (table.Has("tag") || table.Has("path") || table.Find("numberofhighlights") is not null || table.Rows[0].Cells.Length == 2);

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        var table = NamedColumns.Open(source, draft);
        if (IsHighlights(table))
        {
            int document = table.Find("document")!.Value, tag = table.Find("tag")!.Value, content = table.Find("content")!.Value;
            var highlights = table.Data.Select(row => new Highlight(row[document], row[tag], row[content])).ToList();
            draft.Items["highlights"] = highlights;
            draft.Items["codes"] = highlights.Select(highlight => highlight.Tag).Distinct().Count();
            draft.Note("Taguette's highlights have no place: each has to be found in its document by its words.");
            return draft.Finish(Name);
        }
        if (table.Find("tag", "path", "name") is not { } name)
        {
            return new ReadingError(1, "a column “tag”, “name” or “path”", "none");
        }
        var description = table.Find("description");
        var codes = table.Data.Select(row => new QdaCode("", row[name], description is { } column && row[column].Length > 0 ? row[column] : null, null, true)).ToList();
        draft.Items["codes"] = codes.Count;
        draft.Items["codeList"] = codes;
        return draft.Finish(Name);
    }
}
