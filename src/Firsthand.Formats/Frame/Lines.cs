using System.Text;

namespace Firsthand.Formats.Frame;

/// <summary>A text cut into lines. Lines end at CRLF, LF or CR only; U+2028, U+0085, VT and FF are text.</summary>
internal sealed class Lines
{
    private readonly string text;
    private readonly List<(int Start, int End)> places;

    public Lines(string text)
    {
        this.text = text;
        // Counted first: a list that grows leaves as much behind as it holds.
        places = new(text.AsSpan().Count('\n') + 1);
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny('\r', '\n');
            if (length < 0)
            {
                places.Add((start, text.Length));
                break;
            }
            var end = start + length;
            places.Add((start, end));
            start = end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1);
        }
    }

    public int Count => places.Count;

    public ReadOnlySpan<char> this[int index] => text.AsSpan(places[index].Start, places[index].End - places[index].Start);

    public string Line(int index) => this[index].ToString();

    /// <summary>Where a line begins in the text.</summary>
    public int Start(int index) => places[index].Start;

    public bool IsBlank(int index) => this[index].IsWhiteSpace();

    /// <summary>The lines from one to before another, with LF between them.</summary>
    public string Join(int from, int to) => Join(from, to, 0);

    /// <summary>The same, with the first characters of the first line left out.</summary>
    public string Join(int from, int to, int skip)
    {
        if (from >= to)
        {
            return "";
        }
        if (to - from == 1)
        {
            return this[from][skip..].ToString();
        }
        var joined = new StringBuilder(places[to - 1].End - places[from].Start);
        joined.Append(this[from][skip..]);
        for (var i = from + 1; i < to; i++)
        {
            joined.Append('\n').Append(this[i]);
        }
        return joined.ToString();
    }

    /// <summary>The end of a range without its blank lines at the end.</summary>
    public int TrimEnd(int from, int to)
    {
        while (to > from && IsBlank(to - 1))
        {
            to--;
        }
        return to;
    }

    /// <summary>The first line at or after this one that is not blank; the count when there is none.</summary>
    public int SkipBlank(int from)
    {
        while (from < Count && IsBlank(from))
        {
            from++;
        }
        return from;
    }
}
