using System.Numerics.Tensors;
using Firsthand.Engine.Encoding;

namespace Firsthand.Tests.Encoding;

public class SentenceEncoderTests
{
    private static readonly string[] Words =
        ["the", "invoice", "was", "late", "again", "I", "can't", "export", "it", "to", "Excel", "—", "née", "ﬁle", "№5", "😀", "why?", "umm", "so", "basically", "onboarding", "took", "3", "weeks", "漢字"];

    /// <summary>Around every width of vector and panel, and around the longest sentence.</summary>
    public static TheoryData<int> Lengths => [0, 1, 2, 8, 9, 16, 17, 33, 129];

    [Theory, MemberData(nameof(Lengths))]
    public void The_network_means_its_plain_definition(int tokens)
    {
        var text = string.Concat(Enumerable.Repeat(" the", tokens)).TrimStart();
        Assert.Equal(tokens, EncoderWeights.Encoder.Tokens(text).Count);

        var expected = new PlainTransformer(EncoderWeights.Weights).Encode(EncoderWeights.Encoder.Tokens(text));
        var actual = EncoderWeights.InSinglePrecision.Encode([text]);

        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 2e-6);
    }

    [Fact]
    public void A_vector_is_the_same_bit_for_bit_whatever_stands_beside_it()
    {
        var texts = Sentences(60, seed: 1);
        var together = EncoderWeights.Encoder.Encode(texts);
        var backwards = EncoderWeights.Encoder.Encode([.. texts.AsEnumerable().Reverse()]);
        for (var i = 0; i < texts.Length; i++)
        {
            var alone = EncoderWeights.Encoder.Encode([texts[i]]);
            Assert.Equal(alone, Vector(together, i));
            Assert.Equal(alone, Vector(backwards, texts.Length - 1 - i));
        }
    }

    [Fact]
    public void What_was_encoded_ahead_is_the_same_and_is_handed_out_once()
    {
        var texts = Sentences(40, seed: 3).Select((text, i) => $"{i} {text}").ToArray();
        var expected = EncoderWeights.Encoder.Encode(texts);
        EncoderWeights.Encoder.EncodeAhead([.. texts[..20], texts[0]]);
        Assert.Equal(20, EncoderWeights.Encoder.WaitingAhead);
        Assert.Equal(expected, EncoderWeights.Encoder.Encode(texts));
        Assert.Equal(0, EncoderWeights.Encoder.WaitingAhead);
    }

    [Fact]
    public void Every_vector_has_length_one()
    {
        var texts = Sentences(100, seed: 2);
        var vectors = EncoderWeights.Encoder.Encode(texts);
        for (var i = 0; i < texts.Length; i++) Assert.Equal(1, TensorPrimitives.Norm<float>(Vector(vectors, i)), 1e-5f);
    }

    [Fact]
    public void Equal_texts_have_equal_vectors()
    {
        var vectors = EncoderWeights.Encoder.Encode(["it is slow", "why?", "it is slow", "", "why?", ""]);
        Assert.Equal(Vector(vectors, 0), Vector(vectors, 2));
        Assert.Equal(Vector(vectors, 1), Vector(vectors, 4));
        Assert.Equal(Vector(vectors, 3), Vector(vectors, 5));
        Assert.NotEqual(Vector(vectors, 0), Vector(vectors, 1));
    }

    [Fact]
    public void What_means_the_same_is_nearer_than_what_does_not()
    {
        var vectors = EncoderWeights.Encoder.Encode(["How do I reset my password?", "I forgot my login details", "The soup was cold and salty"]);
        Assert.True(TensorPrimitives.Dot<float>(Vector(vectors, 0), Vector(vectors, 1)) > TensorPrimitives.Dot<float>(Vector(vectors, 0), Vector(vectors, 2)) + 0.1f);
    }

    [Fact]
    public void What_stands_around_a_request_counts_less_for_requests_than_in_talk()
    {
        string[] texts = ["I want to cancel my order.", "Hello Maria, how are you? We were away for a week. I want to cancel my order."];
        var (talk, requests) = (EncoderWeights.Encoder.Encode(texts), EncoderWeights.Requests.Encode(texts));
        Assert.True(Cosine(requests) > Cosine(talk));
        Assert.NotEqual(EncoderWeights.Encoder.Model, EncoderWeights.Requests.Model);

        static float Cosine(float[] vectors) => System.Numerics.Tensors.TensorPrimitives.Dot<float>(vectors.AsSpan(0, SentenceEncoder.Dimensions), vectors.AsSpan(SentenceEncoder.Dimensions));
    }

    [Fact]
    public void A_file_with_one_network_has_one_encoder() => Assert.Equal(EncoderWeights.Base.Model, EncoderWeights.BaseForRequests.Model);

    [Fact]
    public void Nothing_to_encode_is_nothing() => Assert.Empty(EncoderWeights.Encoder.Encode([]));

    [Fact]
    public void No_text_is_too_strange_for_a_vector()
    {
        string[] strange = ["\uD800", "a\uDC00b", "\uFFFE\uFFFF\0", "\uFDFA\uFDFA", new('x', 50_000), new(' ', 1000), new('漢', 5000), string.Concat(Enumerable.Repeat("e\u0301\u0323", 3000))];
        var vectors = EncoderWeights.Encoder.Encode(strange);
        Assert.All(vectors, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Encoding_allocates_little_but_its_result()
    {
        var texts = Sentences(8, seed: 3);
        EncoderWeights.Encoder.Encode(texts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var vectors = EncoderWeights.Encoder.Encode(texts);
        var beside = GC.GetAllocatedBytesForCurrentThread() - before - (vectors.Length * sizeof(float));
        Assert.InRange(beside, 0, 32_000);
    }

    private static string[] Sentences(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(25)).Select(_ => Words[random.Next(Words.Length)])))];
    }

    private static float[] Vector(float[] vectors, int i) => vectors.AsSpan(i * SentenceEncoder.Dimensions, SentenceEncoder.Dimensions).ToArray();
}
