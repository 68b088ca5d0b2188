using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Firsthand.Conversations;
using Firsthand.Engine.Detection;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;

namespace Firsthand.Today.Exports;

/// <summary>A folder of Markdown: a page for each conversation and each pattern, whose links open the very turn. Obsidian reads it as a vault.</summary>
internal sealed class ExportPages(ReadBook read) : IExport
{
    public string Name => "pages";
    public string Says => "A page for each conversation and pattern as Markdown, linked, for Obsidian or any editor.";
    public string File => "pages/";

    public async Task WriteAsync(Func<string, Stream> create, CancellationToken ct)
    {
        var book = await read.RunAsync(ct);
        var (talkNames, patternNames) = (new FreeNames(), new FreeNames());
        var pages = new Pages(book,
            book.Talks.ToDictionary(talk => talk.Id, talk => talkNames.Of(string.Create(CultureInfo.InvariantCulture, $"{talk.HeldAt:yyyy-MM-dd} {talk.Title}"), ".md")),
            book.Patterns.ToDictionary(pattern => pattern.Id, pattern => patternNames.Of(pattern.Name.ReplaceLineEndings(" "), ".md")));
        await WriteAsync("Index.md", pages.Index());
        foreach (var pattern in book.Patterns) await WriteAsync($"Patterns/{pages.PatternFiles[pattern.Id]}", pages.Of(pattern));
        foreach (var talk in book.Talks) await WriteAsync($"Conversations/{pages.TalkFiles[talk.Id]}", pages.Of(talk, await read.TurnsAsync(talk.Id, ct)));

        async Task WriteAsync(string name, string text)
        {
            await using var file = create(name);
            await using var writer = new StreamWriter(file);
            await writer.WriteAsync(text.AsMemory(), ct);
        }
    }

    /// <summary>What each page says; pure.</summary>
    private sealed class Pages(Book book, IReadOnlyDictionary<Id<Conversation>, string> talkFiles, IReadOnlyDictionary<Id<Pattern>, string> patternFiles)
    {
        public IReadOnlyDictionary<Id<Conversation>, string> TalkFiles => talkFiles;
        public IReadOnlyDictionary<Id<Pattern>, string> PatternFiles => patternFiles;

        private readonly Dictionary<Id<Quote>, Book.Said> said = book.Quotes.ToDictionary(quote => quote.Id);
        private readonly Dictionary<Id<Conversation>, Book.Talk> talks = book.Talks.ToDictionary(talk => talk.Id);
        private readonly ILookup<Id<Conversation>, Book.Said> quotesOf = book.Quotes.ToLookup(quote => quote.Talk);
        private readonly Dictionary<Id<Quote>, Book.Recurring> patternOf = book.Patterns.SelectMany(pattern => pattern.Quotes.Select(quote => (quote, pattern))).ToDictionary(pair => pair.quote, pair => pair.pattern);

        public string Index()
        {
            var text = new StringBuilder("# What customers said\n\n## What recurs\n\n");
            foreach (var pattern in book.Patterns) text.Append(CultureInfo.InvariantCulture, $"- {Link(pattern.Name, "Patterns", patternFiles[pattern.Id])} ({pattern.Kind.Title}, {pattern.People} {(pattern.People == 1 ? "customer" : "customers")})\n");
            text.Append("\n## Conversations\n\n");
            foreach (var talk in book.Talks) text.Append(CultureInfo.InvariantCulture, $"- {talk.HeldAt:yyyy-MM-dd} {Link(talk.Title, "Conversations", talkFiles[talk.Id])}\n");
            return text.ToString();
        }

        public string Of(Book.Recurring pattern)
        {
            var text = Front(("kind", pattern.Kind.Name), ("customers", pattern.People), ("asked", pattern.Asked), ("words", pattern.Words), ("id", pattern.Id.ToString()));
            text.Append(CultureInfo.InvariantCulture, $"# {Line(pattern.Name)}\n\n## Who said it\n\n");
            foreach (var quote in pattern.Quotes) Quoted(text, said[quote]);
            if (pattern.Counter.Count > 0) text.Append("\n## Who speaks against it\n\n");
            foreach (var quote in pattern.Counter) Quoted(text, said[quote]);
            return text.ToString();
        }

