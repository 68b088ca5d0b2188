namespace Firsthand.Formats;

/// <summary>Bytes to conversations: detects what a file is by its content and reads it.</summary>
public static class TranscriptFile
{
    /// <param name="name">The file's name; its extension only breaks ties.</param>
    /// <returns>The file read as far as it can be, or why not at all. Never throws on what a file holds.</returns>
    public static Reading<FileReading> Read(ReadOnlyMemory<byte> bytes, string name, ReadOptions? options = null, CancellationToken ct = default) => throw new NotImplementedException();

    /// <summary>The readers' names, for a person to choose from.</summary>
    public static IReadOnlyList<string> Formats => throw new NotImplementedException();
}
