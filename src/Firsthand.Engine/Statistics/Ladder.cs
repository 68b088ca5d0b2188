using System.Globalization;
using MathNet.Numerics.Distributions;

namespace Firsthand.Engine.Statistics;

/// <summary>What one rung of the ladder (done for you, done with you, do it yourself) takes and gives, per month and in one currency.</summary>
/// <param name="Price">Paid by a client each month.</param>
/// <param name="VariableCost">Spent on a client each month, without hours.</param>
/// <param name="Wage">Of an hour.</param>
/// <param name="FulfilHours">Hours of fulfilment for a client each month.</param>
/// <param name="OnboardHours">Hours for a new client, once.</param>
/// <param name="Churn">Share of clients that leave in a month, above 0.</param>
/// <param name="CloseRate">Share of leads that become clients.</param>
/// <param name="Leads">Leads each month.</param>
/// <param name="CapacityHours">Hours there are each month.</param>
/// <param name="AcquisitionCost">To win a client.</param>
public sealed record Rung(
    string Name, double Price, double VariableCost, double Wage, double FulfilHours, double SupportHours, double OnboardHours, double Churn, double CloseRate, double Leads, double CapacityHours, double AcquisitionCost);

/// <summary>What a rung earns.</summary>
/// <param name="MarginPerMonth">Price less variable cost and wages, of one client.</param>
/// <param name="LifetimeMonths">1/churn: only while churn is constant. With fewer than 30 leavers use <see cref="SurvivalCurve.TimeKeptWithin"/>.</param>
/// <param name="PerHour">Contribution of an hour: what ranks rungs when hours are short.</param>
/// <param name="SteadyClients">Clients once as many leave as come.</param>
/// <param name="MostNewClients">New clients a month that the hours can carry for their lifetime.</param>
/// <param name="LifetimeToCost">Lifetime profit over acquisition cost; null when winning a client costs nothing.</param>
/// <param name="PaybackMonths">Months until a client has paid for their acquisition; null when they never do.</param>
public sealed record RungEconomics(
    double MarginPerMonth, double MarginShare, double LifetimeMonths, double LifetimeProfit, double LifetimeHours, double PerHour, double PerLead, double NewClients, double SteadyClients,
    double SteadyHours, double MostNewClients, double MostLeads, double? LifetimeToCost, double? PaybackMonths);

/// <summary>A rung as a claim on hours.</summary>
/// <param name="MostNewClients">New clients that could be won in a month.</param>
/// <param name="LifetimeHours">Hours that one takes in all.</param>
public sealed record RungDemand(string Name, double MostNewClients, double LifetimeHours, double LifetimeProfit);

/// <summary>New clients for each rung, the most profitable use of an hour first.</summary>
public sealed record HoursPlan(IReadOnlyList<(string Rung, double NewClients)> NewClients, double Profit, double HoursLeft);

/// <summary>What one number could turn out to be: in one world of ten it is below Low, in one of ten above High.</summary>
public readonly record struct Outlook(double Low, double Middle, double High);

/// <summary>What a rung may bring when its numbers are known only from a few leads and clients.</summary>
/// <param name="Profit">A month, once as many clients leave as come, within the hours there are.</param>
/// <param name="Clients">Active clients then.</param>
/// <param name="ChanceOfOverload">That more clients come than the hours can carry.</param>
public sealed record Forecast(Outlook Profit, Outlook Clients, double ChanceOfOverload);

/// <summary>How likely the load is to outgrow the hours.</summary>
/// <param name="MeanClients">Clients on average.</param>
/// <param name="MostClients">Clients that the hours can carry.</param>
/// <param name="Chance">That there are more; plan for 5 % at most.</param>
/// <param name="ClientsAtMost">In 95 % of months there are no more than this.</param>
public sealed record Overload(double MeanClients, int MostClients, double Chance, int ClientsAtMost);

/// <summary>Clients month by month when a limit is kept.</summary>
/// <param name="Waiting">New clients of each month for whom there was no place.</param>
public sealed record GrowthPath(IReadOnlyList<double> Clients, IReadOnlyList<double> Waiting);

/// <summary>Demand at several prices.</summary>
/// <param name="Demand">Share that would buy at each price, made to fall as the price rises.</param>
/// <param name="RevenuePerAsked">Price times demand.</param>
/// <param name="NearBest">Prices whose revenue is within 10 % of the best: the honest answer is the list.</param>
public sealed record DemandCurve(
    IReadOnlyList<double> Demand, IReadOnlyList<Interval> Intervals, IReadOnlyList<double> RevenuePerAsked, IReadOnlyList<double> MarginPerAsked, double BestRevenuePrice, double BestMarginPrice, IReadOnlyList<double> NearBest);

