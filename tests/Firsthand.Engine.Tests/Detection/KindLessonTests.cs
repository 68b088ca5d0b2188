using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Tests.Encoding;

namespace Firsthand.Tests.Detection;

public class KindLessonTests
{
    private static readonly string[] AboutParking =
    [
        "The parking lot is always full.", "I can't find a parking space in the morning.", "Parking near the clinic is a nightmare.", "We drive around for ages to find a spot.", "There is nowhere to park.",
        "The car park is too small.", "I was late because I couldn't park.", "The spaces are so narrow that I scratched my car.", "The parking ticket machine never works.", "You have to pay a fortune to park here.",
    ];

    private static readonly string[] AboutInvoices = ["The invoice had the wrong amount.", "I never get my invoice on time.", "Nobody can explain the charges on my invoice."];

    private static readonly string[] Questions =
    [
        "How do I change the address of the second kitchen?", "What does the large oven cost?", "Can the choir book the hall on Sundays?", "When will the new harvester be delivered?", "Do you take cards on the boat?",
        "Who signs the permit?", "Is there a discount for schools?", "Where do I find the serial number?", "Why does the lamp blink twice?", "Which of the two doors is the entrance?",
    ];

    private static readonly string[] AboutAllElse =
    [
        "The parcel has been stuck in the depot for nine days.", "I type every order in by hand, twice.", "We lose half a day each week looking for the right file.", "Nobody answers the phone on Fridays.", "The bill was wrong again.",
        "My login fails since the update.", "It takes the whole morning to count the stock.", "The app drains my battery before lunch.", "Half of the parents never read the letter.", "The pump leaks and the cellar is under water.",
        "I wish there was one list of everything.", "It would be nice to see who is coming.", "We need a way to undo a booking.", "The heating has been off since Monday.", "They charged me for a room that I never had.",
        "I had to explain it to five different people.", "The export is missing the last column.", "Our driver waits two hours at the gate.", "I can't tell which version is the newest.", "The colours look different when it is printed.",
    ];

    private static IReadOnlyList<KindDecision> Decisions(IReadOnlyList<string> sentences, QuoteKind? kept)
    {
        var vectors = EncoderWeights.Encoder.Encode(sentences);
        return [.. sentences.Select((text, i) => new KindDecision(text, vectors.AsMemory(i * SentenceEncoder.Dimensions, SentenceEncoder.Dimensions), QuoteKind.Pain, kept))];
    }

    private static float Pain(KindDetector detector, string text) => detector.Kinds(text)[QuoteKind.Pain];

    [Fact]
    public void Ten_rejections_turn_what_is_heard_about_like_sentences_and_hardly_about_others()
    {
        var shipped = new KindDetector(EncoderWeights.Encoder);
        var taught = new KindDetector(EncoderWeights.Encoder, KindLesson.Learn(EncoderWeights.Encoder, Decisions(AboutParking, null)));
        const string Like = "I can never find a place to park.";
        // Enough to be proposed.
        Assert.True(Pain(shipped, Like) > 0.25f);
        Assert.True(Pain(taught, Like) < 0.5f * Pain(shipped, Like), $"{Pain(shipped, Like)} became {Pain(taught, Like)}");
        Assert.All(AboutInvoices, other => Assert.True(Pain(taught, other) > 0.6f * Pain(shipped, other), $"{other}: {Pain(shipped, other)} became {Pain(taught, other)}"));
    }

    [Fact]
    public void Rejections_about_many_things_take_back_nothing_else()
    {
        HeardTurn[] turns = [.. AboutAllElse.Select(text => new HeardTurn(text, false))];
        var before = new KindDetector(EncoderWeights.Encoder).Listen(turns).Quotes.Count;
        Assert.True(before > 15, $"{before} are proposed.");
        var left = new KindDetector(EncoderWeights.Encoder, KindLesson.Learn(EncoderWeights.Encoder, Decisions(Questions, null))).Listen(turns).Quotes.Count;
        Assert.True(left >= 0.9 * before, $"Of {before} proposals {left} are left.");
    }

    [Fact]
    public void Rejected_suggestions_are_not_made_again()
    {
        HeardTurn[] turns = [new("I could not find anywhere to park this morning.", false)];
        Assert.NotEmpty(new KindDetector(EncoderWeights.Encoder).Listen(turns).Quotes);
        Assert.Empty(new KindDetector(EncoderWeights.Encoder, KindLesson.Learn(EncoderWeights.Encoder, Decisions(AboutParking, null))).Listen(turns).Quotes);
    }

    [Fact]
    public void A_quote_that_waits_is_weighed_as_if_it_were_heard_anew()
    {
        HeardTurn[] turns = [new("I could not find anywhere to park this morning.", false), new("I never get my invoice on time.", false)];
        var lesson = KindLesson.Learn(EncoderWeights.Encoder, Decisions(AboutParking, null));
        var hearing = new KindDetector(EncoderWeights.Encoder).Listen(turns);
        var taught = new KindDetector(EncoderWeights.Encoder, lesson).Listen(turns).Quotes.ToDictionary(quote => quote.Turn);
        Assert.Equal(2, hearing.Quotes.Count);
        Assert.All(hearing.Quotes, quote =>
        {
            Assert.Equal((quote.Probability, true), KindLesson.None.Weigh(quote.Kind, quote.AsShipped, hearing.Sentences[quote.Turn].Vector.Span));
            var (probability, proposed) = lesson.Weigh(quote.Kind, quote.AsShipped, hearing.Sentences[quote.Turn].Vector.Span);
            Assert.Equal(taught.ContainsKey(quote.Turn), proposed);
            if (proposed) Assert.Equal(taught[quote.Turn].Probability, probability, 0.001f);
        });
    }

    [Fact]
    public void A_changed_kind_is_heard_as_the_new_kind()
    {
        var taught = new KindDetector(EncoderWeights.Encoder, KindLesson.Learn(EncoderWeights.Encoder, Decisions(AboutParking, QuoteKind.Objection)));
        var kinds = taught.Kinds("It is impossible to park here.");
        Assert.True(kinds[QuoteKind.Objection] > kinds[QuoteKind.Pain]);
    }

    [Fact]
    public void A_lesson_survives_being_stored_and_does_not_depend_on_the_order()
    {
        var decisions = Decisions([.. AboutParking, .. AboutInvoices], null);
        var lesson = KindLesson.Learn(EncoderWeights.Encoder, decisions);
        Assert.Equal(lesson.Write(), KindLesson.Learn(EncoderWeights.Encoder, [.. decisions.Reverse()]).Write());
        Assert.Equal(lesson.Write(), KindLesson.Read(lesson.Write()).Write());
        Assert.Equal(13, lesson.Decisions);
    }

    [Fact]
    public void A_broken_lesson_is_refused()
    {
        var bytes = KindLesson.Learn(EncoderWeights.Encoder, Decisions(AboutInvoices, null)).Write();
        Assert.Throws<InvalidDataException>(() => KindLesson.Read(bytes.AsSpan(0, bytes.Length / 2)));
        Assert.Throws<InvalidDataException>(() => KindLesson.Read([]));
    }

    [Fact]
    public void Nothing_decided_teaches_nothing() => Assert.Equal(0, KindLesson.Learn(EncoderWeights.Encoder, []).Decisions);
}
