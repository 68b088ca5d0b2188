using System.Globalization;
using System.Numerics.Tensors;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;

namespace Firsthand.Bench;

/// <summary>Whether the sentences nearest in meaning to a question stand where the answer is, as search by meaning ranks them; what shares words with it is not counted here.</summary>
internal static class MeetingBench
{
    private const int First = 10;

    /// <param name="Precision">Of the first ten turns found the share that answer, the mean over questions.</param>
    /// <param name="Chance">What turns drawn blindly come to.</param>
    internal sealed record Row(string Set, int Meetings, int Questions, double Precision, double Chance);

    public static IReadOnlyList<Row> Run(IEnumerable<MeetingSet> sets, TextWriter output, SentenceEncoder encoder)
    {
        var rows = new List<Row>();
        foreach (var set in sets)
        {
            var (found, chance) = (new List<double>(), new List<double>());
            foreach (var meeting in set.Meetings)
            {
                var sentences = meeting.Turns.Index().SelectMany(turn => Sentences.Of(turn.Item).Select(span => (Turn: turn.Index, Text: SaidWords.Of(span.In(turn.Item).ToString())))).ToList();
                var (vectors, questions) = (encoder.Encode(sentences.ConvertAll(sentence => sentence.Text)), encoder.Encode([.. meeting.Questions.Select(question => question.Text)]));
                foreach (var (number, question) in meeting.Questions.Index())
                {
                    var wanted = questions.AsMemory(number * SentenceEncoder.Dimensions, SentenceEncoder.Dimensions);
                    var near = sentences.Index().OrderByDescending(sentence => TensorPrimitives.Dot<float>(vectors.AsSpan(sentence.Index * SentenceEncoder.Dimensions, SentenceEncoder.Dimensions), wanted.Span)).Select(sentence => sentence.Item.Turn).Distinct().Take(First).ToList();
                    found.Add((double)near.Count(question.Turns.Contains) / Math.Max(1, near.Count));
                    chance.Add((double)question.Turns.Count / meeting.Turns.Count);
                }
            }
            if (found.Count == 0) continue;
            var row = new Row(set.Name, set.Meetings.Count, found.Count, found.Average(), chance.Average());
            rows.Add(row);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"finding by meaning ({row.Set}): of the first {First} turns for each of {row.Questions} questions to {row.Meetings} meetings, {100 * row.Precision:0.0} % stand where the answer is ({100 * row.Chance:0.0} % of all turns do)"));
        }
        return rows;
    }
}