/// <summary>The four points of a price talk; null where two lines never meet.</summary>
/// <param name="Cheapest">Below this, more doubt the quality than find it merely a bargain.</param>
/// <param name="Dearest">Above this, more find it too dear than merely dear.</param>
/// <param name="Indifferent">As many call it cheap as dear.</param>
/// <param name="FewestObjections">As many call it too cheap as too dear.</param>
public sealed record PriceRange(double? Cheapest, double? Dearest, double? Indifferent, double? FewestObjections);

/// <summary>A difference tested by shuffling who was in which group.</summary>
/// <param name="Difference">Mean of the second minus mean of the first.</param>
/// <param name="Arrangements">How many were counted.</param>
/// <param name="Exact">All there are; otherwise seeded shuffles.</param>
public sealed record PermutationTest(double Difference, OneLookP P, long Arrangements, bool Exact);

/// <summary>Hours that one customer takes, from those logged.</summary>
/// <param name="Interval">Where the mean lies; null with fewer than two logged, which leave everything open.</param>
public sealed record MeanHours(double Value, Interval? Interval, int Logged);

/// <summary>A rung on the continuum from easy to sell to easy to fulfil.</summary>
/// <param name="Closed">Leads that became clients, of those who were offered it.</param>
public sealed record RungMark(string Name, Share Closed, MeanHours Hours);

/// <summary>Offers as rungs: margin, hours, load, price.</summary>
public static class Ladder
{
    private const long MostArrangements = 5_000_000;
    private const int Shuffles = 9_999;

    /// <summary>What a rung earns a month, a client, a lead and an hour.</summary>
    /// <remarks>Life 1/c; margin GM = P − v − w(hf + hs); lifetime profit GM/c − w·ho; hours H = ho + (hf+hs)/c; per hour ((P−v)/c)/H; per lead q·profit; clients λq/c. Assumes constant churn.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Churn is not above 0 and at most 1.</exception>
    public static RungEconomics Economics(Rung rung)
    {
        if (rung.Churn is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(rung), rung.Churn, "Churn lies above 0, up to 1.");
        double monthly = rung.FulfilHours + rung.SupportHours, margin = rung.Price - rung.VariableCost - rung.Wage * monthly, life = 1 / rung.Churn;
        double profit = margin * life - rung.Wage * rung.OnboardHours, hours = rung.OnboardHours + monthly * life, clients = rung.Leads * rung.CloseRate, most = rung.CapacityHours / hours;
        return new RungEconomics(
            margin, margin / rung.Price, life, profit, hours, (rung.Price - rung.VariableCost) * life / hours, rung.CloseRate * profit, clients, clients * life,
            clients * life * monthly + clients * rung.OnboardHours, most, most / rung.CloseRate,
            rung.AcquisitionCost > 0 ? profit / rung.AcquisitionCost : null, margin > 0 ? rung.AcquisitionCost / margin : null);
    }

    /// <summary>How to spend the hours there are: the rung that earns most per hour first, up to what can be sold (fractional knapsack).</summary>
    /// <remarks>The same as the linear program; scaling all hours together changes nothing. Rungs that lose money get none.</remarks>
    public static HoursPlan Allocate(double hours, IReadOnlyList<RungDemand> rungs)
    {
        List<(string, double)> plan = [];
        double left = hours, profit = 0;
        foreach (var rung in rungs.OrderByDescending(rung => rung.LifetimeProfit / rung.LifetimeHours))
        {
            // A rung that takes no hours is sold to everybody who wants it.
            var clients = rung.LifetimeProfit <= 0 ? 0 : rung.LifetimeHours <= 0 ? rung.MostNewClients : Math.Min(rung.MostNewClients, left / rung.LifetimeHours);
            left = Math.Max(0, left - clients * rung.LifetimeHours);
            profit += clients * rung.LifetimeProfit;
            plan.Add((rung.Name, clients));
        }
        return new HoursPlan(plan, profit, left);
    }

