using Firsthand.Engine.Detection;
using Firsthand.Formats;
using Firsthand.Shell.Components;

namespace Firsthand.Conversations;

/// <summary>Who spoke when, as the pitch clock draws it, and what its sentence counts: all that came before our offer was first mentioned.</summary>
/// <param name="Bars">A bar for each turn, in seconds where the file has times, else in words.</param>
/// <param name="Length">The whole length, in the same measure.</param>
/// <param name="OfferAt">Where our offer was first mentioned, in the same measure; null when it never was.</param>
/// <param name="TheirWords">Words of customers before that.</param>
/// <param name="OurWords">Our words before that.</param>
/// <param name="Questions">The turns before that in which we asked something.</param>
internal sealed record TalkClock(IReadOnlyList<ClockBar> Bars, double Length, bool Timed, double? OfferAt, int TheirWords, int OurWords, IReadOnlyList<ReadConversation.TurnView> Questions)
{
    /// <summary>The customers' share of the words, from 0 to 1; null where nobody said anything.</summary>
    public double? TheirShare => TheirWords + OurWords == 0 ? null : (double)TheirWords / (TheirWords + OurWords);

    public static TalkClock Of(ReadConversation.View talk)
    {
        var ours = talk.Speakers.Where(speaker => speaker.Side == Side.Ours).Select(speaker => speaker.Id).ToHashSet();
        var said = talk.Turns.Where(turn => turn.Kind is TurnKind.Speech or TurnKind.Answer).ToList();
        // A few cues without a time do not make a file without times.
        var timed = talk.Seconds is not null && said.Count(turn => turn.Start is not null) * 2 > said.Count;
        var bars = new List<ClockBar>(said.Count);
        double at = 0;
        double? offer = null;
        for (var i = 0; i < said.Count; i++)
        {
            var turn = said[i];
            var start = timed ? turn.Start ?? at : at;
            var end = timed ? turn.End ?? (i + 1 < said.Count ? said[i + 1].Start ?? start : start) : at + Words(turn);
            if (turn.Index == talk.PitchClock.Turn) offer = start;
            bars.Add(new(start, end, ours.Contains(turn.Speaker)));
            at = end;
        }
        var before = said.Where(turn => talk.PitchClock.Turn is not { } mention || turn.Index < mention).ToList();
        return new(bars, timed ? Math.Max(talk.Seconds!.Value, bars.Count > 0 ? bars[^1].End : 0) : at, timed, offer,
            before.Where(turn => !ours.Contains(turn.Speaker)).Sum(Words), before.Where(turn => ours.Contains(turn.Speaker)).Sum(Words),
            [.. before.Where(turn => ours.Contains(turn.Speaker) && Asking.In(turn.Text))]);
    }

    private static int Words(ReadConversation.TurnView turn) => turn.Text.AsSpan().Count(' ') + 1;
}
