using MathNet.Numerics.LinearAlgebra;

namespace Firsthand.Engine.Statistics;

/// <summary>Cox's partial likelihood over stretches of time.</summary>
internal sealed class PartialLikelihood
{
    private readonly Stretch[][] byEnd, byStart;
    private readonly double[] centre;
    private readonly Ties ties;

    public PartialLikelihood(IReadOnlyList<Stretch> stretches, Ties ties)
    {
        this.ties = ties;
        centre = [.. Enumerable.Range(0, stretches[0].Covariates.Count).Select(k => stretches.Average(stretch => stretch.Covariates[k]))];
        var strata = stretches.GroupBy(stretch => stretch.Stratum).ToArray();
        byEnd = [.. strata.Select(stratum => stratum.OrderByDescending(stretch => stretch.To).ToArray())];
        byStart = [.. strata.Select(stratum => stratum.OrderByDescending(stretch => stretch.From).ToArray())];
    }

    public int Covariates => centre.Length;

    public Hill At(Vector<double> coefficients)
    {
        var height = 0.0;
        var slope = Vector<double>.Build.Dense(Covariates);
        var information = Matrix<double>.Build.Dense(Covariates, Covariates);
        for (var stratum = 0; stratum < byEnd.Length; stratum++) height += Walk(byEnd[stratum], byStart[stratum], coefficients, slope, information);
        return new Hill(height, slope, information);
    }

    // From the last leaving time back to the first: the set at risk gains those who end there and loses those who had not yet begun.
    private double Walk(Stretch[] ends, Stretch[] starts, Vector<double> coefficients, Vector<double> slope, Matrix<double> information)
    {
        Sums risk = new(Covariates), leaving = new(Covariates);
        int entered = 0, withdrawn = 0;
        var height = 0.0;
        for (var i = 0; i < ends.Length;)
        {
            var time = ends[i].To;
            while (entered < ends.Length && ends[entered].To >= time) risk.Add(ends[entered++], 1, coefficients, centre);
            while (withdrawn < starts.Length && starts[withdrawn].From >= time) risk.Add(starts[withdrawn++], -1, coefficients, centre);
            leaving.Clear();
            var leavers = 0;
            for (; i < ends.Length && ends[i].To == time; i++)
            {
                if (!ends[i].Left) continue;
                leavers++;
                leaving.Add(ends[i], 1, coefficients, centre);
                for (var k = 0; k < Covariates; k++)
                {
                    height += coefficients[k] * (ends[i].Covariates[k] - centre[k]);
                    slope[k] += ends[i].Covariates[k] - centre[k];
                }
            }
            for (var j = 0; j < leavers; j++)
            {
                // Efron: of those leaving together, each counts a little less for the next.
                var part = ties == Ties.Efron ? (double)j / leavers : 0;
                var total = risk.Weight - part * leaving.Weight;
                height -= Math.Log(total);
                for (var k = 0; k < Covariates; k++)
                {
                    var mean = (risk.First[k] - part * leaving.First[k]) / total;
                    slope[k] -= mean;
                    for (var l = 0; l < Covariates; l++)
                        information[k, l] += (risk.Second[k * Covariates + l] - part * leaving.Second[k * Covariates + l]) / total - mean * (risk.First[l] - part * leaving.First[l]) / total;
                }
            }
        }
        return height;
    }

    private sealed class Sums(int covariates)
    {
        public double Weight;
        public readonly double[] First = new double[covariates], Second = new double[covariates * covariates];

        public void Clear()
        {
            Weight = 0;
            Array.Clear(First);
            Array.Clear(Second);
        }

        public void Add(Stretch stretch, int sign, Vector<double> coefficients, double[] centre)
        {
            var score = 0.0;
            for (var k = 0; k < centre.Length; k++) score += coefficients[k] * (stretch.Covariates[k] - centre[k]);
            var weight = sign * Math.Exp(score);
            Weight += weight;
            for (var k = 0; k < centre.Length; k++)
            {
                var x = stretch.Covariates[k] - centre[k];
                First[k] += weight * x;
                for (var l = 0; l < centre.Length; l++) Second[k * centre.Length + l] += weight * x * (stretch.Covariates[l] - centre[l]);
            }
        }
    }
}
