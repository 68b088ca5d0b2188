using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Encoding;

/// <summary>One head of attention over one sentence: each token's answer is the mean of all tokens' values, weighted by how well their keys meet its query.</summary>
internal static class Attention
{
    /// <param name="asked">Panels of three times <paramref name="inner"/> rows: the queries, the keys and the values of all heads, a column for each token of many sentences.</param>
    /// <param name="row">The head's first row among the queries; its keys and values stand likewise among theirs.</param>
    /// <param name="width">Numbers in a query, a key and a value.</param>
    /// <param name="first">The sentence's first token.</param>
    /// <param name="length">How many tokens it has.</param>
    /// <param name="answers">Panels of <paramref name="inner"/> rows.</param>
    public static void Apply(ReadOnlySpan<float> asked, int inner, int row, int width, int first, int length, Scratch scratch, Span<float> answers)
    {
        var keys = (length + MatrixProduct.StripRows - 1) / MatrixProduct.StripRows * MatrixProduct.StripRows;
        Panels.CopyOut(asked, 3 * inner, row, first, length, scratch.Queries.Span, width, Panels.Columns);
        Panels.CopyOut(asked, 3 * inner, inner + row, first, length, scratch.Keys.Span, width, MatrixProduct.StripRows);
        LayOutValues(asked, 3 * inner, (2 * inner) + row, width, first, length, keys, scratch.Values.Span);

        MatrixProduct.Multiply(scratch.Keys.Span, scratch.Queries.Span, keys, width, length, Beginning.Zero, default, false, scratch.Scores.Span);
        for (var column = 0; column < length; column += Panels.Columns)
        {
            var panel = scratch.Scores.Span.Slice(column * keys, keys * Panels.Columns);
            Weigh(panel[..(length * Panels.Columns)], 1 / MathF.Sqrt(width));
            panel[(length * Panels.Columns)..].Clear();
        }
        MatrixProduct.Multiply(scratch.Values.Span, scratch.Scores.Span, width, keys, length, Beginning.Zero, default, false, scratch.Answers.Span);
        Panels.CopyIn(scratch.Answers.Span, width, length, answers, inner, row, first);
    }

    /// <summary>Lays out the values as a left operand, with nothing for the keys past the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LayOutValues(ReadOnlySpan<float> asked, int rows, int row, int width, int first, int length, int keys, Span<float> strips)
    {
        for (var i = 0; i < length; i++)
        {
            var column = asked[Panels.At(rows, row, first + i)..];
            for (var strip = 0; strip < width; strip += MatrixProduct.StripRows)
            {
                // Eight places known to be there: written out, they are not checked one by one.
                var eight = strips.Slice((strip * keys) + (i * MatrixProduct.StripRows), 8);
                var values = column.Slice(strip * Panels.Columns, (7 * Panels.Columns) + 1);
                eight[0] = values[0];
                eight[1] = values[1 * Panels.Columns];
                eight[2] = values[2 * Panels.Columns];
                eight[3] = values[3 * Panels.Columns];
                eight[4] = values[4 * Panels.Columns];
                eight[5] = values[5 * Panels.Columns];
                eight[6] = values[6 * Panels.Columns];
                eight[7] = values[7 * Panels.Columns];
            }
        }
        for (var strip = 0; strip < width; strip += MatrixProduct.StripRows)
            strips.Slice((strip * keys) + (length * MatrixProduct.StripRows), (keys - length) * MatrixProduct.StripRows).Clear();
    }

    /// <summary>Turns each column of scores into weights: positive, the larger the score the larger, and together 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Weigh(Span<float> panel, float scale)
    {
        // A row of a panel is two vectors.
        var scores = MemoryMarshal.Cast<float, Vector512<float>>(panel);
        var (largestA, largestB) = (scores[0], scores[1]);
        for (var i = 2; i < scores.Length; i += 2) (largestA, largestB) = (Vector512.Max(largestA, scores[i]), Vector512.Max(largestB, scores[i + 1]));

        var (sumA, sumB) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var i = 0; i < scores.Length; i += 2)
        {
            var (a, b) = (Curves.Exp((scores[i] - largestA) * scale), Curves.Exp((scores[i + 1] - largestB) * scale));
            (scores[i], scores[i + 1]) = (a, b);
            (sumA, sumB) = (sumA + a, sumB + b);
        }
        var (shareA, shareB) = (Vector512<float>.One / sumA, Vector512<float>.One / sumB);
        for (var i = 0; i < scores.Length; i += 2) (scores[i], scores[i + 1]) = (scores[i] * shareA, scores[i + 1] * shareB);
    }
}
