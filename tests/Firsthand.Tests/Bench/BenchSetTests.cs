using Firsthand.Bench;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;

namespace Firsthand.Tests.Bench;

/// <summary>What lies in a folder is measured by what it holds, under any name; what is broken is refused with its line.</summary>
public sealed class BenchSetTests : IDisposable
{
    private const string Wishes = "id,sentence,label\n1,Please add a dark mode.,1\n2,It opened at once.,0\n3,\"Let us sort by date, please.\",1\n4,The list is long.,0\n";
    private const string Complaints = "11,@shop my parcel is lost again,1,retail\n12,@shop are you open today?,0,retail\n13,@shop the app broke my order,1,retail\n14,@bank thanks a lot,0,bank\n";
    private const string Tweets = "tweet_id,airline,airline_sentiment,text\n1,A,negative,@a lost my bag\n2,A,positive,@a thank you\n3,A,neutral,@a which gate\n";
    private const string Talk = "A|Do you have, uh, a dog?|qy\nB|Yes.|ny\n";
    private const string Session = "1 Read the page.\n  I like it. It is slow.\n MODERATOR: Go on.\n";
    private const string Highlights = "participant\thighlight_id\tstart\tend\tsnippet\ttags\nP1\t1\t19\t29\tI like it.\tLiked\nP1\t2\t30\t41\t\"It is\n slow.\"\tSlow|Speed\n";

