namespace Firsthand.Bench;

/// <summary>Why a set cannot be measured: one sentence with its file, the line, and what was expected there.</summary>
/// <param name="line">From 1.</param>
internal sealed class SetRefused(string path, int line, string expected, Exception? because = null) : FormatException($"{path}, line {line}: expected {expected}.", because)
{
    public int Line { get; } = line;
}
