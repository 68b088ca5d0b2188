namespace Firsthand.Engine.Text;

/// <summary>A half-open range of UTF-16 units in a source text that never changes.</summary>
public readonly record struct TextSpan
{
    /// <exception cref="ArgumentOutOfRangeException">The start is negative, or the length is not positive.</exception>
    public TextSpan(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        (Start, Length) = (start, length);
    }

    public int Start { get; }
    public int Length { get; }
    public int End => Start + Length;

    public ReadOnlySpan<char> In(string source) => source.AsSpan(Start, Length);

    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;
}
