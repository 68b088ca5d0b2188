using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Firsthand.Engine.Numerics;

/// <summary>One panel of columns rounded to whole numbers from -127 to 127, each column by a scale of its own: what a product of bytes reads from the right. Room for one thread at a time.</summary>
/// <param name="deepest">Rows of the deepest panel, and of the largest result.</param>
internal sealed class RoundedPanel(int deepest)
{
    /// <summary>Rows that lie together: a product of bytes adds up four at once.</summary>
    public const int Quad = 4;

    private const float Largest = 127;

    // Less than this is nothing: divided by it, the largest number would leave the range.
    private const float Smallest = 1e-30f;

    // Added to a number of less than 2^22 it leaves no room for digits behind the point; what is left of its bits is the whole number, to the nearest and of two to the even one.
    private const float Rounding = 3 << 22;

    private readonly Memory<float> bytes = Aligned.Floats(deepest / Quad * Panels.Columns);

    // Only where the processor does not multiply bytes.
    private Memory<float> pairs, singles, sums;

    /// <summary>What a unit of each column's whole numbers stands for.</summary>
    public readonly float[] Scales = new float[Panels.Columns];

    /// <summary>The sum of each column's whole numbers.</summary>
    public readonly int[] Sums = new int[Panels.Columns];

    /// <summary>Four rows after four; in each for every column its four bytes.</summary>
    public Span<sbyte> Bytes => MemoryMarshal.Cast<float, sbyte>(bytes.Span);

    /// <param name="panel">Rows of 32 columns, one after another: a multiple of 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Round(ReadOnlySpan<float> panel)
    {
        // A row of a panel is two vectors.
        var rows = MemoryMarshal.Cast<float, Vector512<float>>(panel);
        var (largestA, largestB) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var rest = rows; rest.Length >= 2; rest = rest[2..]) (largestA, largestB) = (Vector512.Max(largestA, Vector512.Abs(rest[0])), Vector512.Max(largestB, Vector512.Abs(rest[1])));

        var scales = MemoryMarshal.Cast<float, Vector512<float>>(Scales.AsSpan());
        (scales[0], scales[1]) = (largestA / Largest, largestB / Largest);
        var (steepA, steepB) = (Steepness(largestA), Steepness(largestB));

        var rounding = Vector512.Create(Rounding);
        var low = Vector512.Create(0xFF);
        var (sumA, sumB) = (Vector512<int>.Zero, Vector512<int>.Zero);
        var quads = MemoryMarshal.Cast<float, Vector512<int>>(bytes.Span);
        for (; rows.Length >= 8; rows = rows[8..], quads = quads[2..])
        {
            var (a0, b0) = (((rows[0] * steepA) + rounding).AsInt32(), ((rows[1] * steepB) + rounding).AsInt32());
            var (a1, b1) = (((rows[2] * steepA) + rounding).AsInt32(), ((rows[3] * steepB) + rounding).AsInt32());
            var (a2, b2) = (((rows[4] * steepA) + rounding).AsInt32(), ((rows[5] * steepB) + rounding).AsInt32());
            var (a3, b3) = (((rows[6] * steepA) + rounding).AsInt32(), ((rows[7] * steepB) + rounding).AsInt32());
            (sumA, sumB) = (sumA + ((a0 + a1) + (a2 + a3)), sumB + ((b0 + b1) + (b2 + b3)));
            quads[0] = (a0 & low) | ((a1 & low) << 8) | ((a2 & low) << 16) | (a3 << 24);
            quads[1] = (b0 & low) | ((b1 & low) << 8) | ((b2 & low) << 16) | (b3 << 24);
        }
        // The bits of what was added for rounding were added up too.
        var added = Vector512.Create(unchecked(panel.Length / Panels.Columns * BitConverter.SingleToInt32Bits(Rounding)));
        var sums = MemoryMarshal.Cast<int, Vector512<int>>(Sums.AsSpan());
        (sums[0], sums[1]) = (sumA - added, sumB - added);
    }

    /// <summary>The whole numbers of the panel in sixteen bits: two rows after two; in each for every column its two numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<short> Pairs(int rows)
    {
        if (pairs.IsEmpty) pairs = Aligned.Floats(deepest / 2 * Panels.Columns);
        var low = Vector512.Create(0xFFFF);
        var to = MemoryMarshal.Cast<float, Vector512<int>>(pairs.Span);
        // Four rows are two vectors of bytes and become four of pairs.
        for (var four = MemoryMarshal.Cast<float, Vector512<int>>(bytes.Span[..(rows / Quad * Panels.Columns)]); four.Length >= 2 && to.Length >= 4; four = four[2..], to = to[4..])
        {
            var (a, b) = (four[0], four[1]);
            to[0] = (((a << 24) >> 24) & low) | (((a << 16) >> 24) << 16);
            to[1] = (((b << 24) >> 24) & low) | (((b << 16) >> 24) << 16);
            to[2] = (((a << 8) >> 24) & low) | ((a >> 24) << 16);
            to[3] = (((b << 8) >> 24) & low) | ((b >> 24) << 16);
        }
        return MemoryMarshal.Cast<float, short>(pairs.Span[..(rows / 2 * Panels.Columns)]);
    }

    /// <summary>The whole numbers of the panel in single precision, row after row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<float> Singles(int rows)
    {
        if (singles.IsEmpty) singles = Aligned.Floats(Panels.Length(deepest, Panels.Columns));
        var panel = singles.Span[..Panels.Length(rows, Panels.Columns)];
        var done = 0;
        var to = MemoryMarshal.Cast<float, Vector512<float>>(panel);
        foreach (var four in MemoryMarshal.Cast<float, Vector512<int>>(bytes.Span[..(panel.Length / Quad)]))
        {
            // Vectors of a row stand two apart, and each four rows have two.
            var at = (done / 2 * 2 * Quad) + (done % 2);
            to[at] = Vector512.ConvertToSingle((four << 24) >> 24);
            to[at + 2] = Vector512.ConvertToSingle((four << 16) >> 24);
            to[at + 4] = Vector512.ConvertToSingle((four << 8) >> 24);
            to[at + 6] = Vector512.ConvertToSingle(four >> 24);
            done++;
        }
        return panel;
    }

    /// <summary>Room for the sums of a panel.</summary>
    public Span<float> SumsOf(int rows)
    {
        if (sums.IsEmpty) sums = Aligned.Floats(Panels.Length(deepest, Panels.Columns));
        return sums.Span[..Panels.Length(rows, Panels.Columns)];
    }

    // A column of zeros stays one.
    private static Vector512<float> Steepness(Vector512<float> largest) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(largest, Vector512.Create(Smallest)), Vector512.Create(Largest) / largest, Vector512<float>.Zero);
}
