using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Firsthand.Engine.Encoding;

/// <summary>The encoder's numbers as they lie in their file; training/encoder/base/pack-weights.mjs says how it is laid out.</summary>
internal sealed class WeightsFile
{
    private const uint Version = 1;
    private const int Alignment = 64;
    private const int LongestHeader = 1 << 24;
    private const int LongestTensors = 1 << 28;
    private static ReadOnlySpan<byte> Magic => "firsthnd"u8;

    private readonly byte[] tensors;
    private readonly Dictionary<string, Entry> table;

    private readonly bool isWidened;

    private WeightsFile(string model, IReadOnlyList<(string Piece, double Score)> vocabulary, Dictionary<string, Entry> table, byte[] tensors, bool isWidened = false)
    {
        (Model, Vocabulary, this.table, this.tensors, this.isWidened) = (model, vocabulary, table, tensors, isWidened);
    }

    private enum Stored { Singles, Halves, Bytes, BytesByRow }

    private readonly record struct Entry(int[] Shape, int Offset, Stored As);

    /// <summary>Tells these weights from any others.</summary>
    public string Model { get; }

    /// <summary>The pieces with their log probabilities; a piece's place is its id.</summary>
    public IReadOnlyList<(string Piece, double Score)> Vocabulary { get; }

    /// <exception cref="InvalidDataException">The bytes are not a weights file of this version.</exception>
    public static WeightsFile Read(Stream file)
    {
        try
        {
            Span<byte> start = stackalloc byte[16];
            file.ReadExactly(start);
            if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Encoder weights are read on little-endian machines only.");
            if (!start[..8].SequenceEqual(Magic)) throw new InvalidDataException("Not a file of encoder weights.");
            var version = BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
            if (version != Version) throw new InvalidDataException($"Encoder weights of version {version}; this program reads version {Version}.");
            var headerLength = BinaryPrimitives.ReadUInt32LittleEndian(start[12..]);
            if (headerLength > LongestHeader) throw new InvalidDataException("The header of the encoder weights is too long.");
            var header = new byte[RoundUp(start.Length + (int)headerLength) - start.Length];
            file.ReadExactly(header);
            using var json = JsonDocument.Parse(header.AsMemory(0, (int)headerLength));
            return Read(json.RootElement, file);
        }
        catch (Exception wrong) when (wrong is EndOfStreamException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("The file of encoder weights is damaged.", wrong);
        }
    }

    /// <summary>The same numbers, none of which is handed out in eight bits.</summary>
    public WeightsFile Widened() => new(Model, Vocabulary, table, tensors, isWidened: true);

    public bool Has(string name) => table.ContainsKey(name);

    /// <summary>A tensor, row after row; halves and bytes are widened.</summary>
    /// <exception cref="InvalidDataException">The file has no tensor of this name and shape.</exception>
    public float[] Tensor(string name, params ReadOnlySpan<int> shape)
    {
        var entry = Find(name, shape);
        var bytes = tensors.AsSpan(entry.Offset);
        var values = new float[Count(entry.Shape)];
        switch (entry.As)
        {
            case Stored.Singles: MemoryMarshal.Cast<byte, float>(bytes)[..values.Length].CopyTo(values); break;
            case Stored.Halves: Widen(MemoryMarshal.Cast<byte, Half>(bytes)[..values.Length], values); break;
            case Stored.Bytes: WidenColumns(bytes, entry.Shape[^1], values); break;
            case Stored.BytesByRow: WidenRows(bytes, entry.Shape[0], values); break;
        }
        return values;
    }

    /// <summary>A tensor that is stored in whole numbers of eight bits with a scale for each column; false where it is stored otherwise.</summary>
    /// <exception cref="InvalidDataException">The file has no tensor of this name and shape.</exception>
    public bool TryBytes(string name, int rows, int columns, out ReadOnlySpan<sbyte> numbers, out float[] scales)
    {
        var entry = Find(name, [rows, columns]);
        numbers = default;
        scales = [];
        if (isWidened || entry.As != Stored.Bytes) return false;
        var bytes = tensors.AsSpan(entry.Offset);
        scales = MemoryMarshal.Cast<byte, float>(bytes)[..columns].ToArray();
        numbers = MemoryMarshal.Cast<byte, sbyte>(bytes[(columns * sizeof(float))..])[..(rows * columns)];
        return true;
    }

    private Entry Find(string name, ReadOnlySpan<int> shape) => table.TryGetValue(name, out var entry) && shape.SequenceEqual(entry.Shape)
        ? entry
        : throw new InvalidDataException($"The encoder weights hold no {name} of {string.Join(" x ", shape.ToArray())}.");

    // The scales, then the numbers.
    private static void WidenColumns(ReadOnlySpan<byte> bytes, int columns, Span<float> values)
    {
        var scales = MemoryMarshal.Cast<byte, float>(bytes)[..columns];
        Widen(MemoryMarshal.Cast<byte, sbyte>(bytes[(columns * sizeof(float))..]), values);
        for (; values.Length > 0; values = values[columns..]) Multiply(values[..columns], scales);
    }