    private readonly string folder = Directory.CreateTempSubdirectory("firsthand-sets-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string place, string content)
    {
        var path = Path.Combine(folder, place);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    [Fact]
    public void Sentences_with_a_yes_or_no_are_wishes_or_complaints_by_what_stands_beside_them()
    {
        var wishes = Assert.IsType<DetectionSet>(Assert.Single(BenchSet.Named("a", Write("one.csv", Wishes))));
        Assert.Equal((QuoteKind.Desire, "Let us sort by date, please."), (wishes.Kind, wishes.Texts[2]));
        Assert.Equal([true, false, true, false], wishes.Labels);

        var complaints = Assert.IsType<DetectionSet>(Assert.Single(BenchSet.Named("a", Write("two.csv", Complaints))));
        Assert.Equal((QuoteKind.Pain, 4), (complaints.Kind, complaints.Texts.Count));
    }

    [Fact]
    public void Tweets_with_a_sentiment_are_pains_and_praise()
    {
        var sets = BenchSet.Named("a", Write("tweets.csv", Tweets)).Cast<DetectionSet>().ToList();
        Assert.Equal([QuoteKind.Pain, QuoteKind.Praise], sets.Select(set => set.Kind));
        Assert.Equal([true, false, false], sets[0].Labels);
        Assert.Equal([false, true, false], sets[1].Labels);
    }

    [Fact]
    public void Talk_is_questions_in_a_file_or_a_folder_of_any_name()
    {
        var talk = Assert.IsType<DetectionSet>(Assert.Single(BenchSet.Named("a", Write("calls/1.txt", Talk))));
        Assert.Equal(["do you have  uh  a dog", "yes"], talk.Texts);
        Write("calls/2.txt", Talk);
        var both = Assert.IsType<DetectionSet>(Assert.Single(BenchSet.Named("a", Path.Combine(folder, "calls"))));
        Assert.Equal([true, false, true, false], both.Labels);
    }

    [Fact]
    public void Highlights_beside_their_sessions_are_interviews()
    {
        Write("talks/P1.txt", Session);
        Write("talks/codebook.csv", "tag,description\nLiked,They like it.\n");
        Write("talks/marks.tsv", Highlights);
        var interviews = Assert.IsType<SessionSet>(Assert.Single(BenchSet.Discover(folder, Assert.Fail)));
        var session = Assert.Single(interviews.Sessions);
        Assert.Equal("talks", interviews.Name);
        Assert.Equal(["I like it.", "It is slow."], session.Highlights.Select(span => span.In(session.Text).ToString()));
        Assert.Equal([["Liked"], ["Slow", "Speed"]], session.Codes);
    }

    [Fact]
    public void Themes_of_a_survey_belong_to_the_question_whose_answers_they_number()
    {
        Write("survey/answers.csv", "When,What hinders you?,Wish #1:What do you want?,Wish #2:What do you want?\n1,,Sorting,Export\n2,It is slow,,\n3,,Search,\n");
        Write("survey/wishes.csv", ";wishes_themes;words\n0;order,files;sort\n2;search;search\n");
        var wishes = Assert.IsType<SessionSet>(Assert.Single(BenchSet.Discover(folder, Assert.Fail)));
        Assert.Equal(["Sorting\nExport", "Search"], wishes.Sessions.Select(session => session.Text));
        Assert.Equal(["order", "files"], wishes.Sessions[0].Codes[0]);
    }

    [Fact]
    public void Meetings_hold_questions_and_the_turns_that_answer_them()
    {
        Write("talks/m.json", "{\"meeting_transcripts\":[{\"speaker\":\"A\",\"content\":\"Hello.\"},{\"speaker\":\"B\",\"content\":\"We buy it.\"}],\"specific_query_list\":[{\"query\":\"What was bought?\",\"answer\":\"\",\"relevant_text_span\":[[\"1\",\"1\"]]}]}");
        var meeting = Assert.Single(Assert.IsType<MeetingSet>(Assert.Single(BenchSet.Discover(folder, Assert.Fail))).Meetings);
        Assert.Equal([1], Assert.Single(meeting.Questions).Turns);
    }

    [Fact]
    public void A_folder_is_measured_for_what_it_holds_and_nothing_else()
    {
        Write("a/some.csv", "text,category\nI pay.,Pay\nI paid.,Pay\nWhere is it?,Where\nWhere now?,Where\n");
        Write("b/other.csv", Complaints);
        Write("c/things.csv", "userid,version,churned\n1,gate_30,1\n2,gate_40,0\n");
        Write("c/config.json", "{\"pairs\":[[\"agent\",\"Hi!\"],[\"customer\",\"Hello.\"]],\"said\":[{\"text\":\"Hi!\"}]}");
        Write("c/unknown.csv", "text,tag\nI pay.,UNK\nWhere is it?,UNK\n");
        Write("c/guesses.jsonl", string.Concat(Enumerable.Repeat("{\"utterance\":\"I pay.\",\"predicted_label\":\"1\",\"reference_label\":\"Pay\"}\n", 3)));
        Assert.Equal(["a/some", "b/other"], BenchSet.Discover(folder, Assert.Fail).Select(set => set.Name));
    }

    [Fact]
    public void Sets_with_published_figures_stand_first_under_their_own_names()
    {
        Write("another/a.csv", Complaints);
        Write("semeval2019_task9/B_trial_labelled.csv", Wishes);
        Assert.Equal(["suggestions, hotels (SemEval-2019 9B, trial)", "another/a"], BenchSet.Discover(folder, Assert.Fail).Select(set => set.Name));
    }

    [Theory]
    [InlineData("empty.csv", "", 1, "texts and their labels")]
    [InlineData("header.csv", "text,category\n", 2, "a text with its label")]
    [InlineData("columns.csv", "text,category\nI pay.,Pay\nI pay, you see.,Pay\n", 3, "2 columns")]
    [InlineData("quote.csv", "text,category\nI pay.,Pay\n\"I paid.,Pay\nWhere is it?,Where\n", 3, "quote")]
    [InlineData("quotes.csv", "text,category\n\"I paid.,Pay\n\"Where, then?\",Where\n", 2, "quote")]
    [InlineData("label.csv", "id,sentence,label\n1,Add it.,1\n2,It is here.,0\n3,Hm well.,maybe\n4,It was.,0\n", 4, "0 or 1")]
    [InlineData("mood.csv", "text,sentiment\nGood one.,positive\nHm.,so so\n", 3, "neutral")]
    [InlineData("broken.jsonl", "{\"text\":\"I pay.\",\"label\":\"Pay\"}\n\n{\"text\":\"I pay.\",\n", 3, "JSON")]
    [InlineData("missing.jsonl", "{\"text\":\"I pay.\",\"label\":\"Pay\"}\n{\"text\":\"I paid.\"}\n", 2, "intent")]
    [InlineData("number.jsonl", "{\"text\":\"I pay.\",\"label\":\"Pay\"}\n{\"text\":7,\"label\":\"Pay\"}\n", 2, "text")]
    [InlineData("object.json", "[\n{\"text\":\"I pay.\",\"label\":\"Pay\"},\n{\"text\":\"I paid.\",\"label\":{}}\n]", 3, "intent")]
    [InlineData("chat.json", "[[\"agent\",\"Hi!\"],[\"customer\",\"Hello.\"],[\"agent\",\"How can I help?\"]]", 1, "labelled texts")]
    [InlineData("talk.txt", "A|Yes.|ny\nB|Well\n", 2, "speaker|words|act")]
    public void What_is_broken_is_refused_with_its_set_its_line_and_what_was_expected(string name, string content, int line, string expected)
    {
        var path = Write(name, content);
        var said = Assert.Throws<FormatException>(() => BenchSet.Named("mine", path)).Message;
        Assert.StartsWith($"The set “mine” cannot be measured: {path}, line {line}: expected ", said, StringComparison.Ordinal);
        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P2\t1\t0\t9\tx\tLiked", "no P2.txt")]
    [InlineData("P1\t1\t0\t900\tx\tLiked", "bytes of P1.txt")]
    public void A_highlight_without_its_place_is_refused_and_the_other_sets_are_measured(string row, string expected)
    {
        Write("talks/P1.txt", Session);
        Write("talks/marks.tsv", $"participant\thighlight_id\tstart\tend\tsnippet\ttags\nP1\t1\t19\t29\tI like it.\tLiked\n{row}\n");
        Write("other/mine.csv", "text,label\nI pay.,1\nI paid.,1\nWhere is it?,2\nWhere is my card?,2\n");
        var refused = new List<string>();
        Assert.Equal("other/mine", Assert.Single(BenchSet.Discover(folder, refused.Add)).Name);
        Assert.Contains("marks.tsv, line 3: expected ", Assert.Single(refused), StringComparison.Ordinal);
        Assert.Contains(expected, refused[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_stands_in_a_task_is_verbatim_and_not_the_participants()
    {
        Write("talks/P1.txt", "MODERATOR: How do you send invoices?\nANNA: It is so slow that I lose an hour every day.\nMODERATOR: It is so slow that you lose an hour every week?\nANNA: I hate that I have to type it all again.\n3 I cannot find the invoices that I sent, and that is terrible.\nMODERATOR: Thank you.\n");
        Write("talks/marks.tsv", "participant\tstart\tend\ttags\nP1\t45\t60\tSlow\n");
        using var weights = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "encoder.weights"));
        Assert.Equal((3, 3, 2), ThemeBench.Places((SessionSet)BenchSet.Discover(folder, Assert.Fail).Single(), new KindDetector(SentenceEncoder.Read(weights))));
    }
}
