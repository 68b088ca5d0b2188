using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Encoding;

/// <summary>Room for what the network writes down on its way: for one thread at a time, then for the next. All of it in panels, or in strips where a product reads it from the left.</summary>
internal sealed class Scratch
{
    public readonly Memory<float> Embedded = Aligned.Floats(Panels.Length(Transformer.EmbeddingWidth, Transformer.MostAtOnce));
    public readonly Memory<float> Tokens = Aligned.Floats(Panels.Length(Transformer.Width, Transformer.MostAtOnce));
    public readonly Memory<float> Normal = Aligned.Floats(Panels.Length(Transformer.Width, Transformer.MostAtOnce));
    public readonly Memory<float> Between = Aligned.Floats(Panels.Length(Transformer.FeedWidth, Transformer.MostAtOnce));
    public readonly Memory<float> Fed = Aligned.Floats(Panels.Length(Transformer.FeedWidth, Transformer.MostAtOnce));
    public readonly Memory<float> Means = Aligned.Floats(Panels.Length(Transformer.Width, Transformer.MostAtOnce));
    public readonly Memory<float> Sentences = Aligned.Floats(Panels.Length(Transformer.Width, Transformer.MostAtOnce));

    public readonly RoundedPanel Rounded = new(Transformer.FeedWidth);

    public readonly float[] Vectors = new float[Transformer.MostAtOnce * Transformer.Width];

    // The batch.
    public readonly List<int> Ids = [];
    public readonly List<int> Lengths = [];

    // One head, one sentence.
    public readonly Memory<float> Queries = Aligned.Floats(Panels.Length(Transformer.WidestHead, Transformer.LongestSentence));
    public readonly Memory<float> Keys = Aligned.Floats(MatrixProduct.StripsLength(Transformer.LongestSentence, Transformer.WidestHead));
    public readonly Memory<float> Values = Aligned.Floats(MatrixProduct.StripsLength(Transformer.WidestHead, Transformer.LongestSentence));
    public readonly Memory<float> Scores = Aligned.Floats(Panels.Length(Transformer.LongestSentence, Transformer.LongestSentence));
    public readonly Memory<float> Answers = Aligned.Floats(Panels.Length(Transformer.WidestHead, Transformer.LongestSentence));
}
