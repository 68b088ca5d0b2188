using System.Globalization;
using System.Text;
using Firsthand.Conversations;
using Firsthand.Engine.Detection;
using Firsthand.Formats.Tables;

namespace Firsthand.Today.Exports;

/// <summary>One CSV for each kind of thing. No spreadsheet takes a customer's words for a formula.</summary>
internal sealed class ExportTables(ReadBook read) : IExport
{
    public string Name => "tables";
    public string Says => "Quotes, conversations, customers and patterns as CSV, for a spreadsheet.";
    public string File => "tables/";

    public async Task WriteAsync(Func<string, Stream> create, CancellationToken ct)
    {
        var book = await read.RunAsync(ct);
        foreach (var (name, rows) in Tables(book))
        {
            await using var file = create(name);
            // With its mark, because that is how spreadsheets know UTF-8.
            await using var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            await writer.WriteAsync(CsvWriter.Write(rows).AsMemory(), ct);
        }
    }

    internal static IEnumerable<(string Name, IEnumerable<IReadOnlyList<string>> Rows)> Tables(Book book)
    {
        var talks = book.Talks.ToDictionary(talk => talk.Id);
        var patternOf = book.Patterns.SelectMany(pattern => pattern.Quotes.Select(quote => (quote, pattern.Name))).ToDictionary(pair => pair.quote, pair => pair.Name);
        var evidence = book.Quotes.Where(quote => quote.IsMarked).ToList();
        var (quotesOf, quotesIn) = (evidence.ToLookup(quote => quote.Person), evidence.ToLookup(quote => quote.Talk));
        var heardOf = book.Talks.SelectMany(talk => talk.Speakers.Select(speaker => (speaker.Person, talk.Id)).Distinct()).ToLookup(pair => pair.Person, pair => pair.Id);
        yield return ("quotes.csv",
        [
            ["words", "kind", "customer", "state", "probability", "pattern", "memo", "tags", "conversation", "held", "at", "turn", "start", "length", "marked", "id", "conversation id"],
            .. book.Quotes.Select(quote => (IReadOnlyList<string>)[quote.Text, quote.Kind.Name, quote.Who, quote.IsMarked ? "evidence" : "proposed", Number(quote.Probability), patternOf.GetValueOrDefault(quote.Id, ""), quote.Memo ?? "", string.Join("; ", quote.Tags),
                talks[quote.Talk].Title, Conversation.Known(talks[quote.Talk].HeldAt, talks[quote.Talk].Basis) is { } day ? Day(day) : "", Number(quote.At), Number(quote.Turn), Number(quote.Start), Number(quote.Length), quote.MarkedAt is { } at ? Time(at) : "", quote.Id.ToString(), quote.Talk.ToString()]),
        ]);
        yield return ("conversations.csv",
        [
            ["title", "held", "told by", "kind", "customers", "ours", "seconds", "turns", "quotes", "file", "format", "id"],
            .. book.Talks.Select(talk => (IReadOnlyList<string>)[talk.Title, Time(talk.HeldAt), talk.Basis.ToString().ToLowerInvariant(), talk.Channel ?? "", Names(talk, ours: false), Names(talk, ours: true), Number(talk.Seconds), Number(talk.Turns),
                Number(quotesIn[talk.Id].Count()), talk.Source, talk.Format, talk.Id.ToString()]),
        ]);
        yield return ("customers.csv",
        [
            ["name", "account", "e-mail", "stage", "segment", "consent", "named", "conversations", "quotes", "id"],
            .. book.Customers.Select(person => (IReadOnlyList<string>)[person.Name, person.Account ?? "", person.Email ?? "", person.Stage.ToString().ToLowerInvariant(), person.Segment ?? "", person.Consent.ToString().ToLowerInvariant(), person.IsNameless ? "no" : "yes",
                Number(heardOf[person.Id].Count()), Number(quotesOf[person.Id].Count()), person.Id.ToString()]),
        ]);
        yield return ("patterns.csv",
        [
            ["pattern", "kind", "customers who said it", "customers asked", "quotes", "speaks against it", "telling words", "last heard", "id"],
            .. book.Patterns.Select(pattern => (IReadOnlyList<string>)[pattern.Name, pattern.Kind.Name, Number(pattern.People), Number(pattern.Asked), Number(pattern.Quotes.Count), Number(pattern.Counter.Count), string.Join("; ", pattern.Words), Day(pattern.LastHeardAt), pattern.Id.ToString()]),
        ]);
    }

    private static string Names(Book.Talk talk, bool ours) => string.Join("; ", talk.Speakers.Where(speaker => speaker.Side == Side.Ours == ours).Select(speaker => speaker.Who).Distinct());

    private static string Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
