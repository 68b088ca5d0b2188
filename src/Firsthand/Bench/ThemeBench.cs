using System.Globalization;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Patterns;
using Firsthand.Engine.Text;

namespace Firsthand.Bench;

/// <summary>From sessions to patterns as the product does it, against the codes that a person gave to highlights of the same sessions.</summary>
internal static class ThemeBench
{
    /// <param name="Verbatim">Share of emitted quotes whose words stand in the session at the place they cite.</param>
    internal sealed record Row(string Set, int Quotes, double Verbatim, int Patterns, int Codes, double ThemeRecall, double PrevalenceError, double RankAgreement);

    public static Row? Run(string dataFolder, TextWriter output, SentenceEncoder encoder)
    {
        var folder = Path.Combine(dataFolder, "serdif_interviews");
        if (!File.Exists(Path.Combine(folder, "highlights.tsv"))) return null;
        var row = Measure("themes (SERDIF interviews)", DetectionSet.ReadSessions(folder), encoder);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Set}: theme recall@20 {row.ThemeRecall:0.00} of {row.Codes} codes, prevalence error {row.PrevalenceError:0.00}, rank agreement {row.RankAgreement:0.00}; {row.Quotes} quotes, {100 * row.Verbatim:0.0} % verbatim, {row.Patterns} patterns"));
        return row;
    }

    internal static Row Measure(string name, IReadOnlyList<DetectionSet.Session> sessions, SentenceEncoder encoder)
    {
        var detector = new KindDetector(encoder);
        var items = new List<QuoteItem>();
        var hits = new List<int[]>(); // for each quote the highlights that it hits, numbered through all sessions
        var (participants, codes) = (new List<int>(), new Dictionary<string, HashSet<int>>(StringComparer.Ordinal));
        var (verbatim, first) = (0, 0);
        foreach (var (number, session) in sessions.Index())
        {
            var hearing = detector.Listen(session.Turns);
            List<PassageSentence> sentences = [.. hearing.Sentences.Select(sentence => new PassageSentence(sentence.Turn, sentence.Span, session.Turns[sentence.Turn].Ours is true, sentence.Asks, PackedVector.Pack(sentence.Vector.Span)))];
            foreach (var quote in hearing.Quotes.Where(quote => !quote.Kind.IsOurs))
            {
                var place = new TextSpan(session.Starts[quote.Turn] + quote.Span.Start, quote.Span.Length);
                var text = quote.Span.In(session.Turns[quote.Turn].Text).ToString();
                if (place.End <= session.Text.Length && place.In(session.Text).SequenceEqual(text)) verbatim++;
                var vector = PackedVector.Pack(Vector(hearing, quote).Span);
                items.Add(new(text, number, quote.Kind, vector) { Passage = Passage.Of(vector, sentences, quote.Turn, quote.Span) });
                hits.Add([.. session.Highlights.Index().Where(highlight => DetectionMeasure.Hits(place, highlight.Item)).Select(highlight => first + highlight.Index)]);
            }
            foreach (var (index, tags) in session.Codes.Index())
                foreach (var tag in tags)
                {
                    if (!codes.TryGetValue(tag, out var highlights)) codes.Add(tag, highlights = []);
                    highlights.Add(first + index);
                }
            participants.AddRange(session.Highlights.Select(_ => number));
            first += session.Highlights.Count;
        }
        var grouping = PatternFinder.Find(items, tight: true);
        var patterns = grouping.Groups.Select(group => group.Members.SelectMany(member => hits[member]).ToHashSet()).ToList();
        var measures = ThemeMeasures.Of(participants, [.. codes.Values], patterns);
        return new(name, items.Count, items.Count == 0 ? 1 : (double)verbatim / items.Count, patterns.Count, measures.Codes, measures.Recall, measures.PrevalenceError, measures.RankAgreement);
    }

    // As the product keeps it: of the quote's sentences the one that it shares most with.
    private static ReadOnlyMemory<float> Vector(Hearing hearing, HeardQuote quote) => hearing.Sentences.Where(sentence => sentence.Turn == quote.Turn)
        .MaxBy(sentence => Math.Min(sentence.Span.End, quote.Span.End) - Math.Max(sentence.Span.Start, quote.Span.Start))!.Vector;
}
