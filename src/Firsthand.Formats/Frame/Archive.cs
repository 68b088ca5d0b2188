using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Firsthand.Formats.Frame;

/// <summary>A ZIP container, read from memory. Names are labels and never paths; sizes and checksums are verified while unpacking, and entries may not share bytes.</summary>
internal sealed class Archive
{
    // Small texts compress well: the ratio counts only beyond this.
    private const long RatioFloor = 4 << 20;
    private const int EndRecord = 22, DirectoryRecord = 46, LocalRecord = 30;

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly Limits limits;
    private long unpacked;

    /// <summary>One entry of the directory. Name is what the writer called it.</summary>
    public sealed record Entry(string Name, long Packed, long Size, uint Crc, int Method, bool Locked, long Offset)
    {
        public bool IsFolder => Name.EndsWith('/');

        /// <summary>The name without folders.</summary>
        public string FileName => Name[(Name.LastIndexOf('/') + 1)..];
    }

    public Archive(ReadOnlyMemory<byte> bytes, Limits limits)
    {
        (this.bytes, this.limits) = (bytes, limits);
        Entries = Directory();
        RefuseSharedBytes();
    }

    public IReadOnlyList<Entry> Entries { get; }

    public static bool LooksLike(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8);

    /// <summary>The entry of exactly this name (case counts not); null when there is none.</summary>
    public Entry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>How many bytes may still be unpacked, here and in the containers inside.</summary>
    public long Left => limits.UnpackedBytes - unpacked;

    public long Unpacked => unpacked;

    /// <summary>Counts what a container inside unpacked.</summary>
    public void Spend(long size) => unpacked += size;

    /// <summary>The first bytes of an entry, unchecked, to see what it is; none where it cannot be unpacked.</summary>
    public byte[] Peek(Entry entry, int length)
    {
        if (entry.Locked || entry.Method is not (0 or 8))
        {
            return [];
        }
        var packed = bytes.Slice((int)DataStart(entry), (int)Math.Min(entry.Packed, 2 * length));
        using var stream = Opened(packed, entry.Method);
        var start = new byte[Math.Min(entry.Size, length)];
        try
        {
            return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static Stream Opened(ReadOnlyMemory<byte> packed, int method) => new MemoryStream(packed.ToArray()) is var stream && method == 0 ? stream : new DeflateStream(stream, CompressionMode.Decompress);

    /// <summary>An entry's bytes, whole and checked.</summary>
    public byte[] Unpack(Entry entry)
    {
        if (entry.Locked)
        {
            throw new Refused("an open ZIP", $"“{Shown(entry.Name)}” locked with a password: unpack it first");
        }
        if (entry.Method is not (0 or 8))
        {
            throw new Refused("an entry that is stored or deflated", $"“{Shown(entry.Name)}” packed by method {entry.Method}");
        }
        if (entry.Size > RatioFloor && entry.Size > entry.Packed * limits.UnpackRatio)
        {
            throw new Refused($"an entry at most {limits.UnpackRatio} times its packed size", $"“{Shown(entry.Name)}”, which unpacks {entry.Packed} bytes to {entry.Size}");
        }
        if ((unpacked += entry.Size) > limits.UnpackedBytes)
        {
            throw new Refused($"at most {limits.UnpackedBytes} bytes unpacked", "more in the ZIP");
        }
        var data = new byte[entry.Size];
        try
        {
            using var stream = Opened(bytes.Slice((int)DataStart(entry), (int)entry.Packed), entry.Method);
            var read = stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
            if (read < data.Length || stream.ReadByte() >= 0)
            {
                throw new Refused($"{entry.Size} bytes in “{Shown(entry.Name)}”, as the ZIP's directory says", read < data.Length ? $"only {read}" : "more");
            }
        }
        catch (InvalidDataException)
        {
            throw new Refused("a whole ZIP", $"damaged data in “{Shown(entry.Name)}”");
        }
        if (Crc32.Of(data) != entry.Crc)
        {
            throw new Refused("a whole ZIP", $"damaged data in “{Shown(entry.Name)}”: its checksum is wrong");
        }
        return data;
    }

    /// <summary>A name as it may be shown: control and direction characters escaped, clipped.</summary>
    public static string Shown(string name)
    {
        var shown = new StringBuilder();
        foreach (var c in name.AsSpan(0, Math.Min(name.Length, 120)))
        {
            _ = char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format
                ? shown.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:X4}")
                : shown.Append(c);
        }
        return name.Length > 120 ? shown.Append('…').ToString() : shown.ToString();
    }

    /// <summary>Why an entry's name cannot be taken for a file of the container, or null.</summary>
    public static string? Suspicious(string name)
    {
        var parts = name.Split('/', '\\');
        return name.Contains("..", StringComparison.Ordinal) && parts.Contains("..") ? "leads out of the container"
            : name.StartsWith('/') || name.StartsWith('\\') || name.Length > 1 && name[1] == ':' ? "is an absolute path"
            : name.Contains(':', StringComparison.Ordinal) ? "names a stream"
            : name.Contains('\\', StringComparison.Ordinal) ? "has backslashes"
            : name.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format) ? "hides characters"
            : name.Length > 255 ? "is too long"
            : parts.Any(p => p.Length > 0 && (p.EndsWith('.') || p.EndsWith(' ') || p.StartsWith(' '))) ? "ends or begins in a dot or blank"
            : parts.Any(IsDevice) ? "is a device"
            : null;
    }

