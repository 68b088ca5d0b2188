using System.Globalization;
using Firsthand.Conversations;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Patterns;
using Firsthand.Engine.Text;
using Firsthand.Formats;

namespace Firsthand.Bench;

/// <summary>From sessions to patterns as the product does it, against the codes that a person gave to highlights of the same sessions.</summary>
internal static class ThemeBench
{
    /// <param name="Quotes">How many the patterns were found among; there, who is the moderator is told.</param>
    /// <param name="QuotesRead">How many the product makes of the files by itself; null where there are no files that it reads.</param>
    /// <param name="Verbatim">Share of those whose words stand in the file at the place they cite, white space aside; null where there are none.</param>
    /// <param name="Attribution">Share of them that stand in a line of the participant's there, not of a moderator's, a task or a remark.</param>
    /// <param name="RankAgreement">Null where either side of it is the same for all.</param>
    internal sealed record Row(string Set, int Quotes, int? QuotesRead, double? Verbatim, double? Attribution, int Patterns, int Codes, double ThemeRecall, double PrevalenceError, double? RankAgreement);

    public static IReadOnlyList<Row> Run(IEnumerable<SessionSet> sets, TextWriter output, SentenceEncoder encoder)
    {
        var rows = new List<Row>();
        foreach (var set in sets)
        {
            var row = Measure($"themes ({set.Name})", set, encoder);
            rows.Add(row);
            var places = row.Verbatim is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; of {row.QuotesRead} as the product reads them {100 * row.Verbatim:0.0} % verbatim, {100 * row.Attribution:0.0} % the participant's");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Set}: theme recall@20 {row.ThemeRecall:0.00} of {row.Codes} codes, prevalence error {row.PrevalenceError:0.00}, rank agreement {(row.RankAgreement is { } agreement ? agreement.ToString("0.00", CultureInfo.InvariantCulture) : "-")}; {row.Quotes} quotes of {set.Sessions.Count}, {row.Patterns} patterns{places}"));
        }
        return rows;
    }

    /// <summary>Quotes as the product makes them of the file: read, sides told apart, heard. What the words stand in is looked up in the file's own lines.</summary>
    /// <returns>How many there are, how many of them verbatim, how many the participant's.</returns>
    internal static (int Quotes, int Verbatim, int Right) Places(SessionSet set, KindDetector detector)
    {
        var (quotes, verbatim, right) = (0, 0, 0);
        var files = set.Sessions.Select(session => (session.Text, Read: TranscriptFile.Read(File.ReadAllBytes(Path.Combine(set.Folder!, session.Participant + ".txt")), session.Participant + ".txt").Value)).ToList();
        var heard = NamesHeard.Nothing;
        foreach (var talk in files.SelectMany(file => file.Read?.Conversations ?? [])) heard.Add(talk);
        foreach (var (text, read) in files)
        {
            var lines = text.Split('\n');
            foreach (var talk in read?.Conversations ?? [])
            {
                var sides = WhoIsWho.Guess(talk, heard);
                var turns = talk.Turns.Where(turn => turn.Kind is TurnKind.Speech or TurnKind.Answer && turn.Text.Length > 0).ToList();
                foreach (var quote in detector.Listen(turns.ConvertAll(turn => new HeardTurn(turn.Text, sides[turn.Speaker ?? ""].Side switch { Side.Ours => true, Side.Theirs => false, _ => null }))).Quotes.Where(quote => !quote.Kind.IsOurs))
                {
                    var turn = turns[quote.Turn];
                    var end = talk.Turns.Where(next => next.Line > turn.Line).Select(next => next.Line).DefaultIfEmpty(lines.Length + 1).Min();
                    var (words, cited) = (Plain(quote.Span.In(turn.Text).ToString()), lines[(turn.Line - 1)..(end - 1)]);
                    quotes++;
                    if (Plain(string.Join('\n', cited)).Contains(words, StringComparison.Ordinal)) verbatim++;
                    if (Plain(string.Join('\n', cited.Where(line => !SessionSet.IsOurs(line)).Select(SessionSet.WithoutRemark))).Contains(words, StringComparison.Ordinal)) right++;
                }
            }
        }
        return (quotes, verbatim, right);
    }

    private static string Plain(string text) => string.Join(' ', text.Normalize().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    internal static Row Measure(string name, SessionSet set, SentenceEncoder encoder)
    {
        var detector = new KindDetector(encoder);
        var items = new List<QuoteItem>();
        var hits = new List<int[]>(); // for each quote the highlights that it hits, numbered through all sessions
        var (participants, codes) = (new List<int>(), new Dictionary<string, HashSet<int>>(StringComparer.Ordinal));
        var first = 0;
        foreach (var (number, session) in set.Sessions.Index())
        {
            var hearing = detector.Listen(session.Turns);
            List<PassageSentence> sentences = [.. hearing.Sentences.Select(sentence => new PassageSentence(sentence.Turn, sentence.Span, session.Turns[sentence.Turn].Ours is true, sentence.Asks, PackedVector.Pack(sentence.Vector.Span)))];
            foreach (var quote in hearing.Quotes.Where(quote => !quote.Kind.IsOurs))
            {
                var place = new TextSpan(session.Starts[quote.Turn] + quote.Span.Start, quote.Span.Length);
                var text = quote.Span.In(session.Turns[quote.Turn].Text).ToString();
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
        var places = set.Folder is null ? default : Places(set, detector);
        return new(name, items.Count, set.Folder is null ? null : places.Quotes, Share(places.Verbatim), Share(places.Right), patterns.Count, measures.Codes, measures.Recall, measures.PrevalenceError, double.IsNaN(measures.RankAgreement) ? null : measures.RankAgreement);

        double? Share(int part) => places.Quotes == 0 ? null : (double)part / places.Quotes;
    }

    // As the product keeps it: of the quote's sentences the one that it shares most with.
    private static ReadOnlyMemory<float> Vector(Hearing hearing, HeardQuote quote) => hearing.Sentences.Where(sentence => sentence.Turn == quote.Turn)
        .MaxBy(sentence => Math.Min(sentence.Span.End, quote.Span.End) - Math.Max(sentence.Span.Start, quote.Span.Start))!.Vector;
}
