namespace Firsthand.Formats.Frame;

/// <summary>A file cannot be read on. Thrown from the depth of a reader (a limit reached, damaged bytes) and turned into its error at the one door; never seen outside this library.</summary>
internal sealed class Refused(ReadingError error) : Exception(error.ToString())
{
    public ReadingError Error { get; } = error;

    public Refused(string expected, string found) : this(new ReadingError(0, expected, found))
    {
    }
}
