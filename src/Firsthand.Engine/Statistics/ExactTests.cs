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

    /// <summary>p of a table of any size with its margins held (Fisher-Freeman-Halton); null when that takes more than <paramref name="most"/> steps.</summary>
    public static double? Table(int[][] table, int most)
    {
        int[] rows = [.. table.Select(row => row.Sum())], columns = [.. Enumerable.Range(0, table[0].Length).Select(column => table.Sum(row => row[column]))];
        return rows.Length == 2 ? TwoRows(table[0], columns, most) : AnyRows(table, rows, columns, most);
    }

    // Walks column by column, and stops wherever all that can still follow is unlikely enough, or none of it is: what follows then adds up in one binomial (after Mehta and Patel 1983).
    private static double? TwoRows(int[] first, int[] columns, int most)
    {
        int width = columns.Length, total = columns.Sum(), inFirst = first.Sum();
        if ((long)width * inFirst * columns.Max() > most) return null;
        var rest = new int[width + 1];
        for (var j = width - 1; j >= 0; j--) rest[j] = rest[j + 1] + columns[j];
        double[,] likeliest = new double[width + 1, inFirst + 1], unlikeliest = new double[width + 1, inFirst + 1];
        for (var j = width - 1; j >= 0; j--)
            for (var left = 0; left <= Math.Min(inFirst, rest[j]); left++)
            {
                var (high, low) = (double.NegativeInfinity, double.PositiveInfinity);
                for (var k = Math.Max(0, left - rest[j + 1]); k <= Math.Min(columns[j], left); k++)
                {
                    var ways = Distributions.LnChoose(columns[j], k);
                    (high, low) = (Math.Max(high, ways + likeliest[j + 1, left - k]), Math.Min(low, ways + unlikeliest[j + 1, left - k]));
                }
                (likeliest[j, left], unlikeliest[j, left]) = (high, low);
            }

        var seen = first.Select((k, j) => Distributions.LnChoose(columns[j], k)).Sum() + Same;
        var lnAll = Distributions.LnChoose(total, inFirst);
        double p = 0;
        var steps = 0;
        return Walk(0, inFirst, 0) ? Math.Min(1, p) : null;

        bool Walk(int j, int left, double lnWays)
        {
            if (++steps > most) return false;
            if (lnWays + likeliest[j, left] <= seen)
            {
                p += Math.Exp(lnWays + Distributions.LnChoose(rest[j], left) - lnAll);
                return true;
            }
            if (lnWays + unlikeliest[j, left] > seen) return true;
            for (var k = Math.Max(0, left - rest[j + 1]); k <= Math.Min(columns[j], left); k++)
                if (!Walk(j + 1, left - k, lnWays + Distributions.LnChoose(columns[j], k))) return false;
            return true;
        }
    }

    private static double? AnyRows(int[][] table, int[] rows, int[] columns, int most)
    {
        var total = rows.Sum();
        double[] lnFactorial = [.. Enumerable.Range(0, total + 1).Select(n => Distributions.LnGamma(n + 1))];
        // P(table) = (product of margin factorials) / (n! product of cell factorials): only the cells change.
        var lnMargins = rows.Concat(columns).Sum(n => lnFactorial[n]) - lnFactorial[total];
        var seen = lnMargins - table.Sum(row => row.Sum(n => lnFactorial[n]));

        double p = 0;
        var steps = 0;
        var left = (int[])rows.Clone();
        return Fill(0, 0, columns[0], total, 0) ? Math.Min(1, p) : null;

        // Hands out one column after another over what is left of each row; the last row takes the rest.
        bool Fill(int column, int row, int open, int room, double lnCells)
        {
            if (++steps > most) return false;
            if (row == rows.Length - 1)
            {
                left[row] -= open;
                var cells = lnCells + lnFactorial[open];
                var goOn = true;
                if (column < columns.Length - 1) goOn = Fill(column + 1, 0, columns[column + 1], left.Sum(), cells);
                else if (lnMargins - cells <= seen + Same) p += Math.Exp(lnMargins - cells);
                left[row] += open;
                return goOn;
            }
            // What this row does not take must find room in the rows below.
            var below = room - left[row];
            for (var cell = Math.Max(0, open - below); cell <= Math.Min(open, left[row]); cell++)
            {
                left[row] -= cell;
                var goOn = Fill(column, row + 1, open - cell, below, lnCells + lnFactorial[cell]);
                left[row] += cell;
                if (!goOn) return false;
            }
            return true;
        }
    }
}