    /// <summary>How likely more clients are active than the hours can carry.</summary>
    /// <remarks>Arrivals at random and any law of staying: active clients are Poisson with mean new/churn in the long run (M/G/∞). Source: Palm 1943; Mirasol 1963.</remarks>
    /// <param name="newClients">A month.</param>
    /// <param name="hoursPerClient">A month.</param>
    public static Overload Load(double newClients, double churn, double hoursPerClient, double hours)
    {
        double mean = newClients / churn;
        var most = (int)Math.Floor(hours / hoursPerClient);
        var atMost = (int)mean;
        while (atMost > 0 && Distributions.PoissonUpper(atMost - 1, mean) <= 0.05) atMost--;
        while (Distributions.PoissonUpper(atMost, mean) > 0.05) atMost++;
        return new Overload(mean, most, Distributions.PoissonUpper(most, mean), atMost);
    }

    /// <summary>What a rung may bring, drawn over what the few data leave open.</summary>
    /// <remarks>
    /// In each of 2,000 seeded worlds: close rate and churn from their Beta(x+½, n−x+½), hours of a client as the mean of a bootstrap of those logged, active clients Poisson with mean new/churn, at most as
    /// many as the hours carry. Everything that is not handed in as data (price, wage, leads) is taken as certain.
    /// </remarks>
    /// <param name="closed">Leads that became clients.</param>
    /// <param name="left">Client-months that ended with the client leaving.</param>
    /// <param name="hoursLogged">Hours that a client took in a month, one for each client-month logged.</param>
    /// <param name="chance">Randomness, handed in.</param>
    /// <exception cref="ArgumentException">No hours were logged.</exception>
    public static Forecast Foresee(Rung rung, Share closed, Share left, IReadOnlyList<double> hoursLogged, Random chance)
    {
        const int Worlds = 2_000;
        if (hoursLogged.Count == 0) throw new ArgumentException("A forecast needs logged hours.", nameof(hoursLogged));
        double[] profit = new double[Worlds], clients = new double[Worlds];
        var overloaded = 0;
        for (var world = 0; world < Worlds; world++)
        {
            double closes = Beta.Sample(chance, closed.Count + 0.5, closed.Total - closed.Count + 0.5), churn = Beta.Sample(chance, left.Count + 0.5, left.Total - left.Count + 0.5), hours = 0;
            for (var i = 0; i < hoursLogged.Count; i++) hours += hoursLogged[chance.Next(hoursLogged.Count)] / hoursLogged.Count;
            // Nobody stays for a thousand years, whatever a draw of the churn says.
            double wanted = Poisson.Sample(chance, Math.Clamp(rung.Leads * closes / Math.Max(churn, 1e-4), 1e-9, 1e8)), room = hours > 0 ? Math.Floor(rung.CapacityHours / hours) : double.PositiveInfinity;
            if (wanted > room) overloaded++;
            clients[world] = Math.Min(wanted, room);
            profit[world] = clients[world] * (rung.Price - rung.VariableCost - rung.Wage * hours - churn * (rung.AcquisitionCost + rung.Wage * rung.OnboardHours));
        }
        return new Forecast(Tenths(profit), Tenths(clients), overloaded / (double)Worlds);

        static Outlook Tenths(double[] values)
        {
            Array.Sort(values);
            return new Outlook(values[values.Length / 10], values[values.Length / 2], values[values.Length * 9 / 10]);
        }
    }

    /// <summary>Hours that a customer takes on average, with their range, at one planned look.</summary>
    /// <remarks>Mean ± t s/√n (Student); hours are never negative, so neither is the low end. A few customers who take very long make it unreliable below about ten.</remarks>
    /// <exception cref="ArgumentException">No hours were logged.</exception>
    public static MeanHours HoursOf(IReadOnlyList<double> logged, double level = 0.95)
    {
        if (logged.Count == 0) throw new ArgumentException("A mean needs logged hours.", nameof(logged));
        var mean = logged.Average();
        if (logged.Count < 2) return new MeanHours(mean, null, logged.Count);
        var reach = Distributions.StudentDeviate(level, logged.Count - 1) * Math.Sqrt(logged.Sum(hours => (hours - mean) * (hours - mean)) / (logged.Count - 1) / logged.Count);
        return new MeanHours(mean, new Interval(Math.Max(0, mean - reach), mean + reach), logged.Count);
    }

