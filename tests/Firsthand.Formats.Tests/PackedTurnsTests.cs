using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Tests;

public sealed class PackedTurnsTests
{
    // Around the pages of 256.
    public static TheoryData<int> Counts => [0, 1, 255, 256, 257, 511, 512, 513, 5000];

    [Theory, MemberData(nameof(Counts))]
    public void What_goes_in_comes_out_in_any_order(int count)
    {
        var random = new Random(4711);
        List<Turn> said = [.. Enumerable.Range(0, count).Select(i => Any(random, i))];
        var packed = new PackedTurns();
        foreach (var turn in said)
        {
            packed.Add(turn);
        }

        Assert.Equal(count, packed.Count);
        Assert.Equal(said, packed);
        for (var i = count - 1; i >= 0; i -= 7)
        {
            Assert.Equal(said[i], packed[i]);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => packed[count]);
        Assert.Throws<ArgumentOutOfRangeException>(() => packed[-1]);
    }

    [Fact]
    public void The_last_turn_may_change_wherever_a_page_ends()
    {
        var packed = new PackedTurns();
        for (var i = 0; i < 600; i++)
        {
            packed.Add(new(null, null, null, "a", TurnKind.Speech, i));
            packed.Last = packed.Last with { Text = $"a{i}" };
        }
        Assert.Equal(Enumerable.Range(0, 600).Select(i => $"a{i}"), packed.Select(turn => turn.Text));
    }

    private static Turn Any(Random random, int line)
    {
        // Half a surrogate pair and NUL are text too: hostile files hold them.
        string[] texts = ["", "plain", "größer ÿ", "日本語 😀", "half \uD83D", "\0\n\u2028", new string('x', 300), new string('д', 20_000)];
        Moment?[] times = [null, Moment.At(0), Moment.At(12.345678901), Moment.On("2024-05-01T10:00:00Z"), new Moment(1.5, "2024-05-01")];
        return new(random.Next(4) switch { 0 => null, 1 => "", var n => $"Speaker {n}" }, times[random.Next(times.Length)], times[random.Next(times.Length)], texts[random.Next(texts.Length)], (TurnKind)random.Next(5), line * 1000)
        {
            Details = random.Next(5) == 0 ? new Dictionary<string, string> { ["question"] = "Why?" } : null,
        };
    }
}
