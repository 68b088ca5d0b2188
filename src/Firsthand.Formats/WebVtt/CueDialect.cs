using Firsthand.Formats.Frame;
using Firsthand.Formats.Speaking;

namespace Firsthand.Formats.WebVtt;

/// <summary>Where a tool writes who speaks: in a voice tag, in the id line, in a line of its own, before a colon, or nowhere.</summary>
internal abstract class CueDialect
{
    public static CueDialect Of(WebVttParser parser, Draft draft)
    {
        var cues = parser.Cues;
        return cues.Exists(cue => parser.Text(cue).Contains("<v", StringComparison.Ordinal)) ? new Tagged()
            : cues.Count > 0 && cues.Count(cue => Webex.Speaker(cue.Id) is not null) * 2 > cues.Count ? new Webex()
            : cues.Count > 0 && cues.Count(cue => Parenthesised.Name(parser.Text(cue)) is not null) >= cues.Count * 0.6 ? new Parenthesised()
            : CueLabels.In(cues.Select(parser.Text), draft) is { } labels ? new Prefixed(labels)
            : new Tagged();
    }

    public void AddAll(WebVttParser parser, Draft draft)
    {
        foreach (var cue in parser.Cues)
        {
            Add(cue, parser.Text(cue), draft);
        }
    }

    protected abstract void Add(Cue cue, string text, Draft draft);

    private static void Say(Draft draft, Cue cue, string? speaker, string text) =>
        draft.Add(speaker, Clock.Offset(cue.Timing.Start), Clock.Offset(cue.Timing.End), text, cue.Line);

    /// <summary>Teams, MacWhisper, podcasts: "&lt;v Name&gt;text". Also files without any name.</summary>
    private sealed class Tagged : CueDialect
    {
        private readonly Dictionary<string, string> names = [];

        protected override void Add(Cue cue, string text, Draft draft)
        {
            foreach (var voice in CueText.Read(text))
            {
                Say(draft, cue, voice.Speaker is { } name ? names.TryGetValue(name, out var known) ? known : names[name] = name : null, voice.Text);
            }
        }
    }

    /// <summary>Webex: the id line is 12 "Name" (1262511360); nobody known is "" (0).</summary>
    private sealed class Webex : CueDialect
    {
        protected override void Add(Cue cue, string text, Draft draft) => Say(draft, cue, Speaker(cue.Id) is { Length: > 0 } name ? name : null, Plain(text));

        public static string? Speaker(string id)
        {
            var open = id.IndexOf('"', StringComparison.Ordinal);
            var close = id.LastIndexOf('"');
            return open > 0 && close > open && id.AsSpan(0, open).Trim() is { IsEmpty: false } number && !number.ContainsAnyExceptInRange('0', '9')
                && id.AsSpan(close + 1).Trim() is ['(', .. var inside, ')'] && !inside.ContainsAnyExceptInRange('0', '9')
                ? id[(open + 1)..close]
                : null;
        }
    }

    /// <summary>Google Meet captions: a line "(Name)", then the words; a second speaker in a cue stands after a "-" line.</summary>
    private sealed class Parenthesised : CueDialect
    {
        protected override void Add(Cue cue, string text, Draft draft)
        {
            string? speaker = null;
            List<string> words = [];
            void Close()
            {
                // The dash and the line of one blank between two speakers are layout.
                while (words.Count > 0 && words[^1].AsSpan().Trim() is "" or "-")
                {
                    words.RemoveAt(words.Count - 1);
                }
                if (words.Count > 0)
                {
                    Say(draft, cue, speaker, Plain(string.Join('\n', words)));
                }
                words.Clear();
            }
            foreach (var line in text.Split('\n'))
            {
                if (NameLine(line) is { } name)
                {
                    Close();
                    speaker = name;
                }
                else
                {
                    words.Add(line);
                }
            }
            Close();
        }

        /// <summary>The name that a cue's first line gives, when words follow it.</summary>
        public static string? Name(string text)
        {
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            return end < 0 ? null : NameLine(text[..end]);
        }

        private static string? NameLine(string line) =>
            line.AsSpan().Trim() is ['(', .. var name, ')'] && name.Length is > 0 and <= 80 && name.IndexOfAny("()") < 0 ? name.ToString() : null;
    }

    /// <summary>Zoom, tl;dv and most others: "Name: text".</summary>
    private sealed class Prefixed(CueLabels labels) : CueDialect
    {
        protected override void Add(Cue cue, string text, Draft draft)
        {
            var (speaker, words) = labels.Split(text);
            Say(draft, cue, speaker, Plain(words));
        }
    }

    private static string Plain(string text) => string.Concat(CueText.Read(text).Select(voice => voice.Text));
}