        public string Of(Book.Talk talk, IReadOnlyList<Turn> turns)
        {
            var text = Front(("held", Conversation.Known(talk.HeldAt, talk.Basis)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("kind", talk.Channel), ("customers", (string[])[.. talk.Speakers.Where(speaker => speaker.Side != Side.Ours).Select(speaker => speaker.Who).Distinct()]),
                ("ours", (string[])[.. talk.Speakers.Where(speaker => speaker.Side == Side.Ours).Select(speaker => speaker.Who).Distinct()]), ("file", talk.Source), ("id", talk.Id.ToString()));
            text.Append(CultureInfo.InvariantCulture, $"# {Line(talk.Title)}\n");
            if (quotesOf[talk.Id].Any()) text.Append("\n## Quotes\n\n");
            foreach (var quote in quotesOf[talk.Id])
            {
                text.Append(CultureInfo.InvariantCulture, $"- {quote.Kind.Title}{Proposed(quote)}: [“{Line(quote.Text)}”](#^t{quote.Turn})");
                if (patternOf.TryGetValue(quote.Id, out var pattern)) text.Append(CultureInfo.InvariantCulture, $", in {Link(pattern.Name, "../Patterns", patternFiles[pattern.Id])}");
                if (quote.Memo is { } memo) text.Append(CultureInfo.InvariantCulture, $". Our note: {Line(memo)}");
                text.Append('\n');
            }
            text.Append("\n## Words\n");
            var speakers = talk.Speakers.ToDictionary(speaker => speaker.Id);
            foreach (var turn in turns)
                text.Append(CultureInfo.InvariantCulture, $"\n**{Line(speakers[turn.SpeakerId].Who)}**{(turn.Start is { } at ? $" {Clock.Of(at)}" : "")}{(turn.Asked is { } asked ? $" *{Line(asked)}*" : "")}\\\n{Lines(turn.Text)} ^t{turn.Index}\n");
            return text.ToString();
        }

        private void Quoted(StringBuilder text, Book.Said quote)
        {
            var talk = talks[quote.Talk];
            text.Append(CultureInfo.InvariantCulture, $"- “{Line(quote.Text)}” {Line(quote.Who)}, [{Line(talk.Title)}{(quote.At is { } at ? $", {Clock.Of(at)}" : "")}](../Conversations/{Uri.EscapeDataString(talkFiles[talk.Id])}#^t{quote.Turn}){Proposed(quote)}\n");
        }

        private static string Proposed(Book.Said quote) => quote.IsMarked ? "" : " (proposed)";

        private static string Link(string title, string folder, string file) => $"[{Line(title)}]({folder}/{Uri.EscapeDataString(file)})";

        // JSON is YAML as well: no value of a customer's can end it.
        private static StringBuilder Front(params (string Key, object? Value)[] properties)
        {
            var text = new StringBuilder("---\n");
            foreach (var (key, value) in properties.Where(property => property.Value is not null)) text.Append(CultureInfo.InvariantCulture, $"{key}: {JsonSerializer.Serialize(value, Yaml)}\n");
            return text.Append("---\n");
        }

        private static readonly JsonSerializerOptions Yaml = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    }

    // A list item or a heading is one line.
    private static string Line(string text) => Escaped(string.Join(' ', text.Split(LineEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));

    private static readonly char[] LineEnds = ['\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\f'];

    // A line end that stays one; an empty line would end the paragraph that the link points at.
    private static string Lines(string text) => string.Join("\\\n", text.Split('\n').Select(line => Escaped(line.Trim('\r'))));

    private const string Meaningful = "\\`*_[]<>#|~$^=%&{}!";

    /// <summary>Words as they were said: nothing in them is Markdown, HTML, a link or a tag.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        var start = 0;
        while (start < text.Length && text[start] is ' ' or '\t') start++;
        for (var i = 0; i < text.Length; i++)
        {
            // "- ", "+ ", "1. ", "1) " begin a list only at a line's start.
            if (Meaningful.Contains(text[i], StringComparison.Ordinal) || i == start && text[i] is '-' or '+' || text[i] is '.' or ')' && i > start && text.AsSpan(start, i - start).ContainsAnyExceptInRange('0', '9') is false) escaped.Append('\\');
            escaped.Append(text[i]);
        }
        return escaped.ToString();
    }
}
