using System.Text.Json;

namespace Firsthand.Formats.Frame;

/// <summary>A format whose file is one JSON value (or one on each line), told by its keys.</summary>
internal abstract class JsonFormat : IFormat
{
    public abstract string Name { get; }

    public bool Recognises(Source source) => source.Json is { Broken: null } json && Is(json.Root);

    public Reading<FileReading> Read(Source source)
    {
        if (source.Json is not { } json)
        {
            return new ReadingError(1, "JSON", "a text that is none");
        }
        if (json.Broken is { } broken)
        {
            return broken;
        }
        if (!Is(json.Root))
        {
            return new ReadingError(1, $"JSON as {Name} has it", "JSON of another shape");
        }
        var draft = new Draft(source);
        if (json.Note is { } note)
        {
            draft.Note(note);
        }
        return Read(json.Root, draft) ?? (Reading<FileReading>)draft.Finish(Name);
    }

    protected abstract bool Is(JsonElement root);

    /// <summary>Reads into the draft; gives what was wrong when nothing can be read.</summary>
    protected abstract ReadingError? Read(JsonElement root, Draft draft);
}
