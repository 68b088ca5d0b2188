using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>How much an answer can be relied on.</summary>
public enum VerdictWord
{
    /// <summary>The data cannot say, whatever they are: nobody asked, or a comparison that would mislead.</summary>
    NotEstimable,

    /// <summary>Both sides are still possible.</summary>
    Undecided,

    /// <summary>An estimate that points one way; its error rate is not promised.</summary>
    Leaning,

    /// <summary>Settled, at the error rate that the method states.</summary>
    Verified,
}

/// <summary>Which way a verdict points.</summary>
public enum Side { Neither, For, Against }

/// <summary>When a verdict may be read.</summary>
public enum Looks
{
    /// <summary>After every answer: looking does not spoil it (anytime-valid).</summary>
    AsOftenAsYouLike,

    /// <summary>Once, at a number of answers that was set beforehand.</summary>
    OnceAsPlanned,
}

/// <summary>Whom a number speaks for.</summary>
/// <param name="Who">"customers who onboarded since May".</param>
/// <param name="HowChosen">"all of them", "the first to answer", "drawn by lot".</param>
/// <param name="One">How a single one of them is called.</param>
public sealed record Sample(string Who, string HowChosen, string? One = null)
{
    public static Sample Unrecorded { get; } = new("customers", "how they were chosen was not recorded", "customer");
}

/// <summary>An answer that says how sure it is: the number, its range, how many it rests on, whom they stand for, and the sentence that a person reads.</summary>
/// <param name="N">Distinct customers (or visitors, where the sentence says so) behind it.</param>
/// <param name="Estimate">The number, in the unit of the interval; null when there is none.</param>
/// <param name="Interval">Where the number lies; null when nothing is ruled out.</param>
/// <param name="MoreNeeded">About how many more would settle it, if the next ones answer like these; null when settled, or when no number would.</param>
public sealed record Verdict(VerdictWord Word, Side Side, int N, double? Estimate, Interval? Interval, int? MoreNeeded, string Sentence)
{
    public Sample Asked { get; init; } = Sample.Unrecorded;

    public Looks Looks { get; init; } = Looks.AsOftenAsYouLike;

    /// <summary>Whether there are customers enough to draw the range or to say it in percent.</summary>
    public bool HasRange => Interval is not null && Estimate is not null && N >= Share.FewestForPercent;

    /// <summary>"verified", "leaning", "undecided", "not estimable".</summary>
    public string Name => Word switch
    {
        VerdictWord.Verified => "verified",
        VerdictWord.Leaning => "leaning",
        VerdictWord.Undecided => "undecided",
        _ => "not estimable",
    };

    /// <summary>The line under the sentence: how many, who, how they were chosen, and whether looking often is allowed.</summary>
    public string SmallPrint =>
        string.Create(CultureInfo.InvariantCulture, $"{N:N0} {(N == 1 ? Asked.One ?? Asked.Who : Asked.Who)}; {Asked.HowChosen}; {(Looks == Looks.AsOftenAsYouLike ? "holds however often you look" : "to be read once, after as many as were planned")}.");

    /// <summary>A question that must not be answered from these data, and why.</summary>
    public static Verdict NotEstimable(int n, string why) => new(VerdictWord.NotEstimable, Side.Neither, n, null, null, null, why);

    /// <summary>"About 6 more answers would settle it." or, when no number in reach would, that.</summary>
    internal static string More(int? more, string what) => more switch
    {
        null => $"No number of {what} in reach would settle it while they come like these.",
        1 => $"About 1 more would settle it, if it is like these.",
        _ => string.Create(CultureInfo.InvariantCulture, $"About {more} more {what} would settle it."),
    };
}

/// <summary>A p-value of a test that may be read once, at a number of answers set beforehand. Read after every answer it lies: a 5 % test then errs in 20 to 60 % of all cases.</summary>
public readonly record struct OneLookP(double Value)
{
    /// <summary>Whether it is at most alpha, provided that this is the planned look; null at any other number of answers, because nothing may be concluded there.</summary>
    public bool? Rejects(int answers, int planned, double alpha = 0.05) => answers == planned ? Value <= alpha : null;

    /// <summary>"p = 0.0313, for one look at a number planned beforehand"; never "p = 0".</summary>
    public override string ToString() => (Value < 0.0001 ? "p < 0.0001" : string.Create(CultureInfo.InvariantCulture, $"p = {Value:0.####}")) + ", for one look at a number planned beforehand";
}
