using System.Text;
using Firsthand.Engine.Detection;
using Firsthand.Evidence;
using Firsthand.Shell.Components.Charts;

namespace Firsthand.Today;

/// <summary>What was learned, as Markdown that also reads well in a terminal.</summary>
internal static class ReportText
{
    public const int QuotesEach = 4;

    public static string Of(ReadReport.View report)
    {
        var text = new StringBuilder();
        Line($"# {ReportWords.Title(report)}");
        Line();
        Line(ReportWords.Basis(report));
        if (report.Saturation is { } saturation) Line(saturation.Sentence);
        if (report.Conversations > 0) Line(ReportWords.Decided(report));
        if (ReportWords.Withdrawn(report) is { } withdrawn) Line(withdrawn);

        if (report.Claims.Count > 0)
        {
            Section("What recurs");
            Line();
            Line(ReportWords.Ranges);
        }
        foreach (var claim in report.Claims)
        {
            var row = claim.Pattern;
            Line();
            Line($"### {row.Name ?? $"“{OneLine(row.Typical.Text)}”"}");
            Line();
            Line(row.Name is null ? Source(row.Typical) : $"“{OneLine(row.Typical.Text)}” {Source(row.Typical)}");
            Line();
            Line($"{row.Kind.Title}{(row.Trend.Word is { } trend ? $", {trend}" : "")}. {ReportWords.Counted(row)} {claim.Verdict.Lead} {claim.Verdict.Sentence}{(row.Words.Count > 0 ? $" Telling words: {string.Join(", ", row.Words)}." : "")}");
            Line();
            foreach (var quote in claim.Quotes.Take(QuotesEach)) Quoted(quote, "");
            if (claim.Counter is { } counter) Quoted(counter, "Speaks against it: ");
        }
        if (report.Patterns > report.Claims.Count)
        {
            Line();
            Line($"And {ReportWords.Number(report.Patterns - report.Claims.Count)} more, said by fewer people.");
        }
        if (report.Alone.Count > 0) Section(report.People < 2 ? "In their words" : "Said by one customer, so far");
        foreach (var kind in report.Alone.GroupBy(quote => quote.Kind).OrderBy(same => same.Key))
        {
            Line();
            Line($"{kind.Key.Title}:");
            foreach (var quote in kind) Quoted(quote, "");
        }
        if (ReportWords.AloneLeft(report) is { } left)
        {
            Line();
            Line(left);
        }
        if (report.Sources.Count + report.Files.Count > 0) Section("What was read");
        Line();
        if (report.Files.All(file => file.Problem is not null)) foreach (var source in report.Sources) Line($"- {ReportWords.Of(source)}");
        foreach (var file in report.Files) Line($"- {ReportWords.Of(file)}");
        return text.ToString();

        void Line(string line = "") => text.Append(line).Append('\n');
        void Section(string title)
        {
            Line();
            Line($"## {title}");
        }
        void Quoted(QuotePlace quote, string before) => Line($"- {before}“{OneLine(quote.Text)}” {Source(quote)}");
    }

    private static string Source(QuotePlace quote) => $"— {quote.Who}, {ReportWords.Where(quote)}{(quote.Accepted ? "" : " (proposed)")}";

    // A quote may run over lines; in a list it is shown on one, with nothing else changed.
    private static string OneLine(string words) => words.ReplaceLineEndings(" ");
}
