using Firsthand.Formats.Frame;
using Firsthand.Formats.WebVtt;

namespace Firsthand.Formats.Subtitles;

/// <summary>YouTube's captions, and Google Meet's chat: "0:00:01.000,0:00:02.500", text, an empty line.</summary>
internal sealed class SbvFormat : IFormat
{
    private const int LinesToLook = 40;

    public string Name => "sbv";

    public bool Recognises(Source source)
    {
        for (var i = 0; i < Math.Min(source.Lines.Count, LinesToLook); i++)
        {
            if (Timing(source.Lines[i]) is not null)
            {
                return true;
            }
        }
        return false;
    }

    public Reading<FileReading> Read(Source source)
    {
        var lines = source.Lines;
        var draft = new Draft(source);
        List<Caption> captions = [];
        for (var at = lines.SkipBlank(0); at < lines.Count; at = lines.SkipBlank(at))
        {
            var end = at + 1;
            while (end < lines.Count && !lines.IsBlank(end) && Timing(lines[end]) is null)
            {
                end++;
            }
            if (Timing(lines[at]) is { } timing)
            {
                captions.Add(new(at, timing, at + 1, end));
            }
            else if (captions.Count > 0)
            {
                captions[^1] = captions[^1] with { To = end };
            }
            else
            {
                draft.Strange(at + 1, "times such as 0:00:01.000,0:00:02.500", lines.Join(at, end));
            }
            at = end;
        }
        CaptionWriter.Write(source, captions, draft);
        return draft.Finish(Name);
    }

    private static CueTiming? Timing(ReadOnlySpan<char> line)
    {
        var comma = line.IndexOf(',');
        return comma > 0 && line.Contains(':') && line.Contains('.') && Clock.Read(line[..comma].Trim()) is { } start && Clock.Read(line[(comma + 1)..].Trim()) is { } end ? new(start, end) : null;
    }
}
