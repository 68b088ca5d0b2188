using System.Globalization;
using System.Text;
using System.Xml;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Subtitles;

/// <summary>TTML, with or without its namespace: a turn for each p; br ends a line, other white space counts as one blank; ttm:agent is the speaker.</summary>
internal sealed class TtmlFormat : IFormat
{
    private const string Xml = "http://www.w3.org/XML/1998/namespace";

    public string Name => "ttml";

    public bool Recognises(Source source) => XmlRoot.Of(source) is { LocalName: "tt" };

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        using var reader = SafeXml.Open(source.Text);
        var rates = new Rates();
        Dictionary<string, string> agents = [];
        string? agent = null, speaker = null;
        Moment? start = null, end = null;
        StringBuilder? words = null;
        var (line, preserve, name) = (0, false, (StringBuilder?)null);
        Stack<double> offsets = new([0]);
        while (reader.Step())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "tt":
                    rates = Rates.Of(reader);
                    break;
                case XmlNodeType.Element when reader.LocalName == "agent" && !reader.IsEmptyElement:
                    agent = reader.GetAttribute("id", Xml) ?? reader.GetAttribute("id");
                    break;
                case XmlNodeType.Element when reader.LocalName == "name" && agent is not null:
                    name = new StringBuilder();
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "name" && agent is not null && name is not null:
                    agents[agent] = name.ToString().Trim();
                    name = null;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "agent":
                    agent = null;
                    break;
                case XmlNodeType.Element when reader.LocalName == "title" && words is null && !reader.IsEmptyElement && draft.Title is null:
                    reader.Step();
                    draft.Title = reader.NodeType == XmlNodeType.Text ? reader.Value.Trim() : null;
                    break;
                case XmlNodeType.Element when reader.LocalName is "div" or "body":
                    speaker = Attribute(reader, "agent") ?? speaker;
                    if (!reader.IsEmptyElement)
                    {
                        offsets.Push(offsets.Peek() + (rates.Read(Attribute(reader, "begin")) ?? 0));
                    }
                    break;
                case XmlNodeType.EndElement when reader.LocalName is "div" or "body" && offsets.Count > 1:
                    offsets.Pop();
                    break;
                case XmlNodeType.Element when reader.LocalName == "p":
                    line = ((IXmlLineInfo)reader).LineNumber;
                    var begin = rates.Read(Attribute(reader, "begin"));
                    (start, end) = (Clock.Offset(offsets.Peek() + begin), Clock.Offset(offsets.Peek() + (rates.Read(Attribute(reader, "end")) ?? begin + rates.Read(Attribute(reader, "dur")))));
                    speaker = Attribute(reader, "agent");
                    preserve = reader.GetAttribute("space", Xml) == "preserve";
                    if (reader.IsEmptyElement)
                    {
                        draft.Add(Who(speaker, agents), start, end, "", line);
                    }
                    else
                    {
                        words = new StringBuilder();
                    }
                    break;
                case XmlNodeType.Element when reader.LocalName == "span" && words is not null:
                    speaker ??= Attribute(reader, "agent");
                    break;
                case XmlNodeType.Element when reader.LocalName == "br" && words is not null:
                    TrimBlank(words).Append('\n');
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    Append(words ?? name, reader.Value, preserve && words is not null);
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "p" && words is not null:
                    draft.Add(Who(speaker, agents), start, end, preserve ? words.ToString() : words.ToString().Trim(), line);
                    words = null;
                    break;
            }
        }
        return draft.Finish(Name);
    }

    private static string? Who(string? agent, Dictionary<string, string> agents) => agent is null ? null : agents.GetValueOrDefault(agent, agent);

    private static string? Attribute(XmlReader reader, string name)
    {
        string? value = null;
        if (reader.HasAttributes)
        {
            while (reader.MoveToNextAttribute())
            {
                if (reader.LocalName == name)
                {
                    value = reader.Value;
                }
            }
            reader.MoveToElement();
        }
        return value;
    }

    private static void Append(StringBuilder? words, string text, bool preserve)
    {
        if (words is null)
        {
            return;
        }
        foreach (var c in text)
        {
            var blank = c is ' ' or '\t' or '\n' or '\r';
            if (preserve || !blank)
            {
                words.Append(c);
            }
            else if (words.Length > 0 && words[^1] is not (' ' or '\n'))
            {
                words.Append(' ');
            }
        }
    }

    private static StringBuilder TrimBlank(StringBuilder words)
    {
        while (words.Length > 0 && words[^1] == ' ')
        {
            words.Length--;
        }
        return words;
    }

    /// <summary>The clocks of a file: frames and ticks count by its own rates.</summary>
    private readonly record struct Rates(double Frames, double Ticks)
    {
        public static Rates Of(XmlReader tt)
        {
            var frames = Number(Attribute(tt, "frameRate")) ?? 30;
            if (Attribute(tt, "frameRateMultiplier")?.Split(' ', ':') is [var a, var b] && Number(a) is { } up && Number(b) is > 0 and var down)
            {
                frames *= up / down;
            }
            return new(frames, Number(Attribute(tt, "tickRate")) ?? frames);
        }

        /// <summary>"00:01:02.500", "00:01:02:12" (frames), "12.5s", "900ms", "3f".</summary>
        public double? Read(string? text)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }
            text = text.Trim();
            var parts = text.Split(':');
            if (parts.Length == 4)
            {
                return Clock.Read(string.Join(':', parts[..3])) + Number(parts[3]) / Frames;
            }
            if (parts.Length > 1)
            {
                return Clock.Read(text);
            }
            var unit = text.TrimStart("0123456789.".ToCharArray());
            return Number(text[..(text.Length - unit.Length)]) * unit switch { "h" => 3600, "m" => 60, "s" => 1, "ms" => 0.001, "f" => 1 / Frames, "t" => 1 / Ticks, _ => null };
        }

        private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