    private static void WidenRows(ReadOnlySpan<byte> bytes, int rows, Span<float> values)
    {
        var columns = values.Length / rows;
        Widen(MemoryMarshal.Cast<byte, sbyte>(bytes[(rows * sizeof(float))..]), values);
        foreach (var scale in MemoryMarshal.Cast<byte, float>(bytes)[..rows])
        {
            Multiply(values[..columns], scale);
            values = values[columns..];
        }
    }

    // The library does these too, but number by number until it is compiled anew, which in a short command is too late (docs/decisions/0015).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<sbyte> numbers, Span<float> values)
    {
        for (; values.Length >= Vector128<sbyte>.Count; values = values[Vector128<sbyte>.Count..], numbers = numbers[Vector128<sbyte>.Count..])
        {
            var (low, high) = Vector128.Widen(Vector128.Create(numbers));
            var ((a, b), (c, d)) = (Vector128.Widen(low), Vector128.Widen(high));
            Vector128.ConvertToSingle(a).CopyTo(values);
            Vector128.ConvertToSingle(b).CopyTo(values[4..]);
            Vector128.ConvertToSingle(c).CopyTo(values[8..]);
            Vector128.ConvertToSingle(d).CopyTo(values[12..]);
        }
        for (var i = 0; i < values.Length; i++) values[i] = numbers[i];
    }

    // A half's bits fit a single's places, but for the exponent, which counts from another zero: 2^112 further on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<Half> halves, Span<float> values)
    {
        const uint Sign = 0x8000, Endless = 0x7c00;
        var further = BitConverter.UInt32BitsToSingle((127 + 112) << 23);
        var bits = MemoryMarshal.Cast<Half, ushort>(halves);
        for (; values.Length >= Vector128<ushort>.Count; values = values[Vector128<ushort>.Count..], bits = bits[Vector128<ushort>.Count..])
        {
            var half = Vector256.WidenLower(Vector128.Create(bits).ToVector256());
            var size = half & Vector256.Create(Sign - 1);
            if (Vector256.GreaterThanOrEqualAny(size, Vector256.Create(Endless))) throw new InvalidDataException("A weight is not a finite number.");
            (((size << 13).AsSingle() * further).AsUInt32() | (half & Vector256.Create(Sign)) << 16).AsSingle().CopyTo(values);
        }
        for (var i = 0; i < values.Length; i++) values[i] = Half.IsFinite(BitConverter.UInt16BitsToHalf(bits[i])) ? (float)BitConverter.UInt16BitsToHalf(bits[i]) : throw new InvalidDataException("A weight is not a finite number.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(Span<float> values, ReadOnlySpan<float> scales)
    {
        for (; values.Length >= Vector256<float>.Count; values = values[Vector256<float>.Count..], scales = scales[Vector256<float>.Count..])
            (Vector256.Create((ReadOnlySpan<float>)values) * Vector256.Create(scales)).CopyTo(values);
        for (var i = 0; i < values.Length; i++) values[i] *= scales[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(Span<float> values, float scale)
    {
        for (; values.Length >= Vector256<float>.Count; values = values[Vector256<float>.Count..]) (Vector256.Create((ReadOnlySpan<float>)values) * scale).CopyTo(values);
        for (var i = 0; i < values.Length; i++) values[i] *= scale;
    }

    private static WeightsFile Read(JsonElement header, Stream file)
    {
        var vocabulary = new List<(string, double)>();
        foreach (var entry in header.GetProperty("vocabulary").EnumerateArray()) vocabulary.Add((entry[0].GetString()!, entry[1].GetDouble()));

        var table = new Dictionary<string, Entry>(StringComparer.Ordinal);
        var length = 0L;
        foreach (var entry in header.GetProperty("tensors").EnumerateArray())
        {
            var name = entry.GetProperty("name").GetString()!;
            var stored = entry.GetProperty("type").GetString() switch
            {
                "float32" => Stored.Singles,
                "float16" => Stored.Halves,
                "int8" => Stored.Bytes,
                "int8-rows" => Stored.BytesByRow,
                var type => throw new InvalidDataException($"{name} is stored as {type}; this program reads float32, float16, int8 and int8-rows."),
            };
            int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(side => side.GetInt32())];
            var offset = entry.GetProperty("offset").GetInt32();
            var end = offset + Count(shape) * stored switch { Stored.Singles => 4, Stored.Halves => 2, _ => 1 } + sizeof(float) * stored switch { Stored.Bytes => shape[^1], Stored.BytesByRow => shape[0], _ => 0L };
            if (offset < 0 || end > LongestTensors) throw new InvalidDataException($"{name} does not lie in the file.");
            table[name] = new(shape, offset, stored);
            length = Math.Max(length, end);
        }
        var tensors = new byte[length];
        file.ReadExactly(tensors);
        return new(header.GetProperty("model").GetString()!, vocabulary, table, tensors);
    }

    private static long Count(int[] shape) =>
        shape.Any(side => side <= 0) ? throw new InvalidDataException("A tensor without extent.") : shape.Aggregate(1L, (count, side) => Math.Min(count * side, LongestTensors));

    private static int RoundUp(int length) => (length + Alignment - 1) & -Alignment;
}
