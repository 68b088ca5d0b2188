using Firsthand.Engine.Encoding;
using Firsthand.Engine.Patterns;
using Firsthand.Engine.Text;

namespace Firsthand.Tests.Patterns;

public class PassageTests
{
    // Directions: what the quote says, and two subjects of talk.
    private static readonly float[] Own = [1, 0, 0, 0], Photos = [0, 1, 0, 0], Invoices = [0, 0, 1, 0];

    private const int Long = 100;

    [Fact]
    public void What_is_said_around_a_quote_draws_it_that_way_and_its_own_words_still_count()
    {
        var vector = Of(Talk(Photos, 8, 8));
        Assert.True(vector[1] > .5f && vector[0] > .3f, string.Join(' ', vector));
        Assert.Equal(0, vector[2]);
        Assert.Equal(1, Math.Sqrt(vector.Sum(x => x * x)), 2);
    }

    [Fact]
    public void The_more_is_said_around_it_the_more_that_counts()
    {
        float one = Of(Talk(Photos, 1, 0))[1], two = Of(Talk(Photos, 1, 1))[1], many = Of(Talk(Photos, 8, 8))[1];
        Assert.True(0 < one && one < two && two < many, $"{one} {two} {many}");
    }

    [Fact]
    public void What_is_near_counts_more_than_what_is_far_and_what_is_further_than_eight_sentences_not_at_all()
    {
        var mixed = Of(Talk((i, at) => i < at ? Photos : Math.Abs(i - at) <= 4 ? Invoices : Own, 8, 8));
        var farther = Of(Talk((i, at) => i < at ? Photos : Math.Abs(i - at) > 4 ? Invoices : Own, 8, 8));
        Assert.True(mixed[2] > farther[2], $"{mixed[2]} {farther[2]}");
        Assert.Equal(Of(Talk((i, at) => Math.Abs(i - at) <= 8 ? Photos : Own, 8, 8)), Of(Talk((i, at) => Math.Abs(i - at) <= 8 ? Photos : Invoices, 40, 40)));
    }

    [Fact]
    public void What_we_tell_everybody_makes_nothing_alike()
    {
        Assert.Equal(Of([Said(1, Own), Said(2, Invoices)]), Of([Said(0, Photos, ours: true), Said(1, Own), Said(2, Invoices)]));
    }

    [Fact]
    public void What_we_ask_and_what_is_short_count_less()
    {
        var asked = Of([Said(0, Photos, ours: true, asks: true), Said(1, Own), Said(2, Invoices)]);
        Assert.True(asked[1] < asked[2] && asked[1] > 0, string.Join(' ', asked));
        var okay = Of([Said(0, Photos, length: 5), Said(1, Own), Said(2, Invoices)]);
        Assert.True(okay[1] < asked[1], string.Join(' ', okay));
    }

    [Fact]
    public void A_quote_with_nothing_around_it_is_what_it_says()
    {
        var quote = PackedVector.Pack(Own);
        Assert.Same(quote, Passage.Of(quote, [Said(0, Own)], 0, new(0, Long)));
        Assert.Same(quote, Passage.Of(quote, [], 0, new(0, Long)));
        Assert.Same(quote, Passage.Of(quote, [Said(3, Own), Said(4, Photos)], 0, new(0, Long)));
        // What is said in a language that the encoder does not know, or by another model, says nothing here.
        Assert.Same(quote, Passage.Of(quote, [Said(0, Own), Said(1, []), Said(2, [1, 0])], 0, new(0, Long)));
    }

    [Fact]
    public void A_quote_that_nobody_knows_the_meaning_of_is_not_told_by_what_is_around_it() =>
        Assert.Empty(Passage.Of([], Talk(Photos, 4, 4).Sentences, 4, new(0, Long)));

    [Fact]
    public void A_quote_of_several_sentences_stands_where_most_of_it_stands()
    {
        PassageSentence[] turn = [new(0, new(0, 10), false, false, PackedVector.Pack(Photos)), new(0, new(11, 60), false, false, PackedVector.Pack(Own)), new(0, new(72, 90), false, false, PackedVector.Pack(Invoices))];
        var vector = PackedVector.Unpack(Passage.Of(PackedVector.Pack(Own), turn, 0, new(0, 71)));
        Assert.True(vector[0] > vector[2] && vector[2] > vector[1] && vector[1] > 0, string.Join(' ', vector));
    }

    private static PassageSentence Said(int turn, float[] vector, bool ours = false, bool asks = false, int length = Long) => new(turn, new(0, length), ours, asks, PackedVector.Pack(vector));

    private static (List<PassageSentence> Sentences, int At) Talk(float[] around, int before, int after) => Talk((_, _) => around, before, after);

    private static (List<PassageSentence> Sentences, int At) Talk(Func<int, int, float[]> around, int before, int after) =>
        ([.. Enumerable.Range(0, before + after + 1).Select(i => Said(i, i == before ? Own : around(i, before)))], before);

    private static float[] Of((List<PassageSentence> Sentences, int At) talk) => PackedVector.Unpack(Passage.Of(PackedVector.Pack(Own), talk.Sentences, talk.At, new(0, Long)));

    private static float[] Of(List<PassageSentence> sentences) => Of((sentences, 1));
}
