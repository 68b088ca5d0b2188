using Firsthand.Engine.Encoding;
using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class QuoteSpaceTests
{
    [Fact]
    public void Among_few_quotes_one_persons_passages_are_less_alike_than_those_of_two_and_among_many_as_alike()
    {
        var (few, fewApart) = Likeness(20, onePerson: true);
        Assert.True(few < .8f * fewApart, $"{few} {fewApart}");
        var (many, manyApart) = Likeness(600, onePerson: true);
        Assert.Equal(manyApart, many);
        var (two, twoApart) = Likeness(20, onePerson: false);
        Assert.Equal(twoApart, two);
    }

    // Of the first two of some quotes, known to be one person's or not, and with nobody known.
    private static (float Known, float Unknown) Likeness(int count, bool onePerson)
    {
        var random = new Random(3);
        var vectors = new ReadOnlyMemory<byte>[count];
        for (var i = 0; i < count; i++) vectors[i] = PackedVector.Pack([.. Enumerable.Range(0, 16).Select(d => (i < 2 && d < 4 ? 1 : 0) + (float)random.NextDouble() / 4)]);
        var people = new int?[count];
        (people[0], people[1]) = (1, onePerson ? 1 : 2);
        var words = new ContentWord[count][];
        Array.Fill(words, []);
        return (QuoteSpace.Of(vectors, words, new(), people).Meaning(0, 1), QuoteSpace.Of(vectors, words, new()).Meaning(0, 1));
    }
}
