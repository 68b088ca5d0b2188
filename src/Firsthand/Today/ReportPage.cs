using System.Globalization;
using System.Net;
using System.Text;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Statistics;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Shell;
using Firsthand.Shell.Components;
using Firsthand.Shell.Components.Charts;

namespace Firsthand.Today;

/// <summary>What was learned, as one HTML page that needs nothing beside itself: no script, no font, no server. Every number in it opens words in it.</summary>
internal sealed class ReportPage
{
    /// <summary>Quotes of one claim that the page carries: one of each customer.</summary>
    public const int QuotesEach = 60;

    // The rest is one click away, and printed.
    private const int QuotesOpen = 4;

    private readonly StringBuilder page = new();

    public static string Of(ReadReport.View report) => new ReportPage().Write(report);

    private string Write(ReadReport.View report)
    {
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{Safe($"{ReportWords.Title(report)} · {report.Company}")}</title>
            <style>{Style}{Kinds}</style></head><body>
            <header><p class="soft">{Safe($"{report.Company}, {ReportWords.Day(report.At)}")}</p>
            <h1>{Safe(ReportWords.Title(report))}</h1>
            <p class="lead">{Safe(ReportWords.Basis(report))}</p>

            """);
        if (report.Saturation is { } saturation) Paragraph(saturation.Sentence);
        if (report.Conversations > 0) Paragraph(ReportWords.Decided(report), "soft");
        if (ReportWords.Withdrawn(report) is { } withdrawn) Paragraph(withdrawn, "soft");
        page.Append("</header>\n");
        Claims(report);
        Alone(report);
        Read(report);
        return page.Append("</body></html>\n").ToString();
    }

    private void Claims(ReadReport.View report)
    {
        if (report.Claims.Count == 0) return;
        page.Append("<main>\n<h2>What recurs, most people first</h2>\n");
        Paragraph(ReportWords.Ranges, "soft");
        if (report.Claims.Any(claim => HasDots(claim))) Legend();
        for (var i = 0; i < report.Claims.Count; i++) Show(report.Claims[i], $"c{(i + 1).ToString(CultureInfo.InvariantCulture)}");
        if (report.Patterns > report.Claims.Count) Paragraph($"And {ReportWords.Number(report.Patterns - report.Claims.Count)} more, said by fewer people.", "soft");
        page.Append("</main>\n");
    }

    private void Show(ReadReport.Claim claim, string id)
    {
        var row = claim.Pattern;
        page.Append(CultureInfo.InvariantCulture, $"""
            <article id="{id}" data-k="{row.Kind.Name}"><p class="soft"><span class="k" aria-hidden="true">{Safe(row.Kind.Key.ToString())}</span> {Safe(row.Kind.Title)}{Safe(row.Trend.Word is { } trend ? $", {trend}" : "")}</p>

            """);
        var words = row.Name is { } name ? $"<h3>{Safe(name)}</h3>\n<p class=\"title words\">{Safe(row.Typical.Text)}</p>" : $"<h3 class=\"title words\">{Safe(row.Typical.Text)}</h3>";
        page.Append(CultureInfo.InvariantCulture, $"<figure{Anchor(row.Typical, id)}>{words}<figcaption>{Source(row.Typical)}</figcaption></figure>\n");
        if (HasDots(claim)) Dots(claim, id);
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"counted\"><a href=\"#{id}-words\">{Safe(ReportWords.Counted(row))}</a></p>\n");
        if (claim.Verdict is { HasRange: true, Interval: { } range, Estimate: { } at }) Estimate(range, at);
        page.Append(CultureInfo.InvariantCulture, $"<p><strong>{Safe(claim.Verdict.Lead)}</strong> {Safe(claim.Verdict.Sentence)}</p>\n");
        if (row.Words.Count > 0) Paragraph($"Telling words: {string.Join(", ", row.Words)}.", "soft");
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"quotes\" id=\"{id}-words\">\n");
        foreach (var quote in claim.Quotes.Take(QuotesOpen)) Quote(quote, id);
        if (claim.Quotes.Count > QuotesOpen)
        {
            page.Append(CultureInfo.InvariantCulture, $"<details><summary>{Safe(ReportWords.Count(claim.Quotes.Count - QuotesOpen, "more person", "more people"))}, in their words</summary>\n");
            foreach (var quote in claim.Quotes.Skip(QuotesOpen)) Quote(quote, id);
            page.Append("</details>\n");
        }
        if (row.People.Count > claim.Quotes.Count + 1) Paragraph($"The words of {ReportWords.Count(row.People.Count - claim.Quotes.Count - 1, "more person", "more people")} are not on this page.", "soft");
        page.Append("</div>\n");
        if (claim.Counter is { } counter)
        {
            page.Append("<div class=\"counter\"><p class=\"soft\">Speaks against it</p>\n");
            Quote(counter, null);
            page.Append("</div>\n");
        }
        page.Append("</article>\n");
    }

    private void Alone(ReadReport.View report)
    {
        if (report.Alone.Count == 0) return;
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>{(report.People < 2 ? "In their words" : "Said by one customer, so far")}</h2>\n");
        foreach (var kind in report.Alone.GroupBy(quote => quote.Kind).OrderBy(same => same.Key))
        {
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"kind\" data-k=\"{kind.Key.Name}\"><p class=\"soft\"><span class=\"k\" aria-hidden=\"true\">{Safe(kind.Key.Key.ToString())}</span> {Safe(kind.Key.Title)}</p>\n");
            foreach (var quote in kind) Quote(quote, null);
            page.Append("</div>\n");
        }
        if (ReportWords.AloneLeft(report) is { } left) Paragraph(left, "soft left");
        page.Append("</section>\n");
    }

    private void Read(ReadReport.View report)
    {
        if (report.Sources.Count + report.Files.Count == 0) return;
        page.Append("<footer><h2>What was read</h2>\n<ul>\n");
        if (report.Files.All(file => file.Problem is not null)) foreach (var source in report.Sources) page.Append(CultureInfo.InvariantCulture, $"<li>{Safe(ReportWords.Of(source))}</li>\n");
        foreach (var file in report.Files) page.Append(CultureInfo.InvariantCulture, $"<li>{Safe(ReportWords.Of(file))}</li>\n");
        page.Append("</ul></footer>\n");
    }

    // Up to thirty people each is a dot, and those who said it open their words.
    private static bool HasDots(ReadReport.Claim claim) => claim.Pattern.Voices is not null;

    private void Dots(ReadReport.Claim claim, string id)
    {
        var quoted = claim.Quotes.Append(claim.Pattern.Typical).Select(quote => quote.Person).ToHashSet();
        page.Append("<p class=\"dots\">");
        foreach (var voice in claim.Pattern.Voices!.OrderBy(voice => voice.Kind))
        {
            var (heard, says) = (voice.Kind.Heard, Safe(voice.Kind.Heard.Sentence(voice.Name)));
            if (quoted.Contains(voice.Person)) page.Append(CultureInfo.InvariantCulture, $"<a href=\"#{id}-{voice.Person.Value:N}\" title=\"{says}\"><i class=\"dot {heard.Class}\"></i><span class=\"hidden\">{says}</span></a>");
            else page.Append(CultureInfo.InvariantCulture, $"<span title=\"{says}\"><i class=\"dot {heard.Class}\"></i><span class=\"hidden\">{says}</span></span>");
        }
        page.Append("</p>\n");
    }

    private void Legend()
    {
        page.Append("<p class=\"dots legend soft\">");
        foreach (var heard in HeardWords.InOrder) page.Append(CultureInfo.InvariantCulture, $"<span><i class=\"dot {heard.Class}\"></i></span> {Safe(heard.Title)} ");
        page.Append("</p>\n");
    }

    private void Estimate(Interval range, double at)
    {
        string Percent(double share) => Say.Place(100 * share) + "%";
        var says = Safe($"Estimate {Math.Round(100 * at)} in 100, somewhere between {Math.Round(100 * range.Low)} and {Math.Round(100 * range.High)}.");
        page.Append(CultureInfo.InvariantCulture, $"""
            <svg class="interval" role="img" aria-label="{says}"><line class="axis" x1="0" x2="100%" y1="12" y2="12"/><rect class="band" x="{Percent(range.Low)}" width="{Percent(range.High - range.Low)}" y="8" height="8" rx="3"/><line class="at" x1="{Percent(at)}" x2="{Percent(at)}" y1="3" y2="21"/></svg>
            <p class="scale"><span>nobody</span><span>half</span><span>everybody</span></p>

            """);
    }

    private void Quote(QuotePlace quote, string? claim) => page.Append(CultureInfo.InvariantCulture, $"""
        <figure{Anchor(quote, claim)}><blockquote class="words">{Safe(quote.Text)}</blockquote><figcaption>{Source(quote)}</figcaption></figure>

        """);

    private static string Anchor(QuotePlace quote, string? claim) => claim is null || quote.Person is not { } person ? "" : $" id=\"{claim}-{person.Value:N}\"";

    private static string Source(QuotePlace quote) => $"<strong>{Safe(quote.Who)}</strong>{Say.Dot}{Safe(ReportWords.Where(quote))}{(quote.Accepted ? "" : Say.Dot + "proposed")}";

    private void Paragraph(string text, string? look = null) => page.Append(CultureInfo.InvariantCulture, $"<p{(look is null ? "" : $" class=\"{look}\"")}>{Safe(text)}</p>\n");

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    // The product's own look (wwwroot/styles/tokens.css), because the page has to stand alone.
    private const string Style = """
        :root{color-scheme:light dark;--paper:light-dark(#f6f7f4,#131719);--ink:light-dark(#18211e,#e9ece7);--soft:light-dark(#46524d,#b7c0ba);--faint:light-dark(#5f6b66,#98a39d);--line:light-dark(#d9ded8,#2f3739);--strong:light-dark(#818b85,#6d7974);--on:light-dark(#fff,#131719);--focus:light-dark(#1558d6,#8ab4ff);
        --words:"Iowan Old Style",Charter,"Bitstream Charter","Source Serif 4","Palatino Linotype",Palatino,"URW Palladio L",Georgia,"Liberation Serif",serif}
        *{box-sizing:border-box}html{background:var(--paper);color:var(--ink)}
        body{max-width:46rem;margin:0 auto;padding:3rem 1.25rem 4rem;font:.9375rem/1.45 Seravek,"Gill Sans Nova","Source Sans 3",Ubuntu,"Segoe UI",Calibri,"Noto Sans","Liberation Sans",sans-serif}
        h1,h2,h3,p,ul,figure,blockquote{margin:0;padding:0}p,li,h3,blockquote,figcaption{overflow-wrap:anywhere}
        h1{font-size:1.5rem;line-height:1.2;letter-spacing:-.01em;margin:.25rem 0 .75rem;text-wrap:balance}h2{font-size:.9375rem;border-bottom:1px solid var(--line);padding-bottom:.5rem;margin:3.5rem 0 1rem}h3{font-size:1.125rem}
        a{color:inherit;text-decoration-color:var(--strong);text-decoration-thickness:1px;text-underline-offset:.2em}:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
        .lead{font-size:1.125rem;line-height:1.4}header p+p{margin-top:.5rem}.soft,figcaption,summary{color:var(--soft);font-size:.8125rem}
        .words{font-family:var(--words);font-weight:400;line-height:1.4;text-wrap:pretty;white-space:pre-line}.words::before{content:"\201C";margin-left:-.42em}.words::after{content:"\201D"}
        article{margin:2.5rem 0;padding-top:1.5rem;border-top:1px solid var(--line)}h2+article,.legend+article{border:0;padding-top:0}article>*+*{margin-top:.6rem}.title{font-size:1.5rem;line-height:1.25}
        .k{display:inline-grid;place-items:center;width:1.375rem;height:1.375rem;border-radius:3px;background:var(--k);color:var(--on);font:650 .75rem/1 sans-serif;margin-right:.25rem}
        .counted{font-size:1.125rem;line-height:1.4}.counted a{text-decoration:none}.counted a:hover{text-decoration:underline}
        .dots{display:flex;flex-wrap:wrap;margin-left:-.375rem}.dots>*{display:grid;place-items:center;width:1.5rem;height:1.5rem;border-radius:50%;text-decoration:none}.legend{gap:0 .25rem;align-items:center;display:block}.legend>span{display:inline-grid;vertical-align:middle}
        .dot{display:block;width:.75rem;height:.75rem;border-radius:50%;border:1.5px solid var(--k,var(--soft))}.dot.said,.dot.unasked{background:var(--k,var(--soft))}.dot.unasked{outline:1.5px solid var(--k,var(--soft));outline-offset:2px;width:.5625rem;height:.5625rem}.dot.silent{border-color:var(--strong)}.dot.not-asked{width:.25rem;height:.25rem;background:var(--strong);border:0}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .interval{display:block;width:100%;max-width:34rem;height:1.5rem;overflow:visible}.axis{stroke:var(--strong)}.band{fill:light-dark(#838d88,#76827c)}.at{stroke:var(--ink);stroke-width:3}.scale{display:grid;grid-template-columns:repeat(3,1fr);max-width:34rem;font-size:.75rem;color:var(--faint);margin-top:0!important}.scale :nth-child(2){text-align:center}.scale :nth-child(3){text-align:end}
        .quotes,.counter,.kind{margin-top:1.25rem!important;padding-left:1rem}figure{max-width:36rem}figure+figure,summary,details figure,.kind figure{margin-top:1.1rem}blockquote{font-size:1.125rem}figcaption{margin-top:.35rem}figcaption strong{font-weight:600}figure:target{background:color-mix(in oklab,var(--focus) 12%,transparent);outline:.5rem solid color-mix(in oklab,var(--focus) 12%,transparent)}
        .counter{border-left:2px solid var(--strong)}.counter p{margin-bottom:.35rem}summary{cursor:pointer}li{margin:.25rem 0 .25rem 1.1rem;color:var(--soft);font-size:.8125rem}
        @media print{:root{color-scheme:light}html{background:none}body{padding:0;max-width:none}figure,li,.dots,.interval{break-inside:avoid}h2,h3,.dots,.counted{break-after:avoid}a{text-decoration:none}details::details-content{content-visibility:visible;block-size:auto}summary{display:none}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}

        """;

    private const string Kinds = """
        [data-k=pain]{--k:light-dark(#b02a22,#ff9d92)}[data-k=question]{--k:light-dark(#1b5ca8,#8fbdf7)}[data-k=desire]{--k:light-dark(#86358a,#e0a2e6)}[data-k=motivation]{--k:light-dark(#835200,#e6b55c)}[data-k=pressure]{--k:light-dark(#5844a5,#b9aef9)}
        [data-k=objection]{--k:light-dark(#9a4310,#f3a878)}[data-k=praise]{--k:light-dark(#1d6b39,#84cf9b)}[data-k=hook]{--k:light-dark(#07656f,#6fcbd4)}[data-k=keep-one]{--k:light-dark(#44600e,#b4cb72)}[data-k=drop-one]{--k:light-dark(#675850,#c4b2a8)}
        [data-k=promise]{--k:light-dark(#a3245f,#f79cc4)}[data-k=fear]{--k:light-dark(#24317d,#8ba0f5)}[data-k=referral]{--k:light-dark(#0f5f8c,#5fc0ee)}[data-k=risk]{--k:light-dark(#721238,#e37f98)}[data-k=idea]{--k:light-dark(#5e4a00,#d8c76a)}
        """;
}
