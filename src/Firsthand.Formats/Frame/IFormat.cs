namespace Firsthand.Formats.Frame;

/// <summary>One format: how its content is recognised, and how it is read. A folder holds it; a line in <see cref="Registry"/> makes it known.</summary>
internal interface IFormat
{
    string Name { get; }

    /// <summary>Whether this is the content's format. Asked in the registry's order: those before have said no.</summary>
    bool Recognises(Source source);

    Reading<FileReading> Read(Source source);
}
