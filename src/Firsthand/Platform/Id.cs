using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firsthand.Platform;

/// <summary>The identity of one <typeparamref name="TEntity"/>, so that ids of two kinds cannot be mixed up.</summary>
[JsonConverter(typeof(IdJsonConverterFactory))]
public readonly record struct Id<TEntity>(Guid Value) : IParsable<Id<TEntity>>, IComparable<Id<TEntity>>
{
    /// <summary>A new id; ids made later sort after those made earlier, by one process also within a millisecond.</summary>
    public static Id<TEntity> New(TimeProvider clock) => new(IdSequence.Next(clock.GetUtcNow()));

    public static Id<TEntity> Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<TEntity> result)
    {
        var parsed = Guid.TryParse(s, out var value);
        result = new(value);
        return parsed;
    }

    public int CompareTo(Id<TEntity> other) => Value.CompareTo(other.Value);

    public static bool operator <(Id<TEntity> a, Id<TEntity> b) => a.CompareTo(b) < 0;
    public static bool operator >(Id<TEntity> a, Id<TEntity> b) => a.CompareTo(b) > 0;
    public static bool operator <=(Id<TEntity> a, Id<TEntity> b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Id<TEntity> a, Id<TEntity> b) => a.CompareTo(b) >= 0;

    public override string ToString() => Value.ToString();
}

internal static class IdSequence
{
    private static int made;

    /// <summary>A version 7 UUID (RFC 9562, 6.2, method 1): the time, then how many the process made before, then chance.</summary>
    // By time and chance alone the quotes of a conversation would stand in another order in every run, and with them whatever begins from their order.
    public static Guid Next(DateTimeOffset at)
    {
        var number = (uint)Interlocked.Increment(ref made);
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(at).TryWriteBytes(bytes, bigEndian: true, out _);
        // 12 bits and 14: between and after them stand the version, the variant and chance.
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (number >> 14 & 0xfff)));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[8..], (ushort)(0x8000 | (number & 0x3fff)));
        return new(bytes, bigEndian: true);
    }
}

internal sealed class IdJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<TEntity> : JsonConverter<Id<TEntity>>
    {
        public override Id<TEntity> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());
        public override void Write(Utf8JsonWriter writer, Id<TEntity> value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
