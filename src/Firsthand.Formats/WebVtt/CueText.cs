using System.Net;
using System.Text;

namespace Firsthand.Formats.WebVtt;

/// <summary>The words of a cue: tags and inline times removed, character references decoded, cut where the voice changes.</summary>
internal static class CueText
{
    /// <summary>What one voice says in a cue; no name when the tag has none or there is no tag.</summary>
    public readonly record struct Voice(string? Speaker, string Text);

    private static readonly string[] Tags = ["c", "i", "b", "u", "ruby", "rt", "v", "lang"];

    public static IReadOnlyList<Voice> Read(string raw)
    {
        if (!raw.AsSpan().ContainsAny('<', '&'))
        {
            return [new(null, raw)];
        }
        List<Voice> voices = [];
        Stack<(string Tag, string? Outer)> open = new();
        var rubies = 0;
        var text = new StringBuilder();
        string? speaker = null;

        void ChangeVoice(string? to)
        {
            voices.Add(new(speaker, WebUtility.HtmlDecode(text.ToString())));
            text.Clear();
            speaker = to;
        }

        void Close()
        {
            var (tag, outer) = open.Pop();
            rubies -= tag == "ruby" ? 1 : 0;
            if (tag == "v")
            {
                ChangeVoice(outer);
            }
        }

        for (var at = 0; at < raw.Length;)
        {
            var tag = raw.IndexOf('<', at);
            text.Append(raw, at, (tag < 0 ? raw.Length : tag) - at);
            if (tag < 0)
            {
                break;
            }
            var end = raw.IndexOf('>', tag);
            // A tag that never closes takes the rest of the cue with it, says the algorithm.
            var inside = end < 0 ? raw.AsSpan(tag + 1) : raw.AsSpan(tag + 1, end - tag - 1);
            at = end < 0 ? raw.Length : end + 1;
            if (inside is ['/', .. var ended])
            {
                if (open.TryPeek(out var top) && ended.SequenceEqual(top.Tag))
                {
                    Close();
                }
                else if (ended is "ruby" && top.Tag == "rt")
                {
                    Close();
                    Close();
                }
                continue;
            }
            if (Known(inside) is not { } name || name == "rt" && rubies == 0)
            {
                continue;
            }
            open.Push((name, speaker));
            rubies += name == "ruby" ? 1 : 0;
            if (name == "v")
            {
                ChangeVoice(Annotation(inside));
            }
        }
        ChangeVoice(null);
        // White space between two voices is layout.
        var spoken = voices.FindAll(voice => !string.IsNullOrWhiteSpace(voice.Text));
        return spoken.Count > 0 ? spoken : [new(voices.Find(voice => voice.Speaker is not null).Speaker, string.Concat(voices.Select(voice => voice.Text)))];
    }

    private static string? Known(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(" \t\n\f.");
        var name = end < 0 ? tag : tag[..end];
        foreach (var known in Tags)
        {
            if (name.SequenceEqual(known))
            {
                return known;
            }
        }
        return null;
    }

    private static string? Annotation(ReadOnlySpan<char> tag)
    {
        var space = tag.IndexOfAny(" \t\n\f");
        if (space < 0)
        {
            return null;
        }
        var name = WebUtility.HtmlDecode(tag[space..].ToString());
        name = string.Join(' ', name.Split([' ', '\t', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? null : name;
    }
}
