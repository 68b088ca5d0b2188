using Firsthand.Engine.Encoding;
using Firsthand.Engine.Patterns;

namespace Firsthand.Benchmarks;

/// <summary>Quotes about a hundred subjects, always the same: words of the subject among words of any, a vector near the subject's own, and nearer in its passage.</summary>
internal static class GroupingQuotes
{
    private const int Subjects = 100, WordsOfSubject = 12, WordsPerQuote = 12, People = 500;

    public static QuoteItem[] Make(int count)
    {
        var random = new Random(4);
        var any = EncoderSentences.All.SelectMany(sentence => sentence.Split(' ')).Distinct().ToArray();
        var words = Enumerable.Range(0, Subjects).Select(_ => Enumerable.Range(0, WordsOfSubject).Select(_ => Word(random)).ToArray()).ToArray();
        var middles = words.Select(_ => Enumerable.Range(0, SentenceEncoder.Dimensions).Select(_ => Noise(random)).ToArray()).ToArray();
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var subject = random.Next(Subjects);
            var text = string.Join(' ', Enumerable.Range(0, WordsPerQuote).Select(w => w % 4 == 0 ? words[subject][random.Next(WordsOfSubject)] : any[random.Next(any.Length)]));
            float[] own = Array.ConvertAll(middles[subject], value => value + 1.5f * Noise(random)), passage = [.. own.Zip(middles[subject], (mine, around) => mine + around)];
            return new QuoteItem(text, random.Next(People), null, PackedVector.Pack(own)) { Passage = PackedVector.Pack(passage) };
        })];
    }

    private static float Noise(Random random) => (float)random.NextDouble() - .5f;

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, 3).Select(_ => $"{"bdfglmnprstvz"[random.Next(13)]}{"aeiou"[random.Next(5)]}"));
}
