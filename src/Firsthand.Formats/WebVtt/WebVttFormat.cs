using Firsthand.Formats.Frame;
using Firsthand.Formats.Speaking;

namespace Firsthand.Formats.WebVtt;

/// <summary>WebVTT, strict as the W3C algorithm and, where that finds no cue, lenient; and the ways in which meeting tools put a name on a cue.</summary>
internal sealed class WebVttFormat : IFormat
{
    public string Name => "webvtt";

    public bool Recognises(Source source) => WebVttParser.HasSignature(source.Text);

    public Reading<FileReading> Read(Source source)
    {
        if (!WebVttParser.HasSignature(source.Text))
        {
            return new ReadingError(1, "WEBVTT at the start of the file", source.Lines.Count > 0 ? Clip(source.Lines.Line(0)) : "nothing");
        }
        var parser = new WebVttParser(source.Lines, line => CueTiming.Strict(line));
        parser.Read();
        var draft = new Draft(source);
        if (parser.Cues.Count == 0 && parser.Rejected.Exists(block => block.Kind == "cue" && !CueTiming.IsHalfStrict(TimingLine(block.Text))))
        {
            var lenient = new WebVttParser(source.Lines, line => CueTiming.Lenient(line));
            lenient.Read();
            if (lenient.Cues.Count > 0)
            {
                parser = lenient;
                draft.Note("The times are not written as WebVTT asks (00:01:02.500); they were read all the same.");
            }
        }
        Report(parser, draft, source.Lines);
        CueDialect.Of(parser, draft).AddAll(parser, draft);
        return draft.Finish(Name);
    }

    private static void Report(WebVttParser parser, Draft draft, Lines lines)
    {
        foreach (var block in parser.Blocks)
        {
            draft.Aside(block.Line, block.Kind, block.Text);
        }
        foreach (var block in parser.Rejected)
        {
            draft.Strange(block.Line, block.Kind == "cue" ? "times such as 00:01:02.500 --> 00:01:04.000" : "a cue: times, then text", block.Text);
        }
        if (parser.Rejected is [.., { Kind: "cue" } last] && last.Line + last.Text.AsSpan().Count('\n') >= lines.Count && lines[lines.Count - 1].Contains(CueTiming.Arrow, StringComparison.Ordinal))
        {
            draft.Note($"The file ends inside a cue (line {last.Line}): it was cut off.");
        }
    }

    private static ReadOnlySpan<char> TimingLine(string block)
    {
        foreach (var line in block.AsSpan().EnumerateLines())
        {
            if (line.Contains(CueTiming.Arrow, StringComparison.Ordinal))
            {
                return line;
            }
        }
        return default;
    }

    private static string Clip(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
