using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Firsthand.Engine.Numerics;

/// <summary>
/// A strip of 8 rows times a panel of 32 columns in whole numbers of sixteen bits, two of a row and of a column side by side: for processors with wide vectors that do not multiply bytes,
/// which add up two products at once, twice as many as of single precision.
/// </summary>
internal static class PairKernel
{
    /// <summary>Rows of the left operand that the kernel takes at once.</summary>
    public const int StripRows = 8;

    public static bool IsSupported => Avx512BW.IsSupported;

    /// <summary>Lays out a left operand that is given by its columns: strip after strip; in each, two numbers of a row, then two of the next row.</summary>
    /// <param name="rows">A multiple of 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] LayOutColumns(ReadOnlySpan<sbyte> columns, int rows, int depth)
    {
        var pairs = new int[rows * (depth / 2)];
        for (var k = 0; k < depth / 2; k++, columns = columns[(2 * rows)..])
        {
            for (var row = 0; row < rows; row++)
                pairs[(row / StripRows * StripRows * (depth / 2)) + (k * StripRows) + (row % StripRows)] = (columns[row] & 0xFFFF) | columns[rows + row] << 16;
        }
        return pairs;
    }

    /// <summary>Writes down the sums: for each of 8 rows those of 32 columns, or where there are 16 columns or fewer, of the first 16 only.</summary>
    /// <param name="panel">Two rows after two; in each for every column its two numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(ReadOnlySpan<int> strip, ReadOnlySpan<short> panel, int columns, Span<float> sums)
    {
        if (columns > Panels.Columns / 2) Whole(strip, MemoryMarshal.Cast<short, Vector512<short>>(panel), MemoryMarshal.Cast<float, Vector512<float>>(sums));
        else Half(strip, MemoryMarshal.Cast<short, Vector512<short>>(panel), MemoryMarshal.Cast<float, Vector512<float>>(sums));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Whole(ReadOnlySpan<int> strip, ReadOnlySpan<Vector512<short>> panel, Span<Vector512<float>> sums)
    {
        Vector512<int>
            r0a = default, r0b = default,
            r1a = default, r1b = default,
            r2a = default, r2b = default,
            r3a = default, r3b = default,
            r4a = default, r4b = default,
            r5a = default, r5b = default,
            r6a = default, r6b = default,
            r7a = default, r7b = default;
        for (; strip.Length >= 8 && panel.Length >= 2; strip = strip[8..], panel = panel[2..])
        {
            var (a, b) = (panel[0], panel[1]);
            Vector512<short> x;
            x = Vector512.Create(strip[0]).AsInt16();
            r0a += Avx512BW.MultiplyAddAdjacent(x, a);
            r0b += Avx512BW.MultiplyAddAdjacent(x, b);
            x = Vector512.Create(strip[1]).AsInt16();
            r1a += Avx512BW.MultiplyAddAdjacent(x, a);
            r1b += Avx512BW.MultiplyAddAdjacent(x, b);
            x = Vector512.Create(strip[2]).AsInt16();
            r2a += Avx512BW.MultiplyAddAdjacent(x, a);
            r2b += Avx512BW.MultiplyAddAdjacent(x, b);
            x = Vector512.Create(strip[3]).AsInt16();
            r3a += Avx512BW.MultiplyAddAdjacent(x, a);
            r3b += Avx512BW.MultiplyAddAdjacent(x, b);
            x = Vector512.Create(strip[4]).AsInt16();
            r4a += Avx512BW.MultiplyAddAdjacent(x, a);
            r4b += Avx512BW.MultiplyAddAdjacent(x, b);
            x = Vector512.Create(strip[5]).AsInt16();
            r5a += Avx512BW.MultiplyAddAdjacent(x, a);
            r5b += Avx512BW.MultiplyAddAdjacent(x, b);
            x = Vector512.Create(strip[6]).AsInt16();
            r6a += Avx512BW.MultiplyAddAdjacent(x, a);
            r6b += Avx512BW.MultiplyAddAdjacent(x, b);
            x = Vector512.Create(strip[7]).AsInt16();
            r7a += Avx512BW.MultiplyAddAdjacent(x, a);
            r7b += Avx512BW.MultiplyAddAdjacent(x, b);
        }
        (sums[0], sums[1]) = (Vector512.ConvertToSingle(r0a), Vector512.ConvertToSingle(r0b));
        (sums[2], sums[3]) = (Vector512.ConvertToSingle(r1a), Vector512.ConvertToSingle(r1b));
        (sums[4], sums[5]) = (Vector512.ConvertToSingle(r2a), Vector512.ConvertToSingle(r2b));
        (sums[6], sums[7]) = (Vector512.ConvertToSingle(r3a), Vector512.ConvertToSingle(r3b));
        (sums[8], sums[9]) = (Vector512.ConvertToSingle(r4a), Vector512.ConvertToSingle(r4b));
        (sums[10], sums[11]) = (Vector512.ConvertToSingle(r5a), Vector512.ConvertToSingle(r5b));
        (sums[12], sums[13]) = (Vector512.ConvertToSingle(r6a), Vector512.ConvertToSingle(r6b));
        (sums[14], sums[15]) = (Vector512.ConvertToSingle(r7a), Vector512.ConvertToSingle(r7b));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Half(ReadOnlySpan<int> strip, ReadOnlySpan<Vector512<short>> panel, Span<Vector512<float>> sums)
    {
        Vector512<int> r0 = default, r1 = default, r2 = default, r3 = default, r4 = default, r5 = default, r6 = default, r7 = default;
        for (; strip.Length >= 8 && panel.Length >= 2; strip = strip[8..], panel = panel[2..])
        {
            var a = panel[0];
            r0 += Avx512BW.MultiplyAddAdjacent(Vector512.Create(strip[0]).AsInt16(), a);
            r1 += Avx512BW.MultiplyAddAdjacent(Vector512.Create(strip[1]).AsInt16(), a);
            r2 += Avx512BW.MultiplyAddAdjacent(Vector512.Create(strip[2]).AsInt16(), a);
            r3 += Avx512BW.MultiplyAddAdjacent(Vector512.Create(strip[3]).AsInt16(), a);
            r4 += Avx512BW.MultiplyAddAdjacent(Vector512.Create(strip[4]).AsInt16(), a);
            r5 += Avx512BW.MultiplyAddAdjacent(Vector512.Create(strip[5]).AsInt16(), a);
            r6 += Avx512BW.MultiplyAddAdjacent(Vector512.Create(strip[6]).AsInt16(), a);
            r7 += Avx512BW.MultiplyAddAdjacent(Vector512.Create(strip[7]).AsInt16(), a);
        }
        (sums[0], sums[2], sums[4], sums[6]) = (Vector512.ConvertToSingle(r0), Vector512.ConvertToSingle(r1), Vector512.ConvertToSingle(r2), Vector512.ConvertToSingle(r3));
        (sums[8], sums[10], sums[12], sums[14]) = (Vector512.ConvertToSingle(r4), Vector512.ConvertToSingle(r5), Vector512.ConvertToSingle(r6), Vector512.ConvertToSingle(r7));
    }
}
