using Firsthand.Conversations;
using Firsthand.Formats;
using Firsthand.Platform;

namespace Firsthand.Tests.Conversations;

public sealed class TalkClockTests
{
    private static readonly Id<Speaker> Us = new(new("0199a000-0000-7000-8000-000000000001")), Them = new(new("0199a000-0000-7000-8000-000000000002"));

    private static ReadConversation.View Talk(int? mention, params (Id<Speaker> Who, string Text, double? Start, double? End)[] turns) =>
        new(new(Guid.Empty), "A talk", default, default, null, "webvtt", turns.Max(turn => turn.End), true, false, new(Guid.Empty), null,
            [new(Us, "Mara", Side.Ours, null, null, null, null, default), new(Them, "Ada", Side.Theirs, null, null, null, null, default)],
            [.. turns.Select((turn, i) => new ReadConversation.TurnView(i, turn.Who, turn.Text, TurnKind.Speech, turn.Start, turn.End, null, null))], new(mention, null, null, 0));

    [Fact]
    public void Only_what_came_before_the_offer_is_counted()
    {
        var clock = TalkClock.Of(Talk(3, (Us, "How are you?", 0, 2), (Them, "I am tired of it all", 2, 8), (Us, "And why?", 8, 9), (Us, "We have a tool", 9, 12), (Them, "one two three four", 12, 14)));

        Assert.Equal(6, clock.TheirWords);
        Assert.Equal(5, clock.OurWords);
        Assert.Equal(9, clock.OfferAt);
        Assert.Equal([0, 2], clock.Questions.Select(turn => turn.Index));
        Assert.Equal((14, true), (clock.Length, clock.Timed));
    }

    [Fact]
    public void Without_times_it_is_drawn_by_words()
    {
        var clock = TalkClock.Of(Talk(null, (Us, "one two three", null, null), (Them, "four five", null, null)));

        Assert.False(clock.Timed);
        Assert.Equal([(0.0, 3.0, true), (3.0, 5.0, false)], clock.Bars.Select(bar => (bar.Start, bar.End, bar.Ours)));
        Assert.Equal(0.4, clock.TheirShare);
        Assert.Null(clock.OfferAt);
    }

    [Fact]
    public void A_turn_without_an_end_lasts_until_the_next_one()
    {
        var clock = TalkClock.Of(Talk(null, (Us, "Hello there", 1, null), (Them, "Good morning to you", 4, 6)));

        Assert.Equal((1.0, 4.0), (clock.Bars[0].Start, clock.Bars[0].End));
    }
}
