using Firsthand.Engine.Detection;

namespace Firsthand.Tests.Detection;

public sealed class KindNetworkTests
{
    private const int Numbers = 48, Units = 5, Kinds = 2;

    [Fact]
    public void Each_unit_adds_what_is_positive_of_its_sum_and_nothing_below_zero()
    {
        var network = new KindNetwork(Cells(3 * Units, 1), Cells(Numbers * Units, 2), Cells(Units, 3), Cells(Kinds * Units, 4));
        float[] features = [1, 0, 1], vector = Cells(Numbers, 5), logits = [7, -7];
        network.AddTo(logits, features, vector);

        var below = 0;
        double[] meant = [7, -7];
        for (var u = 0; u < Units; u++)
        {
            double sum = network.Biases[u];
            for (var f = 0; f < features.Length; f++) sum += features[f] * network.Features[f * Units + u];
            for (var i = 0; i < Numbers; i++) sum += vector[i] * network.Vector[u * Numbers + i];
            if (sum < 0) below++;
            for (var k = 0; k < Kinds; k++) meant[k] += Math.Max(0, sum) * network.Outputs[k * Units + u];
        }
        Assert.InRange(below, 1, Units - 1);
        for (var k = 0; k < Kinds; k++) Assert.Equal(meant[k], logits[k], 1e-4);
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

    private static float[] Cells(int count, int seed)
    {
        var chance = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * chance.NextSingle() - 1)];
    }
}