    private static bool IsDevice(string part)
    {
        var stem = part.Split('.')[0].ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" || stem.Length == 4 && stem[..3] is "COM" or "LPT" && char.IsAsciiDigit(stem[^1]);
    }

    private List<Entry> Directory()
    {
        var span = bytes.Span;
        var end = span[Math.Max(0, span.Length - EndRecord - ushort.MaxValue)..].LastIndexOf("PK\u0005\u0006"u8);
        end = end < 0 ? -1 : end + Math.Max(0, span.Length - EndRecord - ushort.MaxValue);
        if (end < 0 || end + EndRecord > span.Length)
        {
            throw new Refused("a whole ZIP", "one without its directory: the file was cut off");
        }
        long count = U16(end + 10), at = U32(end + 16);
        if (at == uint.MaxValue && end >= 20 && span.Slice(end - 20, 4).SequenceEqual("PK\u0006\u0007"u8))
        {
            var large = (long)BinaryPrimitives.ReadUInt64LittleEndian(span[(end - 12)..]);
            Need(large, 56);
            (count, at) = (I64(large + 32), I64(large + 48));
        }
        if (count > limits.Entries)
        {
            throw new Refused($"at most {limits.Entries} entries in a ZIP", $"{count}");
        }
        List<Entry> entries = [];
        for (var i = 0; i < count; i++)
        {
            Need(at, DirectoryRecord);
            if (!span.Slice((int)at, 4).SequenceEqual("PK\u0001\u0002"u8))
            {
                throw new Refused("a whole ZIP", $"a damaged directory at entry {i + 1}");
            }
            int flags = U16(at + 8), name = U16(at + 28), extra = U16(at + 30), comment = U16(at + 32);
            Need(at, DirectoryRecord + name + extra);
            long packed = U32(at + 20), size = U32(at + 24), offset = U32(at + 42);
            ReadLargeSizes(at + DirectoryRecord + name, extra, ref size, ref packed, ref offset);
            entries.Add(new(NameOf(span.Slice((int)at + DirectoryRecord, name), (flags & 0x800) != 0), packed, size, U32(at + 16), U16(at + 10), (flags & 1) != 0, offset));
            at += DirectoryRecord + name + extra + comment;
        }
        return entries;
    }

    private static string NameOf(ReadOnlySpan<byte> name, bool utf8) =>
        utf8 || System.Text.Unicode.Utf8.IsValid(name) ? Encoding.UTF8.GetString(name) : DecodedText.Read(name, "ibm437").Text;

    /// <summary>ZIP64: values that do not fit 32 bits follow in an extra field, in this order.</summary>
    private void ReadLargeSizes(long at, int length, ref long size, ref long packed, ref long offset)
    {
        for (var end = at + length; at + 4 <= end;)
        {
            int id = U16(at), field = U16(at + 2);
            if (id == 1)
            {
                var value = at + 4;
                var last = Math.Min(end, value + field);
                if (size == uint.MaxValue && value + 8 <= last) { size = I64(value); value += 8; }
                if (packed == uint.MaxValue && value + 8 <= last) { packed = I64(value); value += 8; }
                if (offset == uint.MaxValue && value + 8 <= last) { offset = I64(value); }
            }
            at += 4 + field;
        }
    }

    /// <summary>Bombs let many entries share one run of bytes.</summary>
    private void RefuseSharedBytes()
    {
        long free = 0;
        foreach (var entry in Entries.OrderBy(entry => entry.Offset))
        {
            if (entry.Offset < free)
            {
                throw new Refused("a ZIP whose entries have their own bytes", $"“{Shown(entry.Name)}” sharing bytes with another entry");
            }
            free = DataStart(entry) + entry.Packed;
            if (free > bytes.Length)
            {
                throw new Refused("a whole ZIP", $"“{Shown(entry.Name)}” going beyond the end of the file");
            }
        }
    }

    private long DataStart(Entry entry)
    {
        Need(entry.Offset, LocalRecord);
        if (!bytes.Span.Slice((int)entry.Offset, 4).SequenceEqual("PK\u0003\u0004"u8))
        {
            throw new Refused("a whole ZIP", $"no data where “{Shown(entry.Name)}” should be");
        }
        return entry.Offset + LocalRecord + U16(entry.Offset + 26) + U16(entry.Offset + 28);
    }

    private void Need(long at, long length)
    {
        if (at < 0 || length < 0 || at > bytes.Length - length)
        {
            throw new Refused("a whole ZIP", "a directory that points beyond the end of the file");
        }
    }

    private int U16(long at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[(int)at..]);

    private uint U32(long at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[(int)at..]);

    private long I64(long at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[(int)at..]) is >= 0 and var value ? value : throw new Refused("a whole ZIP", "an impossible size");
}
