using Firsthand.Engine.Detection;
using Firsthand.Tests.Encoding;

namespace Firsthand.Tests.Detection;

public class KindDetectorTests
{
    private static readonly KindDetector Detector = new(EncoderWeights.Encoder);

    private static HeardTurn Ours(string text) => new(text, true);

    private static HeardTurn Theirs(string text) => new(text, false);

    private static IReadOnlyList<(QuoteKind Kind, string Words)> Heard(params HeardTurn[] turns) =>
        [.. Detector.Listen(turns).Quotes.Select(quote => (quote.Kind, quote.Span.In(turns[quote.Turn].Text).ToString()))];

    [Fact]
    public void A_conversation_gives_quotes_at_their_places()
    {
        HeardTurn[] turns =
        [
            Ours("Hi, how are you? What is the hardest part of your week?"),
            Theirs("Hi! Honestly, I can't get the invoices out on time. It takes me two hours every Friday."),
            Ours("I will send you the new template by Tuesday."),
        ];
        var hearing = Detector.Listen(turns);
        Assert.Equal(6, hearing.Sentences.Count);
        Assert.Contains(hearing.Quotes, quote => quote.Kind == QuoteKind.Pain && quote.Turn == 1);
        Assert.Contains(hearing.Quotes, quote => quote.Kind == QuoteKind.Promise && quote.Turn == 2);
        Assert.DoesNotContain(hearing.Quotes, quote => quote.Turn == 0);
        Assert.All(hearing.Quotes, quote => Assert.InRange(quote.Span.End, 1, turns[quote.Turn].Text.Length));
        Assert.All(hearing.Quotes, quote => Assert.InRange(quote.Probability, 0, 1));
    }

