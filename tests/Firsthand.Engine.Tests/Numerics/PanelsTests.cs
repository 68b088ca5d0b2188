using System.Runtime.InteropServices;
using Firsthand.Engine.Numerics;

namespace Firsthand.Tests.Numerics;

public class PanelsTests
{
    private const int Rows = 5;
    private const int Columns = 150;

    public static MatrixTheoryData<int, int, int> Blocks { get; } = new([0, 1, 15, 31, 32, 40], [1, 7, 8, 9, 31, 32, 33, 64, 65, 100], [8, 32]);

    [Theory, MemberData(nameof(Blocks))]
    public void A_block_is_copied_out_whatever_panels_it_crosses(int column, int columns, int width)
    {
        var target = new float[3 * 128];
        Panels.CopyOut(Numbered(), Rows, 2, column, columns, target, 3, width);
        for (var row = 0; row < 3; row++)
        {
            for (var i = 0; i < columns; i++) Assert.Equal(Number(row + 2, column + i), target[(i / width * width * 3) + (row * width) + (i % width)]);
        }
    }

    [Theory, MemberData(nameof(Blocks))]
    public void A_block_is_copied_in_and_nothing_beside_it_changes(int column, int columns, int width)
    {
        var source = new float[Panels.Length(3, columns)];
        source.AsSpan().Fill(-width);
        var target = Numbered();
        Panels.CopyIn(source, 3, columns, target, Rows, 1, column);
        for (var row = 0; row < Rows; row++)
        {
            for (var i = 0; i < Columns; i++)
            {
                var inside = row is >= 1 and < 4 && i >= column && i < column + columns;
                Assert.Equal(inside ? -width : Number(row, i), target[Panels.At(Rows, row, i)]);
            }
        }
    }

    [Fact]
    public void The_mean_of_a_run_of_columns_is_that_of_its_values_and_of_none_is_zero()
    {
        int[] lengths = [3, 0, 40, 1, 64, 0];
        var means = new float[Panels.Length(Rows, lengths.Length)];
        means.AsSpan().Fill(float.NaN);
        Panels.Average(Numbered(), Rows, lengths, means);
        for (var (number, first) = (0, 0); number < lengths.Length; first += lengths[number++])
        {
            for (var row = 0; row < Rows; row++)
                Assert.Equal(lengths[number] == 0 ? 0 : Number(row, first) + ((lengths[number] - 1) / 2f), means[Panels.At(Rows, row, number)], 1e-3f);
        }
    }

    [Fact]
    public void Room_begins_at_a_line_of_the_cache()
    {
        var room = Aligned.Floats(100);
        Assert.True(MemoryMarshal.TryGetArray<float>(room, out var part));
        Assert.Equal(100, room.Length);
        Assert.Equal(0, Marshal.UnsafeAddrOfPinnedArrayElement(part.Array!, part.Offset) % 64);
    }

    private static float Number(int row, int column) => (row * 1000) + column;

    private static float[] Numbered()
    {
        var panels = new float[Panels.Length(Rows, Columns)];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++) panels[Panels.At(Rows, row, column)] = Number(row, column);
        }
        return panels;
    }
}
