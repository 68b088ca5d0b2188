using System.Net;
using System.Text;
using Firsthand.Platform;

namespace Firsthand.Today;

/// <summary>What was learned, as one HTML page that needs nothing beside itself: no script, no font, no server.</summary>
internal static class ReportPage
{
    private const string Style = """
        :root{color-scheme:light dark;--paper:light-dark(#f6f7f4,#131719);--ink:light-dark(#18211e,#e9ece7);--soft:light-dark(#46524d,#b7c0ba);--line:light-dark(#d9ded8,#2f3739)}
        html{background:var(--paper);color:var(--ink);font:15px/1.45 Seravek,"Gill Sans Nova","Source Sans 3",Ubuntu,"Segoe UI",Calibri,"Noto Sans","Liberation Sans",sans-serif}
        body{max-width:46rem;margin:3rem auto;padding:0 1.25rem}h1{font-size:1.5rem;letter-spacing:-.01em}h2{font-size:.95rem;border-bottom:1px solid var(--line);padding-bottom:.5rem;margin:3rem 0 1rem}
        article{margin:2rem 0;break-inside:avoid}.words{font-family:"Iowan Old Style",Charter,"Source Serif 4",Palatino,Georgia,"Liberation Serif",serif}
        h3.words{font-size:1.4rem;font-weight:400;line-height:1.25;margin:0 0 .4rem}.words::before{content:"\201C"}.words::after{content:"\201D"}
        p{margin:.3rem 0}.soft{color:var(--soft);font-size:.8125rem}blockquote{margin:.9rem 0 .9rem 1rem}blockquote .words{font-size:1.1rem;white-space:pre-line}li{margin:.2rem 0}.lead{font-size:1.125rem}
        @media print{body{margin:0}html{background:none}}
        """;

    public static string Of(Learned.View learned, string company)
    {
        var page = new StringBuilder();
        var quotes = learned.Quotes.ToDictionary(quote => quote.Id);
        var talks = learned.Conversations.ToDictionary(talk => talk.Id);
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append("<title>").Append(Safe($"What customers said · {company}")).Append("</title><style>").Append(Style).Append("</style></head><body>\n");
        page.Append("<h1>").Append(Safe($"What {ReportText.Count(learned.People, "customer", "customers")} said to {company}")).Append("</h1>\n<p class=\"lead\">")
            .Append(Safe($"{ReportText.Count(learned.Conversations.Count, "conversation", "conversations")}, {ReportText.Count(learned.Quotes.Count, "quote", "quotes")}, {ReportText.Count(learned.Patterns.Count, "pattern", "patterns")} that two or more customers share. {learned.Saturation?.Sentence}")).Append("</p>\n");
        if (learned.Patterns.Count > 0) page.Append("<h2>What recurs</h2>\n");
        foreach (var pattern in learned.Patterns.Take(ReportText.MostPatterns))
        {
            page.Append("<article><h3 class=\"words\">").Append(Safe(pattern.Name)).Append("</h3>\n<p>").Append(Safe($"{ReportText.Title(pattern.Kind)} · {pattern.Sentence}")).Append("</p>\n");
            if (pattern.Words.Count > 0) page.Append("<p class=\"soft\">").Append(Safe(string.Join(", ", pattern.Words))).Append("</p>\n");
            foreach (var quote in pattern.Quotes.Where(quotes.ContainsKey).Select(id => quotes[id]).DistinctBy(quote => quote.Person ?? quote.Speaker).Take(ReportText.QuotesEach)) Quoted(quote, null);
            foreach (var quote in pattern.Counter.Where(quotes.ContainsKey).Take(1).Select(id => quotes[id])) Quoted(quote, "Speaks against it");
            page.Append("</article>\n");
        }
        page.Append("<h2>What was read</h2>\n<ul>");
        foreach (var file in learned.Report)
            page.Append("<li>").Append(Safe($"{file.File}: {file.Problem ?? $"{file.Format}, {ReportText.Count(file.Conversations, "conversation", "conversations")}, {ReportText.Count(file.Turns, "turn", "turns")}{ReportText.Left(file.Report.SetAside.Count, "kept aside")}{ReportText.Left(file.Report.NotUnderstood.Count, "not understood")}"}")).Append("</li>\n");
        return page.Append("</ul></body></html>\n").ToString();

        void Quoted(Learned.Quote quote, string? before)
        {
            page.Append("<blockquote>");
            if (before is not null) page.Append("<p class=\"soft\">").Append(before).Append("</p>");
            page.Append("<p><span class=\"words\">").Append(Safe(quote.Text)).Append("</span></p><p class=\"soft\">")
                .Append(Safe($"{quote.Person ?? quote.Speaker ?? "unknown"} · {talks[quote.Conversation].Title}, {(quote.At is { } at ? Clock.Of(at) : FormattableString.Invariant($"turn {quote.Turn + 1}"))}{(quote.Accepted ? "" : " · proposed")}")).Append("</p></blockquote>\n");
        }
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
