using System.Numerics.Tensors;
using Firsthand.Engine.Numerics;
using DenseMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;

namespace Firsthand.Engine.Patterns;

/// <summary>
/// Each quote in 384 bytes, good enough to find the quotes that are worth comparing in full: meaning on the directions along which the
/// corpus varies most, words hashed with random signs.
/// </summary>
internal sealed class Sketches
{
    private const int MeaningBytes = 128, WordBytes = 256;
    private const float Balance = .33f;

    // A typical number of a vector of this length becomes about 20; the few beyond the range of a byte are cut.
    private const float Scale = 320;

    // Enough quotes to see the directions of any corpus.
    private const int Sample = 4_096;

    public const int Bytes = MeaningBytes + WordBytes;

    private readonly sbyte[] all;

    private Sketches(sbyte[] all) => this.all = all;

    public ReadOnlySpan<sbyte> Of(int i) => all.AsSpan(i * Bytes, Bytes);

    public static Sketches Of(QuoteSpace space)
    {
        var directions = Directions(space);
        var all = new sbyte[(long)space.Count * Bytes];
        Parallel.For(0, space.Count, () => (Vector: new float[space.Dimensions], Sketch: new float[Bytes]), (i, _, room) =>
        {
            Array.Clear(room.Sketch);
            space.Centred(i, room.Vector);
            for (var d = 0; d < directions.Length; d++) room.Sketch[d] = MathF.Sqrt(Balance) * TensorPrimitives.Dot(room.Vector, directions[d]);
            for (var e = space.Words.Starts[i]; e < space.Words.Starts[i + 1]; e++)
            {
                // One place and one sign per term, from a hash of it.
                var hash = (uint)space.Words.Terms[e] * 2654435769u;
                hash ^= hash >> 15;
                room.Sketch[MeaningBytes + (int)(hash % WordBytes)] += (hash & 0x80000000u) == 0 ? MathF.Sqrt(1 - Balance) * space.Words.Weights[e] : -MathF.Sqrt(1 - Balance) * space.Words.Weights[e];
            }
            for (var b = 0; b < Bytes; b++) all[i * Bytes + b] = (sbyte)Math.Clamp(MathF.Round(room.Sketch[b] * Scale), sbyte.MinValue + 1, sbyte.MaxValue);
            return room;
        }, _ => { });
        return new(all);
    }

    /// <summary>Inner product of two quotes' sketches: larger for quotes that are more alike.</summary>
    public int Product(int a, int b) => ByteProduct.Of(Of(a), Of(b));

    // The principal directions of an even sample.
    private static float[][] Directions(QuoteSpace space)
    {
        var dimensions = space.Dimensions;
        if (dimensions == 0) return [];
        var sampled = Math.Min(Sample, space.Count);
        var vectors = new float[sampled][];
        for (var s = 0; s < sampled; s++) space.Centred((int)((long)s * space.Count / sampled), vectors[s] = new float[dimensions]);
        var covariance = new DenseMatrix(dimensions, dimensions);
        Parallel.For(0, dimensions, d =>
        {
            var row = new float[dimensions];
            foreach (var vector in vectors) TensorPrimitives.MultiplyAdd(vector, vector[d], row, row);
            for (var c = 0; c < dimensions; c++) covariance[d, c] = row[c];
        });
        var found = covariance.Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenVectors;
        // Eigenvalues come rising.
        return [.. Enumerable.Range(0, Math.Min(MeaningBytes, dimensions)).Select(d => found.Column(dimensions - 1 - d).Select(value => (float)value).ToArray())];
    }
}
