using System.Numerics.Tensors;
using System.Text.Json;
using Firsthand.Engine.Encoding;

namespace Firsthand.Tests.Encoding;

/// <summary>Tokenizer and network give the numbers of others: the reference's for the base weights, and those of the training's own network (training/encoder/ship.py) for the weights that ship.</summary>
public class GoldenVectorTests
{
    private const float Tolerance = 2e-6f, ClosestInEightBits = .9989f;

    private sealed record Golden(string? Model, float[]? Empty, IReadOnlyList<Item> Items);

    private sealed record Item(string Text, int[] Ids, float[] Vec, float[]? Requested);

    [Fact]
    public void Every_token_is_the_reference_token() => HasTokens(EncoderWeights.Base, Base());

    [Fact]
    public void Every_vector_is_the_reference_vector() => HasVectors(EncoderWeights.Base, Base(), item => item.Vec);

    [Fact]
    public void A_text_without_tokens_has_the_reference_vector() =>
        Assert.InRange(Farthest(Base().Empty!, EncoderWeights.Base.Encode([""])), 0, Tolerance);

    [Fact]
    public void Every_token_is_the_one_that_training_saw() => HasTokens(EncoderWeights.Encoder, Shipped());

    [Fact]
    public void Every_vector_is_the_one_that_training_gave()
    {
        Assert.Equal(Shipped().Model, EncoderWeights.Encoder.Model);
        HasVectors(EncoderWeights.InSinglePrecision, Shipped(), item => item.Vec);
        HasVectors(EncoderWeights.RequestsInSinglePrecision, Shipped(), item => item.Requested!);
    }

    [Fact]
    public void Vectors_computed_in_eight_bits_stay_close_to_those_in_single_precision() => StayClose(Shipped());

    [Fact]
    public void So_do_those_of_the_reference_s_sentences() => StayClose(Base());

    private static void StayClose(Golden golden)
    {
        var texts = golden.Items.Select(item => item.Text).Where(text => text.Length > 0).ToList();
        IsClose(EncoderWeights.InSinglePrecision.Encode(texts), EncoderWeights.Encoder.Encode(texts));
        IsClose(EncoderWeights.RequestsInSinglePrecision.Encode(texts), EncoderWeights.Requests.Encode(texts));

        void IsClose(float[] single, float[] eight)
        {
            Assert.NotEqual(single, eight);
            for (var i = 0; i < single.Length; i += SentenceEncoder.Dimensions)
            {
                var cosine = TensorPrimitives.Dot<float>(single.AsSpan(i, SentenceEncoder.Dimensions), eight.AsSpan(i, SentenceEncoder.Dimensions));
                Assert.True(cosine >= ClosestInEightBits, $"'{texts[i / SentenceEncoder.Dimensions]}': {cosine}");
            }
        }
    }

    private static void HasTokens(SentenceEncoder encoder, Golden golden)
    {
        foreach (var item in golden.Items) Assert.Equal(item.Ids, encoder.Tokens(item.Text));
    }

    private static void HasVectors(SentenceEncoder encoder, Golden golden, Func<Item, float[]> expected)
    {
        var vectors = encoder.Encode([.. golden.Items.Select(item => item.Text)]);
        for (var i = 0; i < golden.Items.Count; i++)
        {
            var distance = Farthest(expected(golden.Items[i]), vectors.AsSpan(i * SentenceEncoder.Dimensions, SentenceEncoder.Dimensions));
            Assert.True(distance <= Tolerance, $"'{golden.Items[i].Text}' is off by {distance}");
        }
    }

    private static float Farthest(float[] expected, ReadOnlySpan<float> actual)
    {
        var differences = new float[expected.Length];
        TensorPrimitives.Subtract(expected, actual, differences);
        return MathF.Abs(TensorPrimitives.MaxMagnitude<float>(differences));
    }

    private static Golden Base() => Read(Checkout.SharedPath("vectors", "encoder", "golden.json"));

    private static Golden Shipped() => Read(Path.Combine(Checkout.Root, "tests", "Firsthand.Engine.Tests", "Encoding", "Golden", "encoder.json"));

    private static Golden Read(string path) => JsonSerializer.Deserialize<Golden>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
}
