using System.Buffers;
using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace Firsthand.Formats.Frame;

/// <summary>Turns as a list that packs what lies behind: a million of them take the room of their letters, and each is made anew when it is asked for.</summary>
internal sealed class PackedTurns : IReadOnlyList<Turn>
{
    // Short conversations are never packed; of a long one a page is made at a time.
    private const int PageTurns = 256;

    [Flags]
    private enum Has : byte
    {
        StartSeconds = 1, StartDate = 2, EndSeconds = 4, EndDate = 8, Speaker = 16,
    }

    private sealed record Page(byte[] Packed, IReadOnlyDictionary<string, string>?[]? Details);

    private readonly List<Turn> open = [];

    // A mailbox has fifty thousand conversations of one turn: what they do not need is not made.
    private List<Page>? pages;
    private List<string>? names;
    private Dictionary<string, int>? numbers;

    private int Packed => pages?.Count ?? 0;

    // The page asked for last: a list is mostly read from one end to the other. One reference, so that two readers cannot mix halves.
    private Unpacked? latest;

    private sealed record Unpacked(int Page, Turn[] Turns);

    public int Count => Packed * PageTurns + open.Count;

    public Turn this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var page = index / PageTurns;
            return page < Packed ? Turns(page)[index % PageTurns] : open[index - Packed * PageTurns];
        }
    }

    /// <summary>The turn added last, which may still change.</summary>
    public Turn Last
    {
        get => open[^1];
        set => open[^1] = value;
    }

    public void Add(Turn turn)
    {
        if (open.Count == PageTurns)
        {
            (pages ??= []).Add(Pack());
            open.Clear();
        }
        open.Add(turn);
    }

    public IEnumerator<Turn> GetEnumerator()
    {
        for (var page = 0; page < Packed; page++)
        {
            foreach (var turn in Unpack(pages![page]))
            {
                yield return turn;
            }
        }
        foreach (var turn in open)
        {
            yield return turn;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Turn[] Turns(int page)
    {
        if (latest is not { } known || known.Page != page)
        {
            latest = known = new(page, Unpack(pages![page]));
        }
        return known.Turns;
    }

    private Page Pack()
    {
        var packed = new ArrayBufferWriter<byte>(PageTurns * 128);
        foreach (var turn in open)
        {
            var (start, end) = (turn.Start.GetValueOrDefault(), turn.End.GetValueOrDefault());
            var has = (start.Seconds is null ? 0 : Has.StartSeconds) | (start.Date is null ? 0 : Has.StartDate) | (end.Seconds is null ? 0 : Has.EndSeconds) | (end.Date is null ? 0 : Has.EndDate) | (turn.Speaker is null ? 0 : Has.Speaker);
            Number(packed, (int)has);
            Number(packed, (int)turn.Kind);
            Number(packed, turn.Line);
            if (turn.Speaker is { } speaker)
            {
                Number(packed, NumberOf(speaker));
            }
            Write(packed, start);
            Write(packed, end);
            Text(packed, turn.Text);
        }
        return new(packed.WrittenSpan.ToArray(), open.Exists(turn => turn.Details is not null) ? [.. open.Select(turn => turn.Details)] : null);
    }

    private Turn[] Unpack(Page page)
    {
        var turns = new Turn[PageTurns];
        var rest = page.Packed.AsSpan();
        for (var i = 0; i < turns.Length; i++)
        {
            var has = (Has)Number(ref rest);
            var (kind, line) = ((TurnKind)Number(ref rest), Number(ref rest));
            var speaker = has.HasFlag(Has.Speaker) ? names![Number(ref rest)] : null;
            var start = Moment(ref rest, has.HasFlag(Has.StartSeconds), has.HasFlag(Has.StartDate));
            var end = Moment(ref rest, has.HasFlag(Has.EndSeconds), has.HasFlag(Has.EndDate));
            turns[i] = new(speaker, start, end, Text(ref rest), kind, line) { Details = page.Details?[i] };
        }
        return turns;
    }

    private int NumberOf(string name)
    {
        names ??= [];
        if (!(numbers ??= []).TryGetValue(name, out var number))
        {
            numbers[name] = number = names.Count;
            names.Add(name);
        }
        return number;
    }

    private static void Write(ArrayBufferWriter<byte> packed, Moment moment)
    {
        if (moment.Seconds is { } seconds)
        {
            MemoryMarshal.Write(packed.GetSpan(sizeof(double)), in seconds);
            packed.Advance(sizeof(double));
        }
        if (moment.Date is { } date)
        {
            Text(packed, date);
        }
    }

    private static Moment? Moment(ref Span<byte> rest, bool hasSeconds, bool hasDate)
    {
        double? seconds = null;
        if (hasSeconds)
        {
            seconds = MemoryMarshal.Read<double>(rest);
            rest = rest[sizeof(double)..];
        }
        var date = hasDate ? Text(ref rest) : null;
        return hasSeconds || hasDate ? new Moment(seconds, date) : null;
    }

    // A byte a letter where that holds it, else the string's own two: nothing is encoded, so nothing can be lost, not even half a surrogate pair.
    private static void Text(ArrayBufferWriter<byte> packed, string text)
    {
        var wide = text.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF');
        Number(packed, text.Length * 2L + (wide ? 1 : 0));
        if (wide)
        {
            packed.Write(MemoryMarshal.AsBytes(text.AsSpan()));
        }
        else
        {
            packed.Advance(Encoding.Latin1.GetBytes(text, packed.GetSpan(Math.Max(1, text.Length))));
        }
    }

    private static string Text(ref Span<byte> rest)
    {
        var mark = LongNumber(ref rest);
        var (length, wide) = ((int)(mark >> 1), (mark & 1) != 0);
        var bytes = rest[..(wide ? length * sizeof(char) : length)];
        rest = rest[bytes.Length..];
        return wide ? MemoryMarshal.Cast<byte, char>(bytes).ToString() : Encoding.Latin1.GetString(bytes);
    }

    // Seven bits a byte, the lowest first; the eighth says that more follow.
    private static void Number(ArrayBufferWriter<byte> packed, long value)
    {
        var span = packed.GetSpan(10);
        var length = 0;
        for (var left = (ulong)value; ; left >>= 7)
        {
            span[length++] = (byte)(left < 128 ? left : left | 128);
            if (left < 128)
            {
                break;
            }
        }
        packed.Advance(length);
    }

    private static int Number(ref Span<byte> rest) => (int)LongNumber(ref rest);

    private static long LongNumber(ref Span<byte> rest)
    {
        var (value, length) = (0UL, 0);
        do
        {
            value |= (ulong)(rest[length] & 127) << 7 * length;
        }
        while (rest[length++] >= 128);
        rest = rest[length..];
        return (long)value;
    }
}
