using System.Numerics.Tensors;
using System.Text.Json;
using Firsthand.Engine.Encoding;

namespace Firsthand.Tests.Encoding;

/// <summary>The reference's own numbers for the base weights: they prove tokenizer and network.</summary>
public class GoldenVectorTests
{
    private const float Tolerance = 2e-6f;

    private sealed record Golden(float[] Empty, IReadOnlyList<Item> Items);

    private sealed record Item(string Text, int[] Ids, float[] Vec);

    [Fact]
    public void Every_token_is_the_reference_token()
    {
        foreach (var item in Read().Items) Assert.Equal(item.Ids, EncoderWeights.Encoder.Tokens(item.Text));
    }

    [Fact]
    public void Every_vector_is_the_reference_vector()
    {
        var items = Read().Items;
        var vectors = EncoderWeights.Encoder.Encode([.. items.Select(item => item.Text)]);
        for (var i = 0; i < items.Count; i++)
        {
            var vector = vectors.AsSpan(i * SentenceEncoder.Dimensions, SentenceEncoder.Dimensions);
            Assert.True(Farthest(items[i].Vec, vector) <= Tolerance, $"'{items[i].Text}' is off by {Farthest(items[i].Vec, vector)}");
        }
    }

    [Fact]
    public void A_text_without_tokens_has_the_reference_vector() =>
        Assert.InRange(Farthest(Read().Empty, EncoderWeights.Encoder.Encode([""])), 0, Tolerance);

    private static float Farthest(float[] expected, ReadOnlySpan<float> actual)
    {
        var differences = new float[expected.Length];
        TensorPrimitives.Subtract(expected, actual, differences);
        return MathF.Abs(TensorPrimitives.MaxMagnitude<float>(differences));
    }

    private static Golden Read() =>
        JsonSerializer.Deserialize<Golden>(File.ReadAllText(Checkout.SharedPath("vectors", "encoder", "golden.json")), JsonSerializerOptions.Web)!;
}
