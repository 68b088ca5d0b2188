using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Firsthand.Formats;

namespace Firsthand.Formats.Tests;

/// <summary>
/// A page of a format's specification: sentences that say why, each with a block of what a file holds and a block of what is read.
/// In a file's block ␍ is a carriage return, ␉ a tab, ⟨200E⟩ a character by its number; "=== name" begins an entry of a ZIP. After "in" may stand name=, as=, answers=, order=, names=go-on.
/// </summary>
internal static partial class Spec
{
    public sealed record Example(string Page, string Because, string Arguments, string Input, string Output)
    {
        public override string ToString() => $"{Page}: {Because}";
    }

    public static IEnumerable<Example> Read(string path) =>
        Examples().Matches(File.ReadAllText(path)).Select(match => new Example(Path.GetFileName(path), match.Groups["why"].Value, match.Groups["args"].Value.Trim(), match.Groups["in"].Value, match.Groups["out"].Value));

    /// <summary>What the library makes of an example, as a page shows it.</summary>
    public static string Run(Example example)
    {
        var arguments = example.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var options = new ReadOptions
        {
            Format = arguments.GetValueOrDefault("as"),
            NamesGoOn = arguments.ContainsKey("names"),
            DateOrder = arguments.GetValueOrDefault("order"),
            Answers = arguments.TryGetValue("answers", out var answers) ? [.. answers.Split(',').Select(column => int.Parse(column, CultureInfo.InvariantCulture))] : null,
        };
        return Show(TranscriptFile.Read(Bytes(example.Input), arguments.GetValueOrDefault("name", "file"), options));
    }

    public static byte[] Bytes(string input)
    {
        if (!input.StartsWith("=== ", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(Plain(input));
        }
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in input.Split("=== ", StringSplitOptions.RemoveEmptyEntries))
            {
                var end = part.IndexOf('\n', StringComparison.Ordinal);
                using var entry = zip.CreateEntry(part[..end].Trim()).Open();
                entry.Write(Encoding.UTF8.GetBytes(Plain(part[(end + 1)..].TrimEnd('\n'))));
            }
        }
        return stream.ToArray();
    }

    public static string Show(Reading<FileReading> reading)
    {
        if (reading.Error is { } error)
        {
            return $"error: {error}";
        }
        var file = reading.Value!;
        var text = new StringBuilder().Append(file.Format).Append('\n');
        foreach (var conversation in file.Conversations)
        {
            if (file.Conversations.Count > 1 || conversation.Title is not null || conversation.HeldAt is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"# {conversation.Title}{(conversation.HeldAt is { } held ? $" ({held.Date})" : "")}\n");
            }
            foreach (var turn in conversation.Turns)
            {
                text.Append(Show(turn)).Append('\n');
            }
        }
        foreach (var aside in file.SetAside)
        {
            text.Append(CultureInfo.InvariantCulture, $"- line {aside.Line}, {aside.Kind}: {Escaped(aside.Text)}\n");
        }
        foreach (var strange in file.NotUnderstood)
        {
            text.Append(CultureInfo.InvariantCulture, $"? line {strange.Line}: {Escaped(strange.Text)}\n");
        }
        foreach (var note in file.Notes)
        {
            text.Append(CultureInfo.InvariantCulture, $"! {Escaped(note)}\n");
        }
        foreach (var (name, value) in file.Items.Where(item => item.Value is int or string && item.Key is not ("replyText" or "elidedText")))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} = {value}\n");
        }
        return text.ToString().TrimEnd('\n');
    }

    private static string Show(Turn turn)
    {
        var time = turn.Start is null ? "" : $" ({Show(turn.Start.Value)}{(turn.End is { } end ? $"–{Show(end)}" : "")})";
        var kind = turn.Kind == TurnKind.Speech ? "" : $" [{turn.Kind.ToString().ToLowerInvariant()}]";
        var details = turn.Details is null ? "" : $" {{{string.Join(", ", turn.Details.Select(detail => $"{detail.Key}: {Escaped(detail.Value)}"))}}}";
        return $"{turn.Speaker ?? "—"}{time}{kind}: {Escaped(turn.Text)}{details}";
    }

    private static string Show(Moment moment) => moment.Seconds is { } seconds ? seconds.ToString("0.###", CultureInfo.InvariantCulture) : moment.Date!;

    private static string Escaped(string text) => text.Replace("\n", "⏎", StringComparison.Ordinal).Replace("\r", "␍", StringComparison.Ordinal).Replace("\t", "␉", StringComparison.Ordinal).Replace("\u200E", "⟨200E⟩", StringComparison.Ordinal).Replace("\u00A0", "⟨00A0⟩", StringComparison.Ordinal);

    private static string Plain(string text) =>
        Numbered().Replace(text.Replace("␍", "\r", StringComparison.Ordinal).Replace("␉", "\t", StringComparison.Ordinal), match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex(@"⟨([0-9A-F]{4})⟩")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"(?<why>[^\n]+)\n\n````?in(?<args>[^\n]*)\n(?<in>.*?)\n````?\n````?out\n(?<out>.*?)\n?````?(?:\n|$)", RegexOptions.Singleline)]
    private static partial Regex Examples();
}