    /// <summary>Whether what is harder to fulfil is easier to sell here: a hypothesis, said plainly where the company's own data contradict it.</summary>
    /// <remarks>The rung that takes most hours against the one that takes fewest; the difference of their close rates with the interval that may be read at any time (<see cref="Differences.AlwaysValid"/>).</remarks>
    public static Verdict Continuum(IReadOnlyList<RungMark> rungs, double alpha = 0.05)
    {
        RungMark[] sold = [.. rungs.Where(rung => rung.Closed.HasPercent).OrderBy(rung => rung.Hours.Value)];
        var n = rungs.Sum(rung => rung.Closed.Total);
        var sample = new Sample("leads", "as they came; unless the offer was drawn by lot this is an association", "lead");
        if (sold.Length < 2 || sold[^1].Hours.Value <= sold[0].Hours.Value)
            return Statistics.Verdict.NotEstimable(n, "Two rungs with five leads each, and different hours, are needed to see whether what is easier to sell is harder to fulfil.") with { Asked = sample };
        RungMark few = sold[0], many = sold[^1];
        var interval = Differences.AlwaysValid(many.Closed, few.Closed, alpha);
        var hours = string.Create(CultureInfo.InvariantCulture, $"{many.Name} takes {many.Hours.Value:0.#} hours for one customer, {few.Name} {few.Hours.Value:0.#}");
        var (word, side, said) = interval switch
        {
            { Low: > 0 } => (VerdictWord.Verified, Side.For, $"Easier to sell, harder to fulfil, in your own data: {hours}, and it closes more often."),
            { High: < 0 } => (VerdictWord.Verified, Side.Against, $"Your data contradict “easier to sell, harder to fulfil”: {hours}, and yet it closes less often."),
            _ => (VerdictWord.Undecided, Side.Neither, $"{hours}; which of them closes more often is open."),
        };
        return new Verdict(word, side, n, many.Closed.Value - few.Closed.Value, interval, null, $"{many.Closed} and {few.Closed} closed. {said}") { Asked = sample };
    }

    /// <summary>Clients month by month when no more than a limit are taken on and the rest wait.</summary>
    /// <remarks>N′ = N(1−c) + min(new, limit − N(1−c)); expected numbers, so fractions of clients are meant.</remarks>
    public static GrowthPath Grow(double start, double newClients, double churn, double limit, int months)
    {
        double[] clients = new double[months], waiting = new double[months];
        var now = start;
        for (var month = 0; month < months; month++)
        {
            var stay = now * (1 - churn);
            var taken = Math.Clamp(limit - stay, 0, newClients);
            (clients[month], waiting[month]) = (now = stay + taken, newClients - taken);
        }
        return new GrowthPath(clients, waiting);
    }

    /// <summary>Demand from "would you buy at this price?" (Gabor-Granger). Hypothetical yeses overstate by a fifth or more: paid closes at drawn quotes are worth more than any answer here.</summary>
    /// <remarks>
    /// Where demand rises with the price, neighbours are pooled by how many were asked (pool adjacent violators). Of equals the first price wins. Source: Gabor and Granger 1966; Ayer et al. 1955;
    /// Schmidt and Bijmolt 2020 on the overstatement.
    /// </remarks>
    /// <param name="prices">Ascending.</param>
    /// <param name="wouldBuy">At each price; one price for each person is better than all.</param>
    public static DemandCurve Demand(IReadOnlyList<double> prices, IReadOnlyList<Share> wouldBuy, double unitCost = 0)
    {
        if (prices.Count != wouldBuy.Count || prices.Count == 0 || wouldBuy.Any(share => share.Total == 0)) throw new ArgumentException("Every price needs answers.", nameof(wouldBuy));
        List<(double Yes, double Asked, int Prices)> pools = [];
        foreach (var share in wouldBuy)
        {
            pools.Add((share.Count, share.Total, 1));
            while (pools.Count > 1 && pools[^1].Yes / pools[^1].Asked > pools[^2].Yes / pools[^2].Asked)
            {
                var (yes, asked, count) = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                pools[^1] = (pools[^1].Yes + yes, pools[^1].Asked + asked, pools[^1].Prices + count);
            }
        }
        double[] demand = [.. pools.SelectMany(pool => Enumerable.Repeat(pool.Yes / pool.Asked, pool.Prices))];
        double[] revenue = [.. demand.Select((share, i) => prices[i] * share)], margin = [.. demand.Select((share, i) => (prices[i] - unitCost) * share)];
        return new DemandCurve(
            demand, [.. wouldBuy.Select(share => share.Interval())], revenue, margin, prices[FirstLargest(revenue)], prices[FirstLargest(margin)],
            [.. prices.Where((_, i) => revenue[i] >= 0.9 * revenue.Max())]);

        static int FirstLargest(double[] values) => Array.IndexOf(values, values.Max());
    }

