using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>A customer's stay, and when somebody first called, wrote or met them; null when nobody did while they were here.</summary>
public readonly record struct TouchedStay(Stay Stay, double? TouchedAt);

/// <summary>Customers still here at a set day, those touched by then against the others. An association, not an effect.</summary>
/// <param name="AtRisk">Customers still here after that day.</param>
/// <param name="Touched">Of them, touched by that day.</param>
/// <param name="Leaving">Log-rank test from that day on.</param>
/// <param name="Model">Hazard ratio of the touched; null when not determined.</param>
public sealed record LandmarkComparison(int AtRisk, int Touched, LeavingComparison Leaving, HazardModel? Model)
{
    /// <summary>What must stand beside it.</summary>
    public const string Label = "Association, not effect: whom you touched was your choice, and the happy and the unhappy get more calls.";
}

/// <summary>A comparison that the product does not make, with the wrong figure it would have given, to be shown struck through or not at all.</summary>
/// <param name="Why">The reason, for a person.</param>
/// <param name="Wrong">What naive software would report.</param>
public sealed record RefusedComparison(string Why, HazardModel? Wrong)
{
    public Verdict Verdict(int customers) => Statistics.Verdict.NotEstimable(customers, Why);
}

/// <summary>Whether personal touches keep customers. Only a lottery answers it: draw touch or holdout when a customer becomes eligible, log the chance, compare as drawn (<see cref="Experiments.Compare"/> with its own chance for each).</summary>
public static class TouchEffects
{
    /// <summary>Without a lottery: customers still here at a day set beforehand, those touched by then against the rest, with the clock restarted there (landmark analysis).</summary>
    /// <remarks>Removes the bias that only those who stay can be touched; keeps the bias of whom one chose to touch. Source: Anderson, Cain and Gelber 1983, Journal of Clinical Oncology 1.</remarks>
    /// <param name="day">Set before looking: 7, 14 or 30.</param>
    /// <exception cref="ArgumentException">Nobody was here past that day in one of the two groups.</exception>
    public static LandmarkComparison Landmark(IReadOnlyList<TouchedStay> stays, double day)
    {
        GroupedStay[] here = [.. stays.Where(stay => stay.Stay.Time > day).Select(stay => new GroupedStay(new Stay(stay.Stay.Time - day, stay.Stay.Left), stay.TouchedAt <= day ? 1 : 0))];
        var touched = here.Count(stay => stay.Group == 1);
        if (touched == 0 || touched == here.Length) throw new ArgumentException("Past that day one of the two groups is empty.", nameof(day));
        return new LandmarkComparison(here.Length, touched, Retention.Compare(here), Retention.Model([.. here.Select(stay => new Stretch(double.NegativeInfinity, stay.Stay.Time, stay.Stay.Left, [stay.Group]))]));
    }

    /// <summary>Without a lottery, from each touch on: a customer counts as untouched before the first touch and as touched after it (time-dependent covariate). An association too.</summary>
    /// <remarks>Source: Crowley and Hu 1977, JASA 72 (the heart-transplant data, where the naive ratio .27 becomes 1.13).</remarks>
    public static HazardModel? OverTime(IReadOnlyList<TouchedStay> stays, Ties ties = Ties.Efron)
    {
        List<Stretch> stretches = [];
        foreach (var (stay, touchedAt) in stays)
        {
            var touched = touchedAt < stay.Time;
            if (!touched || touchedAt > 0) stretches.Add(new Stretch(double.NegativeInfinity, touched ? touchedAt!.Value : stay.Time, !touched && stay.Left, [0]));
            if (touched) stretches.Add(new Stretch(touchedAt!.Value, stay.Time, stay.Left, [1]));
        }
        return Retention.Model(stretches, ties);
    }

    /// <summary>Refused: ever touched against never touched. A customer has to stay in order to be touched, so the touched always look better (immortal time).</summary>
    /// <remarks>On the Stanford heart-transplant data this comparison claims 73 % fewer deaths where the honest one finds none. Source: Suissa 2008, American Journal of Epidemiology 167.</remarks>
    public static RefusedComparison EverTouched(IReadOnlyList<(Stay Stay, bool Touched)> stays)
    {
        var wrong = Retention.Model([.. stays.Select(stay => new Stretch(double.NegativeInfinity, stay.Stay.Time, stay.Stay.Left, [stay.Touched ? 1 : 0]))]);
        var claim = wrong is null ? "" : string.Create(CultureInfo.InvariantCulture, $" It would claim a hazard ratio of {wrong.HazardRatio(0):0.00}, and be wrong.");
        return new RefusedComparison($"Touched against never touched is not compared: a customer has to stay in order to be touched, so the touched always look better.{claim} Draw a holdout, or compare from a set day on.", wrong);
    }
}
