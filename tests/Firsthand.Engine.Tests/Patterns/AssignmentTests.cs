using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class AssignmentTests
{
    [Fact]
    public void The_best_matching_is_the_one_that_trying_them_all_finds()
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var worth = new int[random.Next(1, 6), random.Next(1, 6)];
            for (var r = 0; r < worth.GetLength(0); r++) for (var c = 0; c < worth.GetLength(1); c++) worth[r, c] = random.Next(8);
            var columns = Assignment.Best(worth);
            var taken = columns.Where(column => column is not null).ToArray();
            Assert.Equal(taken.Length, taken.Distinct().Count());
            Assert.Equal(Math.Min(worth.GetLength(0), worth.GetLength(1)), taken.Length);
            Assert.Equal(Most(worth, 0, 0), columns.Select((column, row) => column is int c ? worth[row, c] : 0).Sum());
        }
    }

    private static int Most(int[,] worth, int row, int used)
    {
        if (row == worth.GetLength(0)) return 0;
        var best = Most(worth, row + 1, used);
        for (var c = 0; c < worth.GetLength(1); c++) if ((used & 1 << c) == 0) best = Math.Max(best, worth[row, c] + Most(worth, row + 1, used | 1 << c));
        return best;
    }
}
