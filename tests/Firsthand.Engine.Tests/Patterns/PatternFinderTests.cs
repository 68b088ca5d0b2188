using Firsthand.Engine.Detection;
using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class PatternFinderTests
{
    [Fact]
    public void Quotes_that_say_the_same_come_together_and_no_number_of_groups_is_given()
    {
        var (items, gold) = Quotes.Agency();
        var grouping = PatternFinder.Find(items);
        var measures = ClusterMeasures.Of(grouping.Labels(items.Length), gold);
        Assert.InRange(measures.Groups, 5, 9);
        Assert.True(measures.Nmi > 80, $"NMI {measures.Nmi:f1} of {measures.Groups} groups");
    }

    [Fact]
    public void What_is_said_around_quotes_brings_together_what_no_word_of_theirs_does()
    {
        var (items, subjects) = Quotes.InPassages();
        var alone = PatternFinder.Find(Array.ConvertAll(items, item => item with { Passage = default }), tight: true);
        Assert.DoesNotContain(alone.Groups, group => group.Members.Count > 3);

        var labels = PatternFinder.Find(items, tight: true).Labels(items.Length);
        Assert.True(ClusterMeasures.Of(labels, subjects).Nmi > 80, string.Join(' ', labels));
    }

    [Fact]
    public void A_long_list_falls_into_what_was_asked_for()
    {
        var (items, gold) = Quotes.LongList();
        var measures = ClusterMeasures.Of(PatternFinder.Find(items).Labels(items.Length), gold);
        Assert.True(measures.Nmi > 90, $"NMI {measures.Nmi:f1} of {measures.Groups} groups");
    }

    [Fact]
    public void In_a_long_list_what_a_person_put_together_or_apart_stays_so()
    {
        var (items, gold) = Quotes.LongList();
        var (first, last) = (Array.IndexOf(gold, 0), Array.IndexOf(gold, gold.Max()));
        var (one, other) = (Array.LastIndexOf(gold, 1), Array.IndexOf(gold, 1));
        (items[first], items[last]) = (items[first] with { Pin = 1 }, items[last] with { Pin = 1 });
        (items[one], items[other]) = (items[one] with { Pin = 2 }, items[other] with { Pin = 3 });
        var labels = PatternFinder.Find(items).Labels(items.Length);
        Assert.Equal(labels[first], labels[last]);
        Assert.NotEqual(labels[one], labels[other]);
        Assert.Equal(labels, PatternFinder.Find(items).Labels(items.Length));
    }

    [Fact]
    public void Every_quote_is_in_one_group_or_alone()
    {
        var (items, _) = Quotes.Agency();
        var grouping = PatternFinder.Find(items);
        Assert.Equal(Enumerable.Range(0, items.Length), grouping.Groups.SelectMany(group => group.Members).Concat(grouping.Alone).Order());
    }

    [Fact]
    public void The_same_quotes_give_the_same_groups()
    {
        var (items, _) = Quotes.Agency();
        Assert.Equal(PatternFinder.Find(items).Labels(items.Length), PatternFinder.Find(items).Labels(items.Length));
    }

    [Fact]
    public void Nothing_gives_nothing()
    {
        var grouping = PatternFinder.Find([]);
        Assert.Empty(grouping.Groups);
        Assert.Empty(grouping.Alone);
    }

    [Fact]
    public void What_one_person_says_over_and_over_is_no_pattern()
    {
        var (items, _) = Quotes.Agency();
        var one = items.Take(20).Select(item => item with { Person = 7 }).ToArray();
        var grouping = PatternFinder.Find(one);
        Assert.Empty(grouping.Groups);
        Assert.Equal(20, grouping.Alone.Count);
    }

    [Fact]
    public void Greetings_and_courtesies_are_no_pattern()
    {
        var (items, _) = Quotes.Agency();
        var greetings = Quotes.Of("Hi, good morning!", "Hello, good morning.", "Good morning, how are you?", "Thank you so much.", "Thanks, thank you very much!", "Great, thank you.", "Okay, perfect, thanks.");
        var grouping = PatternFinder.Find([.. items, .. greetings]);
        Assert.All(Enumerable.Range(items.Length, greetings.Length), i => Assert.Contains(i, grouping.Alone));
    }

    [Fact]
    public void What_programs_put_under_messages_is_no_pattern()
    {
        var (items, _) = Quotes.Agency();
        var footers = Quotes.Of("Sent from my iPhone", "Sent from my iPhone.", "Sent from my phone", "sent from my iPhone", "Please do not reply to this email.", "Please do not reply to this e-mail!", "Please do not reply to this email");
        var grouping = PatternFinder.Find([.. items, .. footers]);
        Assert.All(Enumerable.Range(items.Length, footers.Length), i => Assert.Contains(i, grouping.Alone));
    }

    [Fact]
    public void A_form_that_many_people_send_is_no_pattern()
    {
        var (items, _) = Quotes.Agency();
        var forms = Quotes.Of([.. Enumerable.Range(1, 6).Select(i =>
            $"This is an automatic answer, I am out of the office until {i} May and will read your message about the invoice when I return.")]);
        var grouping = PatternFinder.Find([.. items, .. forms]);
        Assert.All(Enumerable.Range(items.Length, forms.Length), i => Assert.Contains(i, grouping.Alone));
    }

    [Fact]
    public void What_our_side_said_is_no_pattern()
    {
        var (items, _) = Quotes.Agency();
        var ours = items.Take(20).Select(item => item with { Kind = QuoteKind.Promise });
        var grouping = PatternFinder.Find([.. items.Skip(20), .. ours]);
        Assert.All(Enumerable.Range(items.Length - 20, 20), i => Assert.Contains(i, grouping.Alone));
    }

    [Fact]
    public void Quotes_that_a_person_put_together_stay_together()
    {
        var (items, _) = Quotes.Agency();
        foreach (var i in (int[])[0, 25, 47]) items[i] = items[i] with { Pin = 1 };
        var labels = PatternFinder.Find(items).Labels(items.Length);
        Assert.NotEqual(-1, labels[0]);
        Assert.Equal(labels[0], labels[25]);
        Assert.Equal(labels[0], labels[47]);
    }

    [Fact]
    public void Quotes_that_a_person_parted_stay_apart()
    {
        var (items, _) = Quotes.Agency();
        for (var i = 0; i < 20; i++) items[i] = items[i] with { Pin = i % 2 };
        var labels = PatternFinder.Find(items).Labels(items.Length);
        Assert.Single(Enumerable.Range(0, 10).Select(i => labels[2 * i]).Distinct());
        Assert.Single(Enumerable.Range(0, 10).Select(i => labels[2 * i + 1]).Distinct());
        Assert.NotEqual(labels[0], labels[1]);
    }

    [Fact]
    public void A_group_continues_the_one_that_it_shares_most_quotes_with_and_an_id_is_used_once()
    {
        var (items, _) = Quotes.Agency();
        var first = PatternFinder.Find(items[..100]);
        var labels = first.Labels(100);
        for (var i = 0; i < 100; i++) items[i] = items[i] with { Earlier = labels[i] < 0 ? null : 500 + labels[i] };
        var second = PatternFinder.Find(items);
        var continued = second.Groups.Where(group => group.Earlier is not null).ToArray();
        Assert.Equal(continued.Length, continued.Select(group => group.Earlier).Distinct().Count());
        Assert.True(continued.Length >= first.Groups.Count - 1);
        foreach (var group in continued)
        {
            var earlier = group.Members.Where(m => items[m].Earlier is not null).GroupBy(m => items[m].Earlier!.Value).OrderByDescending(g => g.Count()).First();
            Assert.Equal(earlier.Key, group.Earlier);
        }
    }

    [Fact]
    public void The_most_typical_member_comes_first()
    {
        var (items, _) = Quotes.Agency();
        Assert.All(PatternFinder.Find(items).Groups, group =>
        {
            Assert.Equal(group.Members.Count, group.Typicality.Count);
            Assert.All(group.Typicality, value => Assert.InRange(value, 0, 1));
            Assert.True(group.Typicality[0] >= group.Typicality[^1]);
        });
    }

    [Fact]
    public void A_group_is_named_by_a_quote_that_says_something()
    {
        var together = Quotes.Of("E-mail.", "The e-mail.", "Their answers get lost between the e-mails.", "By e-mail, so it is lost.", "And e-mail.").Select(item => item with { Pin = 0 }).ToArray();
        var group = Assert.Single(PatternFinder.Find(together).Groups);
        Assert.Contains("lost", together[group.Typical].Text, StringComparison.Ordinal);
        Assert.Equal(group.Typicality.OrderDescending(), group.Typicality);
    }

    [Theory]
    [InlineData(QuoteKind.Pain, .2f)]
    [InlineData(QuoteKind.Question, 1f)]
    public void A_group_is_named_by_a_quote_that_surely_says_what_the_group_says(QuoteKind kind, float probability)
    {
        var together = Quotes.Of(QuoteKind.Pain, "We wait weeks for the client's files.", "The files of the client come weeks late.", "Waiting weeks for files of clients.", "Client files come weeks too late.").Select(item => item with { Pin = 0 }).ToArray();
        var before = Assert.Single(PatternFinder.Find(together).Groups);
        together[before.Typical] = together[before.Typical] with { Kind = kind, Probability = probability };
        var after = Assert.Single(PatternFinder.Find(together).Groups);
        Assert.NotEqual(before.Typical, after.Typical);
        Assert.Equal((QuoteKind.Pain, QuoteKind.Pain), (before.Kind, after.Kind));
    }

    [Fact]
    public void A_group_is_of_the_kind_that_its_quotes_most_likely_are()
    {
        QuoteItem[] together = [.. Quotes.Of(QuoteKind.Pain, "The export loses columns.", "The export loses a column.").Select(item => item with { Pin = 0, Probability = .3f }), .. Quotes.Of(QuoteKind.Question, "Does the export lose columns?").Select(item => item with { Pin = 0 })];
        Assert.Equal(QuoteKind.Question, Assert.Single(PatternFinder.Find(together).Groups).Kind);
        Assert.Null(Assert.Single(PatternFinder.Find([.. together.Select(item => item with { Kind = null })]).Groups).Kind);
    }

    [Fact]
    public void A_group_is_told_by_words_that_people_said_once_each()
    {
        var (items, gold) = Quotes.Agency();
        var grouping = PatternFinder.Find(items);
        Assert.All(grouping.Groups, group =>
        {
            Assert.InRange(group.Words.Count, 1, 5);
            Assert.Equal(group.Words.Count, group.Words.Select(Engine.Text.Words.Stem).Distinct().Count());
            Assert.All(group.Words, word => Assert.Contains(group.Members, m => items[m].Text.Contains(word, StringComparison.OrdinalIgnoreCase)));
        });
        Assert.Contains(grouping.Groups.Single(group => group.Members.Contains(0)).Words, word => word == "invoice");
    }

    [Fact]
    public void A_counter_example_speaks_of_the_same_thing_and_the_other_way()
    {
        var pains = Quotes.Of(QuoteKind.Pain, "The export to Excel drops columns.", "Exporting the report loses rows.", "The export is broken every Friday.", "The export never works for me.");
        var praise = Quotes.Of(QuoteKind.Praise, "The export to Excel is quick and just works.", "My dog likes your office.", "The people on the phone are so kind.");
        QuoteItem[] items = [.. pains, .. praise];
        var group = new QuoteGroup([0, 1, 2, 3], [1, 1, 1, 1], ["export"], null);
        Assert.Equal(4, new QuoteSurvey(items).CounterExamples(group)[0]);
        Assert.DoesNotContain(5, new QuoteSurvey(items).CounterExamples(group));
    }

    [Fact]
    public void Who_surely_praises_a_thing_and_who_surely_complains_of_it_in_the_same_words_are_two_patterns()
    {
        string[] said = ["1: The text on the first page is clear to me.", "2: The text on this page is clear.", "3: For me the text on the page is clear.", "4: I found the text on that page clear."];
        var praise = Quotes.Of(QuoteKind.Praise, said);
        var pains = Quotes.Of(QuoteKind.Pain, [.. said.Select(line => line.Replace("clear", "not clear", StringComparison.Ordinal))]);
        QuoteItem[] items = [.. praise, .. pains];
        var groups = PatternFinder.Find(items, tight: true).Groups;
        Assert.Equal(2, groups.Count);
        Assert.All(groups, group => Assert.Single(group.Members.Select(member => items[member].Kind).Distinct()));
    }

    [Fact]
    public void Who_complains_of_a_thing_and_who_asks_about_it_say_less_of_the_same()
    {
        var (items, _) = Quotes.Agency();
        QuoteItem[] pains = [.. items.Select(item => item with { Kind = QuoteKind.Pain })], half = [.. pains.Select((item, i) => i % 2 == 0 ? item : item with { Kind = QuoteKind.Question })];
        var (alike, apart) = (Together(pains), Together(half));
        Assert.InRange(apart, 0, alike - 1);

        // Pairs of which one would be a pain and the other a question.
        static int Together(QuoteItem[] items) => PatternFinder.Find(items, tight: true).Groups.Sum(group => group.Members.Count(member => member % 2 == 0) * group.Members.Count(member => member % 2 == 1));
    }

    [Theory]
    [InlineData(QuoteKind.Praise, .9f, true)]
    [InlineData(QuoteKind.Praise, .3f, false)]
    // Who wants a thing better finds it as bad as the others do.
    [InlineData(QuoteKind.Desire, .9f, false)]
    [InlineData(QuoteKind.Question, .9f, false)]
    public void Only_what_surely_speaks_well_of_a_thing_speaks_against_a_pain(QuoteKind kind, float probability, bool speaksAgainst)
    {
        var pains = Quotes.Of(QuoteKind.Pain, "The export to Excel drops columns.", "Exporting the report loses rows.", "The export is broken every Friday.", "The export never works for me.");
        var other = Quotes.Of(kind, "The export to Excel with all columns and rows of the report.")[0] with { Probability = probability };
        var group = new QuoteGroup([0, 1, 2, 3], [1, 1, 1, 1], ["export"], null);
        Assert.Equal(speaksAgainst ? [4] : [], new QuoteSurvey([.. pains, other]).CounterExamples(group));
    }

    [Fact]
    public void What_shares_a_telling_word_and_says_something_else_speaks_against_nothing()
    {
        var pains = Quotes.Of(QuoteKind.Pain, "The export to Excel drops columns.", "Exporting the report loses rows.", "The export is broken every Friday.");
        var praise = Quotes.Of(QuoteKind.Praise, "My uncle in Brazil lives well from the export of coffee beans.", "The export to Excel is quick.");
        Assert.Equal([4], new QuoteSurvey([.. pains, .. praise]).CounterExamples(new([0, 1, 2], [1, 1, 1], ["export"], null)));
    }

    [Theory]
    // Two at least, and a third of all.
    [InlineData(1, 1, false)]
    [InlineData(2, 0, true)]
    [InlineData(2, 7, false)]
    [InlineData(3, 6, true)]
    public void A_group_takes_a_side_where_enough_of_its_quotes_do(int pains, int questions, bool speaksAgainst)
    {
        QuoteItem[] said = [.. Enumerable.Repeat(Quotes.Of(QuoteKind.Pain, "The export to Excel is broken.")[0], pains), .. Enumerable.Repeat(Quotes.Of(QuoteKind.Question, "Where is the export to Excel?")[0], questions)];
        QuoteItem[] items = [.. said, .. Quotes.Of(QuoteKind.Praise, "The export to Excel works.", "My dog likes your office."), .. Quotes.Of("Do you drink coffee?", "We are four people.")];
        var group = new QuoteGroup([.. Enumerable.Range(0, said.Length)], new float[said.Length], ["export"], null);
        Assert.Equal(speaksAgainst ? [said.Length] : [], new QuoteSurvey(items).CounterExamples(group));
    }

    [Fact]
    public void Of_quotes_whose_meaning_nobody_knows_the_words_say_what_speaks_against_a_group()
    {
        QuoteItem[] items =
        [
            new("Die Rechnung kommt zu spät.", 1, QuoteKind.Pain, default), new("Unsere Rechnung kam wieder spät.", 2, QuoteKind.Pain, default),
            new("Die Rechnung kommt nie spät.", 3, QuoteKind.Praise, default), new("Das Essen ist gut.", 4, QuoteKind.Praise, default),
        ];
        Assert.Equal([2], new QuoteSurvey(items).CounterExamples(new([0, 1], [1, 1], ["rechnung", "spät"], null)));
    }

    [Fact]
    public void Nothing_speaks_against_a_group_that_takes_no_side()
    {
        var asked = Quotes.Of(QuoteKind.Question, "How do I export the report?", "Can the export hold all columns?", "Where is the export to Excel?");
        var said = Quotes.Of(QuoteKind.Pain, "The export to Excel is broken.", "The export to Excel loses columns.");
        var praise = Quotes.Of(QuoteKind.Praise, "The export to Excel is quick and works.");
        QuoteItem[] items = [.. asked, .. said, .. praise];
        Assert.Empty(new QuoteSurvey(items).CounterExamples(new([0, 1, 2, 3], [1, 1, 1, 1], ["export"], null)));
        Assert.Equal([5], new QuoteSurvey(items).CounterExamples(new([0, 1, 3, 4], [1, 1, 1, 1], ["export"], null)));
    }

    [Fact]
    public void Our_question_asks_about_a_group_when_it_is_about_the_same_thing()
    {
        var (items, _) = Quotes.Agency();
        var group = new QuoteGroup([.. Enumerable.Range(40, 20)], new float[20], ["export"], null);
        var questions = Quotes.Of("What happens when you export the report to Excel?", "How many people work in your team?", "Do you drink coffee?");
        Assert.Equal([0], new QuoteSurvey(items, [.. questions.Select(question => question.Vector)]).Asked(group));
    }

    [Fact]
    public void Quotes_whose_meaning_nobody_knows_are_compared_by_their_words()
    {
        string[] german =
        [
            "Die Rechnung kommt jeden Monat zu spät.", "Bei uns kommt die Rechnung immer zu spät.", "Unsere Rechnung kam wieder zu spät.",
            "Das Passwort läuft jede Woche ab.", "Ich muss das Passwort jede Woche neu setzen.", "Jede Woche ein neues Passwort, das nervt.",
        ];
        var (items, _) = Quotes.Agency();
        byte[] unknown = [];
        QuoteItem[] all = [.. items, .. german.Select(text => new QuoteItem(text, null, null, unknown))];
        var labels = PatternFinder.Find(all, tight: true).Labels(all.Length).AsSpan(items.Length).ToArray();
        Assert.True(labels[0] >= 0 && labels[3] >= 0, "They stayed alone.");
        Assert.Equal([labels[0], labels[0], labels[0], labels[3], labels[3], labels[3]], labels);
        Assert.NotEqual(labels[0], labels[3]);
    }

    [Fact]
    public void Of_a_group_whose_meaning_nobody_knows_nothing_is_said_to_be_asked_or_against_it()
    {
        var (items, _) = Quotes.Agency();
        byte[] unknown = [];
        QuoteItem[] all = [.. items, new("Die Rechnung kommt zu spät.", null, QuoteKind.Pain, unknown), new("Die Rechnung kam wieder zu spät.", null, QuoteKind.Pain, unknown), new("Der Kalender ist gut.", null, QuoteKind.Praise, unknown)];
        var group = new QuoteGroup([items.Length, items.Length + 1], [1, 1], ["rechnung"], null);
        var questions = Quotes.Of("Is the invoice late?", "How many people work in your team?").Select(question => question.Vector).Append(unknown).ToArray();
        var survey = new QuoteSurvey(all, questions);
        Assert.Empty(survey.Asked(group));
        Assert.Empty(survey.CounterExamples(group));
        // With none at all whose meaning is known, and with no quote, neither.
        Assert.Empty(new QuoteSurvey(all[items.Length..], questions).Asked(new QuoteGroup([0, 1], [1, 1], ["rechnung"], null)));
        Assert.Empty(new QuoteSurvey([], questions).CounterExamples(new QuoteGroup([], [], [], null)));
        // And one of them among the others changes nothing for those.
        var exports = new QuoteGroup([.. Enumerable.Range(40, 20)], new float[20], ["export"], null);
        Assert.Equal([0], new QuoteSurvey(all, [.. Quotes.Of("What happens when you export the report to Excel?", "Do you drink coffee?").Select(question => question.Vector)]).Asked(exports));
    }
}
