namespace Firsthand.Engine.Statistics;

/// <summary>Tests that count arrangements instead of trusting a bell curve, so they hold for any number of customers.</summary>
internal static class ExactTests
{
    // Two arrangements whose probabilities differ by rounding only are equally likely.
    private const double Same = 1e-7;

    /// <summary>Two-sided and one-sided p of a 2 by 2 table (Fisher): how often chance alone gives a table as unlikely, or a second share as large.</summary>
    public static (double TwoSided, double SecondLarger) Fisher(Share first, Share second)
    {
        int total = first.Total + second.Total, said = first.Count + second.Count;
        int fewest = Math.Max(0, said - first.Total), most = Math.Min(said, second.Total);
        var lnAll = Distributions.LnChoose(total, said);
        double LnChance(int inSecond) => Distributions.LnChoose(second.Total, inSecond) + Distributions.LnChoose(first.Total, said - inSecond) - lnAll;

        double seen = LnChance(second.Count), twoSided = 0, larger = 0;
        for (var k = fewest; k <= most; k++)
        {
            var lnChance = LnChance(k);
            if (lnChance <= seen + Same) twoSided += Math.Exp(lnChance);
            if (k >= second.Count) larger += Math.Exp(lnChance);
        }
        return (Math.Min(1, twoSided), Math.Min(1, larger));
    }

    /// <summary>Two-sided p of a binomial count against a share p: the chance of all counts that are no more likely (R's binom.test and poisson.test).</summary>
    public static double Binomial(int successes, int trials, double p)
    {
        double seen = Distributions.LnBinomial(successes, trials, p), total = 0;
        for (var k = 0; k <= trials; k++)
        {
            var lnChance = Distributions.LnBinomial(k, trials, p);
            if (lnChance <= seen + Same) total += Math.Exp(lnChance);
        }
        return Math.Min(1, total);
    }

    /// <summary>p of a table of any size with its margins held (Fisher-Freeman-Halton); null when there are more arrangements than <paramref name="most"/>.</summary>
    public static double? Table(int[][] table, int most)
    {
        int[] rows = [.. table.Select(row => row.Sum())], columns = [.. Enumerable.Range(0, table[0].Length).Select(column => table.Sum(row => row[column]))];
        var total = rows.Sum();
        // P(table) = (product of margin factorials) / (n! product of cell factorials): only the cells change.
        var lnMargins = rows.Concat(columns).Sum(LnFactorial) - LnFactorial(total);
        var seen = lnMargins - table.Sum(row => row.Sum(LnFactorial));

        double p = 0;
        var arrangements = 0;
        var left = (int[])rows.Clone();
        return Fill(0, 0, columns[0], 0) ? Math.Min(1, p) : null;

        // Hands out one column after another over what is left of each row; the last row takes the rest.
        bool Fill(int column, int row, int open, double lnCells)
        {
            if (row == rows.Length - 1)
            {
                if (open > left[row]) return true;
                left[row] -= open;
                var goOn = column == columns.Length - 1 ? Count(lnCells + LnFactorial(open)) : Fill(column + 1, 0, columns[column + 1], lnCells + LnFactorial(open));
                left[row] += open;
                return goOn;
            }
            for (var cell = 0; cell <= Math.Min(open, left[row]); cell++)
            {
                left[row] -= cell;
                var goOn = Fill(column, row + 1, open - cell, lnCells + LnFactorial(cell));
                left[row] += cell;
                if (!goOn) return false;
            }
            return true;
        }

        bool Count(double lnCells)
        {
            var lnChance = lnMargins - lnCells;
            if (lnChance <= seen + Same) p += Math.Exp(lnChance);
            return ++arrangements <= most;
        }
    }

    private static double LnFactorial(int n) => Distributions.LnGamma(n + 1.0);
}
