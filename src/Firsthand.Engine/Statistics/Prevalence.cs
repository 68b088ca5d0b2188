using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>How widely something is said, in distinct customers; the asked and the unasked are counted apart.</summary>
/// <param name="Asked">Those who were asked about it, and how many of them said it.</param>
/// <param name="Unasked">Others, who brought it up by themselves. They stand beside the share and never inside it: nobody knows how many had the chance.</param>
/// <param name="NotAsked">Those with whom it never came up. That is not a no.</param>
public sealed record Prevalence(Share Asked, int Unasked, int NotAsked)
{
    /// <summary>All who said it.</summary>
    public int Said => Asked.Count + Unasked;

    /// <summary>What the counts amount to: whether most of them say it. The conversations that gave the idea cannot prove it, so this is never "verified"; a belief with a clock can be (<see cref="Beliefs"/>).</summary>
    /// <remarks>
    /// Only those asked count. The interval is the one that holds at every moment at once, because a founder looks after every conversation; below five people asked there is none. More needed:
    /// new customers who would confirm, in half of all cases, that it is more than half, if they answer like these (with one yes and one no added, so that a clean start does not promise too much).
    /// </remarks>
    public Verdict Verdict(double alpha = 0.05) => Judge(alpha) with { Asked = new Sample("people you asked", "as your conversations came, not drawn by lot", "person you asked") };

    private Verdict Judge(double alpha)
    {
        if (Asked.Total == 0) return Statistics.Verdict.NotEstimable(0, "Nobody was asked yet." + (Unasked == 0 ? "" : $" For {(Unasked == 1 ? "the one who" : "those who")} brought it up it is real. How many others live with it is open until you ask."));
        var missing = Share.FewestForPercent - Asked.Total;
        if (missing > 0) return new Verdict(VerdictWord.Undecided, Side.Neither, Asked.Total, null, null, missing, string.Create(CultureInfo.InvariantCulture, $"With fewer than {Share.FewestForPercent} people asked no range is honest. {missing} more {(missing == 1 ? "answer" : "answers")} and there is one."));

        var range = Beliefs.AlwaysValidInterval(Asked, alpha);
        var among = $"between {Percents.Round(range.Low)} and {Percents.Round(range.High)} of such people would say this, however often you look";
        var (word, side, said) = range switch
        {
            { Low: > 0.5 } => (VerdictWord.Leaning, Side.For, $"It looks like most of them: {among}."),
            { High: < 0.5 } => (VerdictWord.Leaning, Side.Against, $"It looks like fewer than half: {among}."),
            _ => (VerdictWord.Undecided, Side.Neither, $"Not enough yet to say whether it is most of them: {among}."),
        };
        var hoped = (Asked.Count + 1.0) / (Asked.Total + 2);
        var more = Beliefs.Plan(Math.Max(hoped, 1 - hoped), alpha: alpha).Half;
        var settle = more is null
            ? "it is so close to half that no number in reach would settle which side."
            : string.Create(CultureInfo.InvariantCulture, $"if new people answer like these, about {more:N0} of them would settle whether more than half do.");
        return new Verdict(word, side, Asked.Total, Asked.Value, range, more, $"{said} The conversations that gave the idea cannot prove it; {settle}");
    }

    /// <summary>"4 of 6 people you asked said this. 2 more brought it up unasked. 2 not asked yet."</summary>
    public string Sentence()
    {
        List<string> parts = [];
        if (Asked.Total > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Asked.Count} of {Asked.Total} people you asked said this."));
        if (Unasked > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Unasked} {(Asked.Total > 0 ? "more " : Unasked == 1 ? "person " : "people ")}brought it up unasked."));
        if (NotAsked > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{NotAsked} not asked yet."));
        return parts.Count == 0 ? "Nobody asked yet." : string.Join(' ', parts);
    }
}
