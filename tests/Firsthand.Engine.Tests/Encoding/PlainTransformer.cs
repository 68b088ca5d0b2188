using System.Numerics.Tensors;
using Firsthand.Engine.Encoding;

namespace Firsthand.Tests.Encoding;

/// <summary>The network as its description reads, one sentence at a time, in double precision: what the fast one means.</summary>
internal sealed class PlainTransformer(WeightsFile weights)
{
    private const int Heads = 4;

    public double[] Encode(IReadOnlyList<int> ids)
    {
        var tokens = ids.Take(128).ToArray();
        var mean = new double[512];
        if (tokens.Length > 0)
        {
            var embedded = Embed(tokens);
            var x = Layer("layer0", embedded, Dense("layer0.residual", embedded, 512));
            x = Layer("layer1", x, x);
            for (var i = 0; i < mean.Length; i++) mean[i] = x.Average(token => token[i]);
        }
        var vector = Dense("head", [mean], 512)[0].Select(Math.Tanh).ToArray();
        var length = Math.Sqrt(Math.Max(vector.Sum(value => value * value), 1e-12));
        return [.. vector.Select(value => value / length)];
    }

    private double[][] Embed(int[] tokens)
    {
        var embedding = weights.Tensor("embedding", weights.Vocabulary.Count, 256);
        var frequencies = weights.Tensor("frequencies", 128);
        return
        [
            .. tokens.Select((id, place) => Enumerable.Range(0, 256).Select(i =>
                (2.0 * embedding[(id * 256) + i]) + (i < 128 ? Math.Sin((double)place * frequencies[i]) : Math.Cos((double)place * frequencies[i - 128]))).ToArray()),
        ];
    }

    private double[][] Layer(string name, double[][] tokens, double[][] x)
    {
        var inner = tokens[0].Length;
        var asked = Dense($"{name}.attention.in", Norm($"{name}.attention.norm", tokens), 3 * inner);
        x = Sum(x, Dense($"{name}.attention.out", Attend(asked, inner), 512));
        var between = Dense($"{name}.feed.in", Norm($"{name}.feed.norm", x), 1536);
        foreach (var token in between)
        {
            for (var i = 0; i < token.Length; i++) token[i] = Math.Max(token[i], 0);
        }
        return Sum(x, Dense($"{name}.feed.out", between, 512));
    }

    private static double[][] Attend(double[][] asked, int inner)
    {
        var answers = asked.Select(_ => new double[inner]).ToArray();
        var width = inner / Heads;
        for (var head = 0; head < inner; head += width)
        {
            for (var i = 0; i < asked.Length; i++)
            {
                var scores = asked.Select(key => Enumerable.Range(head, width).Sum(j => asked[i][j] * key[inner + j]) / Math.Sqrt(width)).ToArray();
                var largest = scores.Max();
                var shares = scores.Select(score => Math.Exp(score - largest)).ToArray();
                var all = shares.Sum();
                for (var j = head; j < head + width; j++) answers[i][j] = asked.Select((value, k) => shares[k] / all * value[(2 * inner) + j]).Sum();
            }
        }
        return answers;
    }

    private double[][] Norm(string name, double[][] tokens)
    {
        var scale = weights.Tensor($"{name}.scale", tokens[0].Length);
        var bias = weights.Tensor($"{name}.bias", tokens[0].Length);
        return
        [
            .. tokens.Select(token =>
            {
                var mean = token.Average();
                var deviation = Math.Sqrt(token.Average(value => (value - mean) * (value - mean)) + 1e-6);
                return token.Select((value, i) => ((value - mean) / deviation * scale[i]) + bias[i]).ToArray();
            }),
        ];
    }

    private double[][] Dense(string name, double[][] tokens, int outputs)
    {
        var kernel = Array.ConvertAll(weights.Tensor($"{name}.kernel", tokens[0].Length, outputs), value => (double)value);
        var bias = Array.ConvertAll(weights.Tensor($"{name}.bias", outputs), value => (double)value);
        return
        [
            .. tokens.Select(token =>
            {
                var result = (double[])bias.Clone();
                for (var i = 0; i < token.Length; i++) TensorPrimitives.MultiplyAdd(kernel.AsSpan(i * outputs, outputs), token[i], result, result);
                return result;
            }),
        ];
    }

    private static double[][] Sum(double[][] a, double[][] b) => [.. a.Zip(b, (left, right) => left.Zip(right, (one, other) => one + other).ToArray())];
}