    [Fact]
    public void What_a_service_asks_everybody_is_no_question_of_ours_and_a_footer_nothing_that_a_customer_said()
    {
        HeardTurn[] turns =
        [
            Ours("Welcome to Tidewater, how may I help you today?"),
            Theirs("Can you give me your booking number? This message and any attachment are confidential and intended only for the addressee, if you are not the addressee please delete it."),
            Ours("What annoys you most about the bookings?"),
        ];
        var hearing = Detector.Listen(turns);
        Assert.Equal([false, true, false, true], hearing.Sentences.Select(sentence => sentence.Asks));
        Assert.DoesNotContain(hearing.Quotes, quote => quote.Span.In(turns[quote.Turn].Text).ToString().Contains("confidential", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{vocalsound} - I type every single invoice in by hand and it takes me all evening. {pause}", "I type every single invoice in by hand and it takes me all evening.")]
    [InlineData("\" I type every single invoice in by hand and it takes me all evening.", "I type every single invoice in by hand and it takes me all evening.")]
    [InlineData("... I type every single invoice in by hand!", "I type every single invoice in by hand!")]
    [InlineData("\"I type every single invoice in by hand and it takes me all evening.\"", "\"I type every single invoice in by hand and it takes me all evening.\"")]
    public void A_quote_begins_and_ends_with_what_was_said(string turn, string quote) => Assert.Equal(quote, Assert.Single(Heard(Theirs(turn))).Words);

    [Theory]
    [InlineData("and")]
    [InlineData("But, uh, well")]
    [InlineData("so then")]
    public void Words_that_lead_to_others_ask_nothing_yet(string said)
    {
        Assert.InRange(Detector.Kinds(said)[QuoteKind.Question], 0, 0.01f);
        Assert.InRange(Detector.Kinds(said + "?")[QuoteKind.Question], 0.1f, 1);
    }

    [Theory]
    [InlineData("she mends the nets herself doesn't she", true)]
    [InlineData("so it never snowed there huh", true)]
    [InlineData("We sold the second van, didn't we.", true)]
    [InlineData("we have two children uh huh", false)]
    [InlineData("they sold the second van and we didn't", false)]
    [InlineData("No, that's not it.", false)]
    public void A_tag_at_the_end_asks(string said, bool asks) => Assert.Equal(asks, Detector.Kinds(said)[QuoteKind.Question] >= 0.5f);

    [Theory]
    [InlineData("I type every single invoice in by hand and it takes me all evening.", QuoteKind.Pain)]
    [InlineData("it keeps logging me out when i'm in the middle of something", QuoteKind.Pain)]
    [InlineData("How do I change the address on my account?", QuoteKind.Question)]
    [InlineData("how do i change the address on my account", QuoteKind.Question)]
    [InlineData("do you also do weddings", QuoteKind.Question)]
    [InlineData("It would be nice to see all of my orders on one page.", QuoteKind.Desire)]
    [InlineData("Please add a way to print the list.", QuoteKind.Desire)]
    [InlineData("The reason I do this is that I want to be home when my kids come back from school.", QuoteKind.Motivation)]
    [InlineData("We have to be finished by the first of May or we lose the contract.", QuoteKind.Pressure)]
    [InlineData("I like it, but I can't justify paying that much every month.", QuoteKind.Objection)]
    [InlineData("I love how easy it is to find an old conversation.", QuoteKind.Praise)]
    [InlineData("I would never give up the shared calendar, I couldn't work without it.", QuoteKind.KeepOne)]
    [InlineData("We never use the chat, you could remove it and nobody would notice.", QuoteKind.DropOne)]
    public void The_likeliest_kind_is_the_one_a_person_would_name(string sentence, QuoteKind kind)
    {
        var kinds = Detector.Kinds(sentence);
        Assert.Equal(kind, kinds.MaxBy(pair => pair.Value).Key);
        Assert.True(kinds[kind] >= 0.5f, $"{kinds[kind]}");
    }

    [Theory]
    [InlineData("Yeah, exactly.")]
    [InlineData("okay sounds good")]
    [InlineData("Thanks, have a nice weekend!")]
    [InlineData("Ilse! Can you see? Look.")]
    [InlineData("You are breaking up, are you there?")]
    [InlineData("Order number: 44810")]
    [InlineData("My order is 4711.")]
    [InlineData("This call may be recorded for training purposes.")]
    [InlineData("Please do not reply to this email.")]
    [InlineData("I am going to click on the second tab.")]
    [InlineData("We have about forty people in the office.")]
    [InlineData("The shop has two floors and a cellar.")]
    public void What_tells_nothing_is_not_proposed(string sentence) => Assert.Empty(Heard(Theirs(sentence)));

    [Theory]
    [InlineData("The invoice is always late and that hurts us.")]
    [InlineData("You are breaking our invoices every month.")]
    [InlineData("I can never find the order number when they ask for it.")]
    [InlineData("Nobody ever reads the terms and conditions, I got burned by that once.")]
    public void What_is_said_of_a_form_in_its_own_words_is_no_form(string sentence) => Assert.Equal(QuoteKind.Pain, Assert.Single(Heard(Theirs(sentence))).Kind);

    [Fact]
    public void A_title_between_the_lines_was_said_by_nobody()
    {
        string[] said =
        [
            "I open it every morning before the shop opens.", "The colours are hard to tell apart.", "I can't see which day is which.", "It takes me an hour to find the right week.",
            "I would like to print it.", "My sister does the books on Fridays.", "She never knows which number to trust.", "We had a letter from the tax office about it.", "I keep a paper copy in the drawer.", "That is how it goes here every single month.",
        ];
        string[] Titles(IReadOnlyList<string> lines, string title, Func<string, HeardTurn>? speaker = null) =>
            [.. Heard([.. lines.Take(2).Append(title).Concat(lines.Skip(2)).Select(speaker ?? Theirs)]).Select(quote => quote.Words).Where(words => words == title)];

        // Heard for itself it may pass for a need.
        Assert.NotEmpty(Heard(Theirs("Broken search box")));
        Assert.Empty(Titles(said, "Broken search box"));
        // Of two speakers whose sides nobody knows, the one may have answered the other.
        Assert.NotEmpty(Titles(said, "Broken search box", line => new(line, null)));
        // Whoever writes no marks at all wrote that one without a mark too.
        Assert.NotEmpty(Titles([.. said.Select(line => line.TrimEnd('.'))], "Broken search box"));
    }

    [Fact]
    public void What_our_side_says_is_never_a_customers_quote() =>
        Assert.Empty(Heard(Ours("What a pain, that must be really frustrating. I wish we could fix it today. How long has it been broken?")));

    [Fact]
    public void A_promise_is_only_heard_from_our_side()
    {
        const string Promise = "I'll send you the offer tomorrow morning.";
        Assert.Equal(QuoteKind.Promise, Assert.Single(Heard(Ours(Promise))).Kind);
        Assert.DoesNotContain(Heard(Theirs(Promise)), quote => quote.Kind == QuoteKind.Promise);
    }

    [Fact]
    public void An_unknown_side_is_listened_to_as_the_customers() =>
        Assert.Contains(Heard(new HeardTurn("I can't find the export button anywhere.", null)), quote => quote.Kind == QuoteKind.Pain);

    [Fact]
    public void The_question_that_was_asked_decides_about_a_short_answer()
    {
        Assert.Contains(Heard(Ours("If you could keep only one thing, which one would it be?"), Theirs("Hm. The calendar.")), quote => quote.Kind == QuoteKind.KeepOne);
        Assert.Contains(Heard(Ours("And which one could we drop without you missing it?"), Theirs("The calendar.")), quote => quote.Kind == QuoteKind.DropOne);
        Assert.Contains(Heard(new HeardTurn("Version control", false, "What makes it difficult to use?")), quote => quote.Kind == QuoteKind.Pain);
    }

    [Fact]
    public void A_fragment_brings_the_sentence_that_it_needs()
    {
        var heard = Heard(Theirs("The report is wrong again. Every single time."));
        Assert.Contains(heard, quote => quote.Words == "The report is wrong again. Every single time.");
    }

    [Fact]
    public void A_reason_stays_with_what_it_explains()
    {
        var heard = Heard(Theirs("I can't use it on the road. Because there's no signal in the van."));
        Assert.Equal("I can't use it on the road. Because there's no signal in the van.", Assert.Single(heard).Words);
    }

    [Fact]
    public void The_same_words_sent_again_and_again_are_a_template()
    {
        const string Template = "Unfortunately we can't help you with this problem at the moment.";
        Assert.Empty(Heard(new(Template, null), new("ok", null), new(Template, null), new("ok", null), new(Template, null)));
    }

    [Fact]
    public void Another_language_is_heard_by_its_question_marks_alone_and_says_so()
    {
        HeardTurn[] turns = [Theirs("Ich finde die Rechnung nicht und niemand geht ans Telefon. Wo ist denn die Rechnung für März?"), Theirs("Danke.")];
        var hearing = Detector.Listen(turns);
        Assert.Equal([0, 1], hearing.NotEnglish);
        var quote = Assert.Single(hearing.Quotes);
        Assert.Equal((QuoteKind.Question, "Wo ist denn die Rechnung für März?"), (quote.Kind, quote.Span.In(turns[0].Text).ToString()));
    }

    [Fact]
    public void A_finnish_and_a_turkish_interview_are_foreign_from_the_first_turn_to_the_last()
    {
        HeardTurn[] finnish = [Ours("Miten te keräätte asiakkaiden tiedostot tällä hetkellä?"), Theirs("Me kysymme niitä sähköpostilla ja sitten odotamme viikon tai kaksi."), Ours("Ja sitten?"), Theirs("Sitten soitan heille."), Theirs("No joo."), Theirs("Excel.")];
        Assert.Equal([0, 1, 2, 3, 4, 5], Detector.Listen(finnish).NotEnglish);
        HeardTurn[] turkish = [Ours("Müşterilerin dosyalarını şu anda nasıl topluyorsunuz?"), Theirs("E-posta ile istiyoruz ve sonra bir iki hafta bekliyoruz."), Ours("Peki sonra?"), Theirs("Sonra telefon ediyorum, kimse cevap vermiyor."), Theirs("Evet.")];
        Assert.Equal([0, 1, 2, 3, 4], Detector.Listen(turkish).NotEnglish);
    }

    [Fact]
    public void Of_an_english_interview_only_what_is_said_in_german_is_foreign_and_none_of_it_is_heard_by_its_words()
    {
        HeardTurn[] turns =
        [
            Ours("How do you get the files from your clients today?"), Theirs("We send e-mails and nobody answers, it takes us weeks."), Theirs("Ich kann die Dateien einfach nicht finden."),
            Ours("What did you do then?"), Theirs("I called them twice and they told me that I have to wait for it. Der Export bricht ab und niemand hilft uns."), Theirs("Genau."), Theirs("The Umlaut ü breaks your export."),
        ];
        var hearing = Detector.Listen(turns);
        Assert.Equal([2], hearing.NotEnglish);
        Assert.DoesNotContain(hearing.Quotes, quote => quote.Span.In(turns[quote.Turn].Text).ToString().Contains("niemand", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("How does a project usually start for you?", true)]
    [InlineData("so how does a project usually start for you", true)]
    [InlineData("what is the hardest part about getting paid", true)]
    [InlineData("and do you do that every week", true)]
    [InlineData("thanks for making the time today", false)]
    [InlineData("we had another customer who told us the same", false)]
    public void What_we_ask_is_known_without_a_question_mark(string words, bool asks) =>
        Assert.Equal(asks, Assert.Single(Detector.Listen([Ours(words)]).Sentences).Asks);

    [Fact]
    public void Words_alone_tell_how_often_something_is_asked()
    {
        Assert.Equal(2, Asking.Count("So how do you do that today? And what happens then?"));
        Assert.Equal(1, Asking.Count("so how do you do that today"));
        Assert.False(Asking.In("We have two shops. The second one opened in May."));
    }

    [Fact]
    public void Hearing_the_same_twice_gives_the_same()
    {
        HeardTurn[] turns = [Theirs("so i tried to export it and it just hangs can you tell me what is going on because my boss wants it today")];
        Assert.Equal(Detector.Listen(turns).Quotes.Select(quote => (quote.Span, quote.Kind, quote.Probability)), Detector.Listen(turns).Quotes.Select(quote => (quote.Span, quote.Kind, quote.Probability)));
    }

    [Fact]
    public void Nothing_said_gives_nothing()
    {
        var hearing = Detector.Listen([Theirs(""), Ours("   \n"), Theirs("👍")]);
        Assert.Empty(hearing.Quotes);
    }

    [Fact]
    public void Weights_fit_the_cues_and_the_encoder_that_ship()
    {
        Assert.Equal(Features.Count, KindModel.Shipped.WithVector[0].Features.Length);
        Assert.True(Detector.KnowsVectors, "The encoder's weights changed: run tools/Firsthand.HearingTrainer.");
    }

    [Fact]
    public void Without_vectors_cues_still_tell_a_question_from_a_fact()
    {
        var alone = KindModel.Shipped.Logits(Features.Of("how do i get my money back", null), []);
        var fact = KindModel.Shipped.Logits(Features.Of("the shop is on the corner", null), []);
        Assert.True(alone[(int)QuoteKind.Question] > 0 && fact[(int)QuoteKind.Question] < 0);
    }
}
