using Firsthand.Engine.Detection;

namespace Firsthand.Tests.Detection;

public sealed class KindNetworkTests
{
    // Two units, two features, three numbers in a vector, one row.
    private static readonly KindNetwork Two = new(Features: [1, -1, 2, 0.5f], Vector: [1, 0, 0, 0, 1, 1], Biases: [0.5f, -2], Outputs: [10, 100]);

    [Fact]
    public void Each_unit_adds_what_is_positive_of_its_sum()
    {
        var logits = new float[] { 7 };
        Two.AddTo(logits, [0, 1], [1, 2, 3]);
        // Unit 1: 0.5 + 2 + 1; unit 2: -2 + 0.5 + 5.
        Assert.Equal(7 + 3.5f * 10 + 3.5f * 100, logits[0], 1e-4f);
    }

    [Fact]
    public void A_unit_below_zero_adds_nothing()
    {
        var logits = new float[] { 7 };
        Two.AddTo(logits, [1, 0], [-2, 0, 0]);
        // Unit 1: 0.5 + 1 - 2; unit 2: -2 - 1.
        Assert.Equal(7, logits[0]);
    }

    [Fact]
    public void What_ships_is_read_as_it_was_written()
    {
        using var file = new MemoryStream();
        KindModel.Shipped.Write(file);
        file.Position = 0;
        var read = KindModel.Read(file);
        var (features, vector) = (Features.Of("The heating has been off since Monday.", null), Enumerable.Range(0, 512).Select(i => MathF.Sin(i) / 16).ToArray());
        Assert.Equal(KindModel.Shipped.Logits(features, vector), read.Logits(features, vector));
        Assert.NotEqual(read.Logits(features, []), read.Logits(features, vector));
    }
}
