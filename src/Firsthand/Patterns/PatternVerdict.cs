using System.Globalization;
using Firsthand.Engine.Statistics;

namespace Firsthand.Patterns;

/// <summary>What the counts of a pattern amount to, in words. The conversations that gave the idea cannot prove it, so nothing here is ever called proven.</summary>
/// <param name="Lead">The verdict itself: "Not enough yet."</param>
/// <param name="Sentence">What it rests on, and what would settle it.</param>
/// <param name="Range">Where the share of those asked lies (Wilson); null below five people asked.</param>
internal sealed record PatternVerdict(string Lead, string Sentence, Interval? Range)
{
    /// <param name="asked">Customers whom we asked, and how many of them said it.</param>
    /// <param name="unasked">Customers who brought it up by themselves.</param>
    public static PatternVerdict Of(Share asked, int unasked)
    {
        if (asked.Total == 0)
            return new("Nobody was asked yet.", $"For {(unasked == 1 ? "the one who" : "those who")} brought it up it is real. How many others live with it is open until you ask.", null);
        if (!asked.HasPercent)
            return new("Not enough yet.", $"With fewer than {Share.FewestForPercent} people asked no range is honest. {Say(Share.FewestForPercent - asked.Total)} more {(Share.FewestForPercent - asked.Total == 1 ? "answer" : "answers")} and there is one.", null);
        var range = asked.Interval();
        var lead = range.Low > 0.5 ? "It looks like most of them." : range.High < 0.5 ? "It looks like fewer than half." : "Not enough yet to say whether it is most of them.";
        return new(lead, $"Asked, between {Percent(range.Low)} and {Percent(range.High)} of such people would say this. The conversations that gave the idea cannot prove it; {More(asked)}", range);
    }

    private static string More(Share asked)
    {
        // One more of each, so that a clean start does not promise too much.
        var hoped = (asked.Count + 1.0) / (asked.Total + 2);
        return Beliefs.Plan(Math.Max(hoped, 1 - hoped)).Half is { } more
            ? $"if new people answer like these, about {Say(more)} of them would settle whether more than half do."
            : "it is so close to half that no number in reach would settle which side.";
    }

    private static string Say(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => Math.Round(100 * share, MidpointRounding.AwayFromZero) switch
    {
        <= 0 when share > 0 => "under 1%",
        >= 100 when share < 1 => "over 99%",
        var whole => whole.ToString("0", CultureInfo.InvariantCulture) + "%",
    };
}
