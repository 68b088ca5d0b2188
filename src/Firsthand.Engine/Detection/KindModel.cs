using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Firsthand.Engine.Encoding;

namespace Firsthand.Engine.Detection;

/// <summary>The learned weights of the kinds that are heard: over cues alone, and over cues and vector, straight and through shared units, for the one encoder that they were learned with.</summary>
internal sealed class KindModel
{
    /// <summary>The kinds that are heard, in the order of the file.</summary>
    public static IReadOnlyList<QuoteKind> Heard { get; } = [.. QuoteKinds.All.Where(kind => kind <= QuoteKind.Promise)];

    // What the rows of the file are called, in its order: the kinds, and whether a customer's sentence is worth a person's look at all.
    internal static IReadOnlyList<string> RowNames { get; } = [.. Heard.Select(kind => kind.Name), "worth"];

    private const int MostUnits = 1024;

    private const string Magic = "FHKINDS4";

    private const int PrintDigits = 12;

    /// <summary>Weights of one row: over the features, over the vector, a bias. Calibrated, so that their sum is the logit of a probability.</summary>
    public sealed record Row(float[] Features, float[] Vector, float Bias)
    {
        public float Logit(ReadOnlySpan<float> features, ReadOnlySpan<float> vector) =>
            Bias + TensorPrimitives.Dot(features, Features) + (vector.IsEmpty ? 0 : TensorPrimitives.Dot(vector, Vector));
    }

    public KindModel(string encoder, float[] middle, Row[] withVector, KindNetwork network, Row[] cuesAlone) => (Encoder, Middle, WithVector, Network, CuesAlone) = (encoder, middle, withVector, network, cuesAlone);

    /// <summary>The encoder's name whose vectors the weights are for.</summary>
    public string Encoder { get; }

    /// <summary>The mean of what customers say, as vectors: what any two sentences have in common.</summary>
    public float[] Middle { get; }

    public Row[] WithVector { get; }

    /// <summary>What is added where there is a vector.</summary>
    public KindNetwork Network { get; }

    public Row[] CuesAlone { get; }

    /// <summary>Tells these weights from any others.</summary>
    public string Print { get; private init; } = "";

    /// <summary>The weights that ship, read once.</summary>
    public static KindModel Shipped => OnceRead.Value;

    private static readonly Lazy<KindModel> OnceRead = new(ReadShipped);

    /// <summary>For each kind in the order of <see cref="Heard"/>, and last for "worth", the logit of its probability.</summary>
    /// <param name="vector">Of the encoder that the weights were learned with; otherwise empty.</param>
    public float[] Logits(ReadOnlySpan<float> features, ReadOnlySpan<float> vector)
    {
        var rows = vector.IsEmpty ? CuesAlone : WithVector;
        var logits = new float[rows.Length];
        for (var i = 0; i < rows.Length; i++) logits[i] = rows[i].Logit(features, vector);
        if (!vector.IsEmpty) Network.AddTo(logits, features, vector);
        return logits;
    }

    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Utf8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Encoder);
        WriteNumbers(Middle);
        writer.Write(string.Join('\n', Features.Names));
        foreach (var (name, with, alone) in RowNames.Zip(WithVector, CuesAlone))
        {
            writer.Write(name);
            WriteNumbers([.. with.Features, .. with.Vector, with.Bias, .. alone.Features, alone.Bias]);
        }
        writer.Write(Network.Units);
        WriteNumbers(Network.Features);
        WriteNumbers(Network.Vector);
        WriteNumbers(Network.Biases);
        WriteNumbers(Network.Outputs);

        void WriteNumbers(ReadOnlySpan<float> numbers) => writer.Write(MemoryMarshal.AsBytes(numbers));
    }

    /// <exception cref="InvalidDataException">Not a file of these features and kinds: train again.</exception>
    public static KindModel Read(Stream stream, string print = "")
    {
        using var reader = new BinaryReader(stream, Utf8, leaveOpen: true);
        if (reader.ReadString() != Magic) throw new InvalidDataException("Not a file of kind weights.");
        var (encoder, middle) = (reader.ReadString(), Numbers(reader, SentenceEncoder.Dimensions));
        if (reader.ReadString() != string.Join('\n', Features.Names)) throw new InvalidDataException("The kind weights were learned with other cues: run the trainer.");
        var (with, alone) = (new Row[RowNames.Count], new Row[RowNames.Count]);
        for (var i = 0; i < RowNames.Count; i++)
        {
            if (reader.ReadString() != RowNames[i]) throw new InvalidDataException("The kind weights were learned for other kinds: run the trainer.");
            with[i] = new(Numbers(reader, Features.Count), Numbers(reader, SentenceEncoder.Dimensions), reader.ReadSingle());
            alone[i] = new(Numbers(reader, Features.Count), [], reader.ReadSingle());
        }
        var units = reader.ReadInt32();
        if (units is < 1 or > MostUnits) throw new InvalidDataException("The kind weights are damaged: run the trainer.");
        var network = new KindNetwork(Numbers(reader, Features.Count * units), Numbers(reader, SentenceEncoder.Dimensions * units), Numbers(reader, units), Numbers(reader, RowNames.Count * units));
        return new(encoder, middle, with, network, alone) { Print = print };
    }

    private static float[] Numbers(BinaryReader reader, int count)
    {
        var numbers = new float[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    private static UTF8Encoding Utf8 => new(encoderShouldEmitUTF8Identifier: false);

    private static KindModel ReadShipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("kinds.weights")!;
        var print = Convert.ToHexStringLower(SHA256.HashData(stream))[..PrintDigits];
        stream.Position = 0;
        return Read(stream, print);
    }
}
