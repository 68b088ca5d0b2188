using Firsthand.Formats.Frame;
using Firsthand.Formats.WebVtt;

namespace Firsthand.Formats.Subtitles;

/// <summary>SubRip: an optional number, a line of times, text up to an empty line. Numbers may be missing or repeat, and so may empty lines.</summary>
internal sealed class SrtFormat : IFormat
{
    // Far enough to pass a title or a note before the first cue.
    private const int LinesToLook = 60;

    public string Name => "srt";

    public bool Recognises(Source source)
    {
        var lines = source.Lines;
        for (var i = 0; i < Math.Min(lines.Count, LinesToLook); i++)
        {
            if (Timing(lines[i]) is not null)
            {
                return true;
            }
        }
        return false;
    }

    public Reading<FileReading> Read(Source source)
    {
        var lines = source.Lines;
        List<Caption> captions = [];
        List<(int From, int To)> strays = [];
        for (var at = 0; at < lines.Count;)
        {
            at = lines.SkipBlank(at);
            if (at == lines.Count)
            {
                break;
            }
            var timed = Timing(lines[at]) is not null ? at : at + 1 < lines.Count && Timing(lines[at + 1]) is not null && IsNumber(lines[at]) ? at + 1 : -1;
            var end = EndOfBlock(lines, timed < 0 ? at + 1 : timed + 1);
            if (timed >= 0)
            {
                captions.Add(new(timed, Timing(lines[timed])!.Value, timed + 1, end));
            }
            else if (captions.Count == 0 || IsNumber(lines[at]))
            {
                strays.Add((at, end));
            }
            else
            {
                // Text after an empty line, without times: the cue before goes on.
                captions[^1] = captions[^1] with { To = end };
            }
            at = end;
        }
        return Write(source, captions, strays);
    }

    private FileReading Write(Source source, List<Caption> captions, List<(int From, int To)> strays)
    {
        var draft = new Draft(source);
        foreach (var (from, to) in strays)
        {
            draft.Strange(from + 1, "times such as 00:00:01,000 --> 00:00:02,500", source.Lines.Join(from, to));
        }
        CaptionWriter.Write(source, captions, draft);
        return draft.Finish(Name);
    }

    /// <summary>A block ends at an empty line, or where the next cue's number or times stand.</summary>
    private static int EndOfBlock(Lines lines, int from)
    {
        var at = from;
        for (; at < lines.Count && !lines.IsBlank(at); at++)
        {
            if (Timing(lines[at]) is not null || at + 1 < lines.Count && IsNumber(lines[at]) && Timing(lines[at + 1]) is not null)
            {
                break;
            }
        }
        return at;
    }

    private static bool IsNumber(ReadOnlySpan<char> line) => line.Trim().TrimStart('\uFEFF') is { IsEmpty: false } number && !number.ContainsAnyExceptInRange('0', '9');

    private static CueTiming? Timing(ReadOnlySpan<char> line) => line.Contains(CueTiming.Arrow, StringComparison.Ordinal) ? CueTiming.Lenient(line) : null;
}

/// <summary>A caption: the line of its times (from 0), and its text from one line to before another.</summary>
internal readonly record struct Caption(int At, CueTiming Timing, int From, int To);
