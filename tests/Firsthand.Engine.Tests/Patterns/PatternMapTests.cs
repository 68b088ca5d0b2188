using Firsthand.Engine.Detection;
using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class PatternMapTests
{
    [Fact]
    public void New_quotes_go_where_a_full_run_would_put_them()
    {
        var (items, gold) = Quotes.Agency();
        int[] old = [.. Enumerable.Range(0, items.Length).Where(i => i % 4 != 0)], fresh = [.. Enumerable.Range(0, items.Length).Where(i => i % 4 == 0)];
        var known = Array.ConvertAll(old, i => items[i]);
        var grouping = PatternFinder.Find(known);
        var placed = PatternMap.Of(known, grouping).Place(Array.ConvertAll(fresh, i => items[i]));
        var full = PatternFinder.Find(items).Labels(items.Length);
        var both = ClusterMeasures.Of([.. placed.Select(place => place?.Group ?? -1)], [.. fresh.Select(i => full[i])]);
        Assert.True(both.Ari > 60, $"ARI {both.Ari:f1}");
        var right = Enumerable.Range(0, fresh.Length).Count(f => placed[f] is (var g, _) && grouping.Groups[g].Members.GroupBy(m => gold[old[m]]).MaxBy(same => same.Count())!.Key == gold[fresh[f]]);
        Assert.True(right > .8 * fresh.Length, $"{right} of {fresh.Length}");
    }

    [Fact]
    public void A_new_quote_is_placed_by_what_is_said_around_it()
    {
        var (items, subjects) = Quotes.InPassages();
        int[] old = [.. Enumerable.Range(0, items.Length).Where(i => i / 2 % 4 != 0)], fresh = [.. Enumerable.Range(0, items.Length).Where(i => i / 2 % 4 == 0)];
        var known = Array.ConvertAll(old, i => items[i]);
        var grouping = PatternFinder.Find(known, tight: true);
        var map = PatternMap.Of(known, grouping);
        var placed = map.Place(Array.ConvertAll(fresh, i => items[i]));
        Assert.True(fresh.Index().Count(f => placed[f.Index] is (var g, _) && subjects[old[grouping.Groups[g].Typical]] == subjects[f.Item]) > .7 * fresh.Length, string.Join(' ', placed));
        Assert.All(map.Place(Array.ConvertAll(fresh, i => items[i] with { Passage = default })), Assert.Null);
    }

    [Fact]
    public void A_quote_like_nothing_said_before_stays_alone()
    {
        var (items, _) = Quotes.Agency();
        var map = PatternMap.Of(items, PatternFinder.Find(items));
        Assert.All(map.Place(Quotes.Of("The cat of my grandmother sleeps on the warm oven in winter.", "Good morning, thank you!")), Assert.Null);
    }

    [Fact]
    public void What_our_side_says_is_not_placed()
    {
        var (items, _) = Quotes.Agency();
        Assert.Null(PatternMap.Of(items, PatternFinder.Find(items)).Place([items[0] with { Kind = QuoteKind.Promise }])[0]);
    }

    [Fact]
    public void Who_surely_complains_is_not_placed_with_those_who_praise_in_the_same_words()
    {
        var items = Quotes.Of(QuoteKind.Praise, "1: The text on the first page is clear to me.", "2: The text on this page is clear.", "3: For me the text on the page is clear.", "4: I found the text on that page clear.");
        var map = PatternMap.Of(items, new([new([0, 1, 2, 3], [1, 1, 1, 1], ["clear"], null)], []));
        var another = Quotes.Of(QuoteKind.Praise, "5: The text on that page is clear.")[0];
        Assert.Equal(0, map.Place([another])[0]?.Group);
        Assert.Null(map.Place([another with { Kind = QuoteKind.Pain, Text = "The text on that page is not clear." }])[0]);
        Assert.Equal(0, map.Place([another with { Kind = QuoteKind.Question, Text = "The text on that page is clear?" }])[0]?.Group);
    }

    [Fact]
    public void Where_there_are_no_groups_nothing_is_placed() =>
        Assert.Null(PatternMap.Of([], new([], [])).Place(Quotes.Of("The invoice is late."))[0]);
}
