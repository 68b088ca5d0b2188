namespace Firsthand.Engine.Patterns;

/// <summary>One row to one column so that the sum is the largest (the Hungarian method, by shortest augmenting paths).</summary>
internal static class Assignment
{
    /// <returns>For each row its column, or null where there are more rows than columns and this row goes without.</returns>
    public static int?[] Best(int[,] worth)
    {
        int rows = worth.GetLength(0), columns = worth.GetLength(1), size = Math.Max(rows, columns);
        // Rows are matched one at a time; potentials keep every reduced cost at least 0. Index 0 is the row being matched.
        var rowPotential = new long[size + 1];
        var columnPotential = new long[size + 1];
        var rowOf = new int[size + 1];
        var before = new int[size + 1];
        var least = new long[size + 1];
        var seen = new bool[size + 1];
        for (var row = 1; row <= size; row++)
        {
            rowOf[0] = row;
            Array.Fill(least, long.MaxValue);
            Array.Clear(seen);
            var column = 0;
            do
            {
                seen[column] = true;
                var current = rowOf[column];
                var step = long.MaxValue;
                var next = 0;
                for (var c = 1; c <= size; c++)
                {
                    if (seen[c]) continue;
                    var cost = -(current <= rows && c <= columns ? worth[current - 1, c - 1] : 0L) - rowPotential[current] - columnPotential[c];
                    if (cost < least[c]) (least[c], before[c]) = (cost, column);
                    if (least[c] < step) (step, next) = (least[c], c);
                }
                for (var c = 0; c <= size; c++)
                {
                    if (seen[c])
                    {
                        rowPotential[rowOf[c]] += step;
                        columnPotential[c] -= step;
                    }
                    else if (least[c] != long.MaxValue)
                    {
                        least[c] -= step;
                    }
                }
                column = next;
            }
            while (rowOf[column] != 0);
            for (; column != 0; column = before[column]) rowOf[column] = rowOf[before[column]];
        }
        var columnOf = new int?[rows];
        for (var c = 1; c <= columns; c++) if (rowOf[c] <= rows && rowOf[c] > 0) columnOf[rowOf[c] - 1] = c - 1;
        return columnOf;
    }
}
