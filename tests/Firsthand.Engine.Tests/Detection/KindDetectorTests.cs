using Firsthand.Engine.Detection;
using Firsthand.Tests.Encoding;

namespace Firsthand.Tests.Detection;

public class KindDetectorTests
{
    private static readonly KindDetector Detector = new(EncoderWeights.Encoder);

    [Fact]
    public void A_conversation_gives_quotes_at_their_places()
    {
        HeardTurn[] turns =
        [
            new("Hi, how are you? What is the hardest part of your week?", true),
            new("Hi! Honestly, I can't get the invoices out on time. It takes me two hours every Friday.", false),
            new("I will send you the new template by Tuesday.", true),
        ];
        var hearing = Detector.Listen(turns);
        Assert.Equal(6, hearing.Sentences.Count);
        Assert.Contains(hearing.Quotes, quote => quote.Kind == QuoteKind.Pain && quote.Turn == 1);
        Assert.Contains(hearing.Quotes, quote => quote.Kind == QuoteKind.Promise && quote.Turn == 2);
        Assert.DoesNotContain(hearing.Quotes, quote => quote.Turn == 0);
        Assert.All(hearing.Quotes, quote => Assert.InRange(quote.Span.End, 1, turns[quote.Turn].Text.Length));
    }
}
