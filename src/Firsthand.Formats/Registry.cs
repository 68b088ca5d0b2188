using Firsthand.Formats.Frame;

namespace Firsthand.Formats;

/// <summary>All formats, in the order in which content is tested for them: what is certain first, what could be anything last.</summary>
internal static class Registry
{
    public static IReadOnlyList<IFormat> All { get; } =
    [
        new WebVtt.WebVttFormat(),
        new Subtitles.SrtFormat(),
        new Subtitles.SbvFormat(),
        new PlainText.PlainTextFormat(),
    ];

    public static IFormat? Named(string name) => All.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static IFormat Detect(Source source) => All.First(format => format.Recognises(source));
}
