using Firsthand.Engine.Detection;
using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class StanceTests
{
    [Theory]
    [InlineData(QuoteKind.Praise, .9f, "We use the export.", 1)]
    [InlineData(QuoteKind.Pain, .9f, "We use the export.", -1)]
    [InlineData(QuoteKind.Pain, .35f, "We use the export.", 0)]
    // Words that judge add to the kind, or take from it.
    [InlineData(QuoteKind.Pain, .2f, "The export is slow.", -1)]
    [InlineData(QuoteKind.Pain, .5f, "The export is good.", 0)]
    // A wish or a question takes no side, however it is put.
    [InlineData(QuoteKind.Desire, 1, "A good, fast export would be nice.", 0)]
    [InlineData(QuoteKind.Question, 1, "Why is the export so slow?", 0)]
    // Of a list nobody knows kinds.
    [InlineData(null, 1, "The export is slow.", -1)]
    [InlineData(null, 1, "The export is not at all slow.", 1)]
    [InlineData(null, 1, "It saves my letters to Excel.", 1)]
    [InlineData(null, 1, "We use Excel.", 0)]
    public void A_quote_takes_a_side_where_it_is_sure_to(QuoteKind? kind, float probability, string said, int side) =>
        Assert.Equal(side, Stance.Of(new(said, null, kind, default, Probability: probability)));
}
