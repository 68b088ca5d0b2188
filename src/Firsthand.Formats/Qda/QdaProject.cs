namespace Firsthand.Formats.Qda;

/// <summary>A project of qualitative analysis as REFI-QDA exchanges it: codes, sources, what was marked in them and with which codes.</summary>
public sealed record QdaProject(string? Name, string? Origin)
{
    public IReadOnlyList<QdaUser> Users { get; init; } = [];

    /// <summary>The outermost codes; each holds those below it.</summary>
    public IReadOnlyList<QdaCode> Codes { get; init; } = [];

    public IReadOnlyList<QdaSource> Sources { get; init; } = [];

    public IReadOnlyList<QdaSet> Sets { get; init; } = [];

    public IReadOnlyList<QdaNote> Notes { get; init; } = [];

    public int Links { get; init; }

    /// <summary>All codes, each before those below it.</summary>
    public IEnumerable<QdaCode> AllCodes => Codes.SelectMany(code => code.WithBelow());
}

public sealed record QdaUser(string Id, string Name);

/// <param name="Id">In capitals.</param>
/// <param name="Color">"#RRGGBB", or null.</param>
public sealed record QdaCode(string Id, string Name, string? Description, string? Color, bool IsCodable)
{
    public IReadOnlyList<QdaCode> Below { get; init; } = [];

    public IEnumerable<QdaCode> WithBelow() => Below.SelectMany(code => code.WithBelow()).Prepend(this);
}

/// <summary>A source: a text, or a PDF, picture or recording, of which only the marks are read.</summary>
/// <param name="Kind">"TextSource", "PDFSource", "PictureSource", "AudioSource" or "VideoSource".</param>
/// <param name="Text">The text with LF line ends; null when it is missing or no text.</param>
public sealed record QdaSource(string Id, string Name, string Kind, string? Text)
{
    public IReadOnlyList<QdaSelection> Selections { get; init; } = [];
}

/// <summary>A marked place.</summary>
/// <param name="Start">UTF-16 offset into the source's text; null when the text is missing or the mark is no text's.</param>
/// <param name="End">The offset after the last.</param>
/// <param name="Words">What is marked: from the text, else the beginning that the tool kept as its name.</param>
/// <param name="Codes">Guids of the codes.</param>
public sealed record QdaSelection(string Id, int? Start, int? End, string Words, IReadOnlyList<string> Codes)
{
    /// <summary>The offsets as the file has them.</summary>
    public (long Start, long End)? Written { get; init; }
}

public sealed record QdaSet(string Name, IReadOnlyList<string> Codes);

public sealed record QdaNote(string Id, string? Name, string? Text);
