using System.Runtime.CompilerServices;

namespace Firsthand.Engine.Numerics;

/// <summary>
/// A matrix cut into panels of 32 columns that lie one after another; within a panel row follows row, each 32 numbers. What happens to a column happens in its lane:
/// sums down a column need no shuffling, and never depend on the columns beside it. Lanes past the last column hold anything.
/// </summary>
internal static class Panels
{
    /// <summary>Columns in a panel.</summary>
    public const int Columns = 32;

    /// <summary>The length of a matrix in panels.</summary>
    public static int Length(int rows, int columns) => rows * ((columns + Columns - 1) / Columns * Columns);

    /// <summary>Where a value lies.</summary>
    /// <param name="rows">Of the whole matrix.</param>
    public static int At(int rows, int row, int column) => (((column / Columns * rows) + row) * Columns) + (column % Columns);

    /// <summary>Copies a block from one matrix in panels to the rows of another, which may have panels of another width.</summary>
    /// <param name="fromRows">Of the whole matrix that is read.</param>
    /// <param name="toRows">Of the block, and of the whole matrix that is written.</param>
    /// <param name="toWidth">Columns in a panel of the matrix that is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyOut(ReadOnlySpan<float> from, int fromRows, int row, int column, int columns, Span<float> to, int toRows, int toWidth)
    {
        for (var done = 0; done < columns;)
        {
            var run = Math.Min(columns - done, Math.Min(Columns - ((column + done) % Columns), toWidth - (done % toWidth)));
            var source = from[At(fromRows, row, column + done)..];
            var target = to[((done / toWidth * toWidth * toRows) + (done % toWidth))..];
            for (var i = 0; i < toRows; i++) source.Slice(i * Columns, run).CopyTo(target[(i * toWidth)..]);
            done += run;
        }
    }

    /// <summary>Copies a whole matrix in panels to a block of another.</summary>
    /// <param name="rows">Of the matrix that is read.</param>
    /// <param name="toRows">Of the whole matrix that is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyIn(ReadOnlySpan<float> from, int rows, int columns, Span<float> to, int toRows, int row, int column)
    {
        for (var done = 0; done < columns;)
        {
            var run = Math.Min(columns - done, Math.Min(Columns - ((column + done) % Columns), Columns - (done % Columns)));
            var source = from[At(rows, 0, done)..];
            var target = to[At(toRows, row, column + done)..];
            for (var i = 0; i < rows; i++) source.Slice(i * Columns, run).CopyTo(target[(i * Columns)..]);
            done += run;
        }
    }

    /// <summary>The mean of each run of columns; zeros for a run without any.</summary>
    /// <param name="rows">Of both matrices.</param>
    /// <param name="lengths">Columns in each run, one run after another.</param>
    /// <param name="means">A column for each run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Average(ReadOnlySpan<float> panels, int rows, ReadOnlySpan<int> lengths, Span<float> means)
    {
        var first = 0;
        for (var number = 0; number < lengths.Length; number++)
        {
            var length = lengths[number];
            Clear(means, rows, number);
            var mean = means[At(rows, 0, number)..];
            for (var done = 0; done < length;)
            {
                var run = Math.Min(length - done, Columns - ((first + done) % Columns));
                var from = panels[At(rows, 0, first + done)..];
                for (var row = 0; row < rows; row++)
                {
                    var sum = mean[row * Columns];
                    foreach (var value in from.Slice(row * Columns, run)) sum += value;
                    mean[row * Columns] = sum;
                }
                done += run;
            }
            for (var row = 0; row < rows && length > 0; row++) mean[row * Columns] /= length;
            first += length;
        }
    }

    /// <summary>Makes a column zeros.</summary>
    /// <param name="rows">Of the whole matrix.</param>
    public static void Clear(Span<float> panels, int rows, int column)
    {
        var values = panels[At(rows, 0, column)..];
        for (var row = 0; row < rows; row++) values[row * Columns] = 0;
    }
}
