using System.Text;
using Firsthand.Engine.Detection;
using Firsthand.Platform;

namespace Firsthand.Today;

/// <summary>What was learned, as Markdown that also reads well in a terminal.</summary>
internal static class ReportText
{
    internal const int QuotesEach = 4;
    internal const int MostPatterns = 40;

    public static string Of(Learned.View learned)
    {
        var text = new StringBuilder();
        var quotes = learned.Quotes.ToDictionary(quote => quote.Id);
        var talks = learned.Conversations.ToDictionary(talk => talk.Id);
        Line($"# What {Count(learned.People, "customer", "customers")} said");
        Line("");
        Line($"{Count(learned.Conversations.Count, "conversation", "conversations")}, {Count(learned.Quotes.Count, "quote", "quotes")}, {Count(learned.Patterns.Count, "pattern", "patterns")} that two or more customers share.");
        if (learned.Saturation is { } saturation) Line($"{saturation.Sentence}");
        if (learned.People < 2 && learned.Conversations.Count > 0) Line("One customer is a story, not yet a pattern: it opens a question for the next conversations.");
        Line("");
        if (learned.Patterns.Count > 0) Line("## What recurs");
        foreach (var pattern in learned.Patterns.Take(MostPatterns))
        {
            Line("");
            Line($"### “{OneLine(pattern.Name)}”");
            Line($"{Title(pattern.Kind)} · {pattern.Sentence}{(pattern.Asked > 0 ? $" {Count(pattern.Asked, "was", "were")} asked about it." : "")}{(pattern.Words.Count > 0 ? $" Telling words: {string.Join(", ", pattern.Words)}." : "")}");
            Line("");
            foreach (var quote in pattern.Quotes.Where(quotes.ContainsKey).Select(id => quotes[id]).DistinctBy(quote => quote.Person ?? quote.Speaker).Take(QuotesEach)) Quoted(quote, "");
            foreach (var quote in pattern.Counter.Where(quotes.ContainsKey).Take(1).Select(id => quotes[id])) Quoted(quote, "Speaks against it: ");
        }
        var grouped = learned.Patterns.SelectMany(pattern => pattern.Quotes).ToHashSet();
        var alone = learned.Quotes.Where(quote => !grouped.Contains(quote.Id) && quote.Kind is not "promise").OrderByDescending(quote => quote.Accepted).ThenByDescending(quote => quote.Probability).DistinctBy(quote => quote.Person ?? quote.Speaker).Take(10).ToList();
        if (alone.Count > 0)
        {
            Line("");
            Line("## Said by one customer, so far");
            Line("");
            foreach (var quote in alone) Quoted(quote, "");
        }
        Line("");
        Line("## What was read");
        Line("");
        foreach (var file in learned.Report)
            Line($"- {file.File}: {file.Problem ?? $"{file.Format}, {Count(file.Conversations, "conversation", "conversations")}, {Count(file.Turns, "turn", "turns")}{Left(file.Report.SetAside.Count, "kept aside")}{Left(file.Report.NotUnderstood.Count, "not understood")}{(file.State == "already" ? ", here already" : "")}"}");
        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
        void Quoted(Learned.Quote quote, string before) => Line($"- {before}“{OneLine(quote.Text)}” — {quote.Person ?? quote.Speaker ?? "unknown"}, {talks[quote.Conversation].Title}{(quote.At is { } at ? $", {Clock.Of(at)}" : $", turn {quote.Turn + 1}")}{(quote.Accepted ? "" : " (proposed)")}");
    }

    // A quote may run over lines; in a list it is shown on one, with nothing else changed.
    private static string OneLine(string words) => words.ReplaceLineEndings(" ");

    internal static string Title(string kind) => QuoteKinds.TryParse(kind, out var known) ? known.Title : kind;

    internal static string Count(int count, string one, string many) => FormattableString.Invariant($"{count} {(count == 1 ? one : many)}");

    internal static string Left(int count, string what) => count == 0 ? "" : FormattableString.Invariant($", {count} {what}");
}
