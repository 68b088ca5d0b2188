using System.Numerics.Tensors;
using System.Reflection;
using System.Text;
using Firsthand.Engine.Encoding;

namespace Firsthand.Engine.Detection;

/// <summary>The learned weights of the kinds that are heard: over cues alone, and over cues and vector for the one encoder that they were learned with.</summary>
internal sealed class KindModel
{
    /// <summary>The kinds that are heard, in the order of the file.</summary>
    public static IReadOnlyList<QuoteKind> Heard { get; } = [.. QuoteKinds.All.Where(kind => kind <= QuoteKind.Promise)];

    private const string Magic = "FHKINDS1";

    /// <summary>Weights of one kind: over the features, over the vector, a bias. Calibrated, so that their sum is the logit of a probability.</summary>
    public sealed record Kind(float[] Features, float[] Vector, float Bias)
    {
        public float Logit(ReadOnlySpan<float> features, ReadOnlySpan<float> vector) =>
            Bias + TensorPrimitives.Dot(features, Features) + (vector.IsEmpty ? 0 : TensorPrimitives.Dot(vector, Vector));
    }

    public KindModel(string encoder, Kind[] withVector, Kind[] cuesAlone) => (Encoder, WithVector, CuesAlone) = (encoder, withVector, cuesAlone);

    /// <summary>The encoder's name whose vectors the weights are for.</summary>
    public string Encoder { get; }

    public Kind[] WithVector { get; }

    public Kind[] CuesAlone { get; }

    /// <summary>The weights that ship, read once.</summary>
    public static KindModel Shipped => OnceRead.Value;

    private static readonly Lazy<KindModel> OnceRead = new(ReadShipped);

    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Utf8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Encoder);
        writer.Write(string.Join('\n', Features.Names));
        foreach (var (kind, with, alone) in Heard.Zip(WithVector, CuesAlone))
        {
            writer.Write(kind.Name);
            foreach (var number in (float[])[.. with.Features, .. with.Vector, with.Bias, .. alone.Features, alone.Bias]) writer.Write(number);
        }
    }

    /// <exception cref="InvalidDataException">Not a file of these features and kinds: train again.</exception>
    public static KindModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Utf8, leaveOpen: true);
        if (reader.ReadString() != Magic) throw new InvalidDataException("Not a file of kind weights.");
        var encoder = reader.ReadString();
        if (reader.ReadString() != string.Join('\n', Features.Names)) throw new InvalidDataException("The kind weights were learned with other cues: run the trainer.");
        var (with, alone) = (new Kind[Heard.Count], new Kind[Heard.Count]);
        for (var i = 0; i < Heard.Count; i++)
        {
            if (reader.ReadString() != Heard[i].Name) throw new InvalidDataException("The kind weights were learned for other kinds: run the trainer.");
            with[i] = new(Numbers(reader, Features.Count), Numbers(reader, SentenceEncoder.Dimensions), reader.ReadSingle());
            alone[i] = new(Numbers(reader, Features.Count), [], reader.ReadSingle());
        }
        return new(encoder, with, alone);
    }

    private static float[] Numbers(BinaryReader reader, int count)
    {
        var numbers = new float[count];
        for (var i = 0; i < count; i++) numbers[i] = reader.ReadSingle();
        return numbers;
    }

    private static UTF8Encoding Utf8 => new(encoderShouldEmitUTF8Identifier: false);

    private static KindModel ReadShipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("kinds.weights")!;
        return Read(stream);
    }
}
