using System.Numerics.Tensors;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;

namespace Firsthand.HearingTrainer;

/// <summary>
/// Trains one layer of units that all kinds share, and straight weights beside it: AdamW (Loshchilov and Hutter 2019) over small batches, with half of the units and some of the input left out at random,
/// so that no unit relies on another. The same rows and number give the same network.
/// </summary>
internal static class UnitsTraining
{
    private const int Units = 128, Batch = 128, Rounds = 30;
    private const float UnitsDropped = 0.5f, InputDropped = 0.3f;
    private const float Rate = 2e-3f, Decay = 0.1f, Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;

    // A number of a vector is about .04, a cue 1: brought nearer to each other, both are learned.
    private const float VectorScale = 6.5f;

    private static int Wide => Features.Count + SentenceEncoder.Dimensions;

    /// <summary>Weights of one network, a row of <see cref="Wide"/> numbers and a bias for each unit and for each kind, and for each kind one of every unit and none besides.</summary>
    internal sealed record Result(float[] In, float[] Out, float[] Straight, int Kinds)
    {
        public void AddTo(Span<float> logits, ReadOnlySpan<float> row, float share)
        {
            Span<float> x = stackalloc float[Wide], units = stackalloc float[Units];
            Scaled(row, x);
            for (var u = 0; u < Units; u++) units[u] = Math.Max(0, Linear(In, u, x));
            for (var k = 0; k < Kinds; k++) logits[k] += share * (Linear(Straight, k, x) + TensorPrimitives.Dot(units, Out.AsSpan(k * Units, Units)));
        }
    }

    public static Result Run(float[] rows, float[][] labels, float[] importance, int[] taken, int seed)
    {
        var kinds = labels.Length;
        var chance = new Random(seed);
        var all = new Learned[] { new(Units * (Wide + 1)), new(kinds * Units), new(kinds * (Wide + 1)) };
        var (into, outOf, straight) = (all[0], all[1], all[2]);
        Begin(into.Weights, Wide, chance);
        Begin(outOf.Weights, Units, chance);
        Begin(straight.Weights, Wide, chance);

        var steps = Rounds * (taken.Length / Batch);
        var step = 0;
        float[] x = new float[Wide], units = new float[Units], pulls = new float[kinds];
        var kept = new bool[Units];
        for (var round = 0; round < Rounds; round++)
        {
            chance.Shuffle(taken);
            for (var from = 0; from + Batch <= taken.Length; from += Batch)
            {
                foreach (var i in taken.AsSpan(from, Batch)) Learn(i);
                step++;
                var rate = Rate * (1 - step / (steps + 1f));
                foreach (var learned in all) learned.Step(step, rate);
            }
        }
        return new(into.Weights, outOf.Weights, straight.Weights, kinds);

        void Learn(int i)
        {
            Scaled(rows.AsSpan(i * Wide, Wide), x);
            for (var c = 0; c < Wide; c++) x[c] = chance.NextSingle() < InputDropped ? 0 : x[c];
            for (var u = 0; u < Units; u++)
            {
                kept[u] = chance.NextSingle() >= UnitsDropped;
                units[u] = kept[u] ? Math.Max(0, Linear(into.Weights, u, x)) / (1 - UnitsDropped) : 0;
            }
            for (var k = 0; k < kinds; k++)
            {
                var logit = Linear(straight.Weights, k, x) + TensorPrimitives.Dot(units, outOf.Weights.AsSpan(k * Units, Units));
                pulls[k] = importance[i] * (LogisticRegression.Probability(logit) - labels[k][i]) / (Batch * kinds);
                TensorPrimitives.MultiplyAdd(units, pulls[k], outOf.Slopes.AsSpan(k * Units, Units), outOf.Slopes.AsSpan(k * Units, Units));
                Pull(straight.Slopes, k, x, pulls[k]);
            }
            for (var u = 0; u < Units; u++)
            {
                if (units[u] == 0) continue;
                var pull = 0f;
                for (var k = 0; k < kinds; k++) pull += pulls[k] * outOf.Weights[k * Units + u];
                Pull(into.Slopes, u, x, pull / (1 - UnitsDropped));
            }
        }
    }

    /// <summary>The units of several networks side by side, each network counting alike.</summary>
    public static KindNetwork Join(Result[] networks)
    {
        var (units, kinds) = (networks.Length * Units, networks[0].Kinds);
        var joined = new KindNetwork(new float[Features.Count * units], new float[SentenceEncoder.Dimensions * units], new float[units], new float[kinds * units]);
        foreach (var (n, network) in networks.Index())
        {
            for (var u = 0; u < Units; u++)
            {
                var row = network.In.AsSpan(u * (Wide + 1), Wide + 1);
                var unit = n * Units + u;
                for (var f = 0; f < Features.Count; f++) joined.Features[f * units + unit] = row[f];
                for (var d = 0; d < SentenceEncoder.Dimensions; d++) joined.Vector[unit * SentenceEncoder.Dimensions + d] = row[Features.Count + d] * VectorScale;
                joined.Biases[unit] = row[^1];
                for (var k = 0; k < kinds; k++) joined.Outputs[k * units + unit] = network.Out[k * Units + u] / networks.Length;
            }
        }
        return joined;
    }

    /// <summary>One kind's straight weights, over rows as they are, the mean of the networks.</summary>
    public static float[] MeanStraight(Result[] networks, int kind)
    {
        var mean = new float[Wide + 1];
        foreach (var network in networks)
            for (var c = 0; c <= Wide; c++) mean[c] += network.Straight[kind * (Wide + 1) + c] * (c >= Features.Count && c < Wide ? VectorScale : 1) / networks.Length;
        return mean;
    }

    private static void Begin(float[] weights, int inputs, Random chance)
    {
        var most = 1 / MathF.Sqrt(inputs);
        for (var i = 0; i < weights.Length; i++) weights[i] = most * (2 * chance.NextSingle() - 1);
    }

    private static void Scaled(ReadOnlySpan<float> row, Span<float> x)
    {
        row.CopyTo(x);
        TensorPrimitives.Multiply(row[Features.Count..], VectorScale, x[Features.Count..]);
    }

    private static float Linear(float[] weights, int row, ReadOnlySpan<float> x) => TensorPrimitives.Dot(x, weights.AsSpan(row * (Wide + 1), Wide)) + weights[row * (Wide + 1) + Wide];

    private static void Pull(float[] slopes, int row, ReadOnlySpan<float> x, float pull)
    {
        var slope = slopes.AsSpan(row * (Wide + 1), Wide);
        TensorPrimitives.MultiplyAdd(x, pull, slope, slope);
        slopes[row * (Wide + 1) + Wide] += pull;
    }

    /// <summary>Weights, where they are drawn, and what AdamW remembers of it.</summary>
    private sealed class Learned(int count)
    {
        private readonly float[] means = new float[count], squares = new float[count];

        public float[] Weights { get; } = new float[count];

        public float[] Slopes { get; } = new float[count];

        public void Step(int step, float rate)
        {
            var (first, second) = (1 - MathF.Pow(Beta1, step), 1 - MathF.Pow(Beta2, step));
            for (var i = 0; i < Weights.Length; i++)
            {
                var slope = Slopes[i];
                means[i] = Beta1 * means[i] + (1 - Beta1) * slope;
                squares[i] = Beta2 * squares[i] + (1 - Beta2) * slope * slope;
                Weights[i] -= rate * (Decay * Weights[i] + means[i] / first / (MathF.Sqrt(squares[i] / second) + Epsilon));
            }
            Slopes.AsSpan().Clear();
        }
    }
}