    /// <summary>Which prices people talk about as too cheap, cheap, dear and too dear (Van Westendorp): a range for a conversation, no demand, and no optimum below 30 people.</summary>
    /// <remarks>
    /// Each line is a cumulative share over the distinct prices named, 0 at its lowest and 1 at its highest; cheap lines fall. Two lines meet at the first price named where the rising one has
    /// caught up: not cheap with too cheap, too dear with not dear, dear with cheap, too dear with too cheap. Source: Van Westendorp 1976; conventions of R's pricesensitivitymeter.
    /// </remarks>
    public static PriceRange TalkedPrices(IReadOnlyList<double> tooCheap, IReadOnlyList<double> cheap, IReadOnlyList<double> dear, IReadOnlyList<double> tooDear)
    {
        if (tooCheap.Count == 0 || cheap.Count == 0 || dear.Count == 0 || tooDear.Count == 0) throw new ArgumentException("Each of the four questions needs an answer.", nameof(tooCheap));
        double[] prices = [.. tooCheap.Concat(cheap).Concat(dear).Concat(tooDear).Distinct().Order()];
        double[] isTooCheap = AboveThePrice(tooCheap), isCheap = AboveThePrice(cheap), isDear = UpToThePrice(dear), isTooDear = UpToThePrice(tooDear);
        return new PriceRange(Meet(Others(isCheap), isTooCheap), Meet(isTooDear, Others(isDear)), Meet(isDear, isCheap), Meet(isTooDear, isTooCheap));

        // The share that named at most each price; nobody yet at the lowest price named.
        double[] UpToThePrice(IReadOnlyList<double> named)
        {
            var lowest = named.Min();
            return [.. prices.Select(price => price == lowest ? 0 : (double)named.Count(value => value <= price) / named.Count)];
        }

        double[] AboveThePrice(IReadOnlyList<double> named) => Others(UpToThePrice(named));

        static double[] Others(double[] shares) => [.. shares.Select(share => 1 - share)];

        double? Meet(double[] rising, double[] falling)
        {
            for (var i = 0; i < prices.Length; i++)
                if (rising[i] >= falling[i]) return prices[i];
            return null;
        }
    }

    /// <summary>Whether revenue per lead differs between two drawn groups, at one planned look, without trusting averages of a few large deals (permutation test).</summary>
    /// <remarks>Share of all ways to deal the same values into two groups of these sizes that differ at least as much; (b+1)/(B+1) over seeded shuffles when there are more than five million ways.</remarks>
    /// <param name="chance">Randomness for groups too large to count; null refuses such groups.</param>
    public static PermutationTest CompareRevenue(IReadOnlyList<double> a, IReadOnlyList<double> b, Random? chance = null)
    {
        if (a.Count == 0 || b.Count == 0) throw new ArgumentException("Both groups need leads.", nameof(a));
        double[] all = [.. a, .. b];
        double total = all.Sum(), seen = Math.Abs(Gap(a.Sum()));
        var slack = 1e-9 * Math.Max(1, all.Max(Math.Abs));
        var lnWays = Distributions.LnChoose(all.Length, a.Count);
        if (lnWays <= Math.Log(MostArrangements) + 1e-9)
        {
            long ways = 0, extreme = 0;
            Deal(0, a.Count, 0);
            return new PermutationTest(Gap(a.Sum()), new OneLookP((double)extreme / ways), ways, true);

            void Deal(int from, int left, double sum)
            {
                if (left == 0)
                {
                    ways++;
                    if (Math.Abs(Gap(sum)) >= seen - slack) extreme++;
                    return;
                }
                for (var i = from; i <= all.Length - left; i++) Deal(i + 1, left - 1, sum + all[i]);
            }
        }

        if (chance is null) throw new ArgumentException("The groups are too large to count; hand in randomness to shuffle them.", nameof(chance));
        var asExtreme = 0;
        for (var shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            chance.Shuffle(all);
            var sum = 0.0;
            for (var i = 0; i < a.Count; i++) sum += all[i];
            if (Math.Abs(Gap(sum)) >= seen - slack) asExtreme++;
        }
        return new PermutationTest(Gap(a.Sum()), new OneLookP((asExtreme + 1.0) / (Shuffles + 1)), Shuffles, false);

        double Gap(double sumA) => (total - sumA) / b.Count - sumA / a.Count;
    }
}
