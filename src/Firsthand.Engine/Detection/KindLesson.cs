using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Firsthand.Engine.Encoding;

namespace Firsthand.Engine.Detection;

/// <summary>What a person decided about a stretch.</summary>
/// <param name="Words">The words of the stretch.</param>
/// <param name="Vector">The encoder's numbers for it.</param>
/// <param name="Suggested">The kind that the engine proposed; null when the person marked words that it had not proposed.</param>
/// <param name="Kept">The kind under which the person kept it; null when it was rejected.</param>
public sealed record KindDecision(string Words, ReadOnlyMemory<float> Vector, QuoteKind? Suggested, QuoteKind? Kept);

/// <summary>
/// What a workspace's own decisions taught: for "worth a look" and for each kind, a linear correction over the vector, on top of what ships.
/// Vectors are seen from the middle of what customers say: what all sentences share is not what a decision was about (docs/decisions/0032).
/// The same decisions give the same lesson; a hundred are learned in milliseconds.
/// </summary>
public sealed class KindLesson
{
    // How strongly a correction is held to zero. Chosen so that ten decisions about like sentences turn the next one, and sentences about other things hardly move (docs/decisions/0032).
    private const float WorthPrecision = 0.2f, KindPrecision = 0.35f;

    // A bias would move everything at once.
    private const float BiasPrecision = 1_000;

    private const int Columns = SentenceEncoder.Dimensions + 1;

    // A row for each of KindModel.RowNames, the vector's weights and a bias; all zero where nothing was learned.
    private readonly float[] weights;

    private KindLesson(float[] weights, string encoder, int decisions) => (this.weights, Encoder, Decisions) = (weights, encoder, decisions);

    /// <summary>Nothing learned: what ships stays as it is.</summary>
    public static KindLesson None { get; } = new(new float[KindModel.RowNames.Count * Columns], "", 0);

    /// <summary>How many decisions it was learned from.</summary>
    public int Decisions { get; }

    /// <summary>The encoder whose vectors it is for.</summary>
    public string Encoder { get; }

    /// <summary>Learns from decisions, in any order.</summary>
    public static KindLesson Learn(SentenceEncoder encoder, IReadOnlyList<KindDecision> decisions)
    {
        var taught = decisions.Where(decision => decision.Suggested is null or <= QuoteKind.Promise && decision.Kept is null or <= QuoteKind.Promise).Where(decision => decision.Vector.Length == SentenceEncoder.Dimensions).ToArray();
        if (taught.Length == 0) return None;

        var detector = new KindDetector(encoder);
        var shipped = Array.ConvertAll(taught, decision => detector.ShippedLogits(decision.Words, null, decision.Vector.Span));
        var weights = new float[KindModel.RowNames.Count * Columns];
        var worth = KindModel.RowNames.Count - 1;

        var customers = taught.Index().Where(pair => !(pair.Item.Suggested ?? pair.Item.Kept)!.Value.IsOurs).ToArray();
        Fit(weights.AsSpan(worth * Columns, Columns), KindModel.Shipped.Middle, WorthPrecision, [.. customers.Select(pair => (pair.Item.Vector, pair.Item.Kept is not null, shipped[pair.Index][worth]))]);
        foreach (var kind in KindModel.Heard)
        {
            var row = (int)kind;
            Fit(weights.AsSpan(row * Columns, Columns), KindModel.Shipped.Middle, KindPrecision,
                [.. taught.Index().Where(pair => pair.Item.Suggested == kind || pair.Item.Kept == kind).Select(pair => (pair.Item.Vector, pair.Item.Kept == kind, shipped[pair.Index][row]))]);
        }
        return new(weights, encoder.Model, taught.Length);
    }

    /// <summary>As bytes, to be kept with the workspace.</summary>
    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Encoder);
        writer.Write(Decisions);
        writer.Write(weights.Length);
        writer.Write(MemoryMarshal.AsBytes(weights.AsSpan()));
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">Not a lesson of this version: learn again from the decisions.</exception>
    public static KindLesson Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes.ToArray()));
            var (encoder, decisions, length) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
            if (length != None.weights.Length) throw new InvalidDataException("A lesson about other kinds: learn again.");
            var learned = MemoryMarshal.Cast<byte, float>(reader.ReadBytes(length * sizeof(float))).ToArray();
            return learned.Length == length ? new(learned, encoder, decisions) : throw new EndOfStreamException();
        }
        catch (EndOfStreamException broken)
        {
            throw new InvalidDataException("The lesson ends too early.", broken);
        }
    }

    /// <summary>A quote that waits for a decision, as this lesson sees it.</summary>
    /// <param name="shipped">Its numbers by what ships alone.</param>
    /// <param name="vector">Of the sentence that stands for it; empty where there is none, and then nothing moves.</param>
    /// <returns>How likely it carries its kind, and whether it would still be proposed.</returns>
    public (float Probability, bool Proposed) Weigh(QuoteKind kind, Likelihood shipped, ReadOnlySpan<float> vector)
    {
        if (Decisions == 0 || vector.IsEmpty) return (shipped.Kind, true);
        var now = new Likelihood(Moved(shipped.Kind, (int)kind, vector), Moved(shipped.Worth, KindModel.RowNames.Count - 1, vector));
        return (now.Kind, Suggestions.IsStillWorth(kind, now));
    }

    private float Moved(float probability, int row, ReadOnlySpan<float> vector)
    {
        var correction = Correction(row, vector);
        if (correction == 0) return probability;
        return LogisticRegression.Probability(MathF.Log(probability / (1 - probability)) + correction);
    }

    private float Correction(int row, ReadOnlySpan<float> vector)
    {
        var learned = weights.AsSpan(row * Columns, Columns);
        return TensorPrimitives.Dot(vector, learned[..^1]) + learned[^1];
    }

    /// <summary>Moves logits, one for each of <see cref="KindModel.RowNames"/>, by what was learned.</summary>
    internal void Correct(Span<float> logits, ReadOnlySpan<float> vector)
    {
        if (Decisions == 0 || vector.IsEmpty) return;
        for (var row = 0; row < logits.Length; row++) logits[row] += Correction(row, vector);
    }

    private static void Fit(Span<float> learned, ReadOnlySpan<float> middle, float precision, (ReadOnlyMemory<float> Vector, bool Yes, float Shipped)[] rows)
    {
        if (rows.Length == 0) return;
        // In one order whatever order the decisions came in.
        Array.Sort(rows, (a, b) => a.Vector.Span.SequenceCompareTo(b.Vector.Span) is not 0 and var order ? order : a.Yes.CompareTo(b.Yes));
        var (cells, labels, importance, offsets, precisions) = (new float[rows.Length * SentenceEncoder.Dimensions], new float[rows.Length], new float[rows.Length], new float[rows.Length], new float[SentenceEncoder.Dimensions]);
        for (var i = 0; i < rows.Length; i++)
        {
            TensorPrimitives.Subtract(rows[i].Vector.Span, middle, cells.AsSpan(i * SentenceEncoder.Dimensions, SentenceEncoder.Dimensions));
            (labels[i], importance[i], offsets[i]) = (rows[i].Yes ? 1 : 0, 1, rows[i].Shipped);
        }
        Array.Fill(precisions, precision);
        LogisticRegression.Fit(cells, SentenceEncoder.Dimensions, labels, importance, offsets, precisions, BiasPrecision).CopyTo(learned);
        learned[^1] -= TensorPrimitives.Dot(learned[..^1], middle);
    }
}
