using System.Globalization;
using System.Text;

namespace Firsthand.Bench;

/// <summary>Files of the sizes that are promised: captions, mails, chats. The same each time.</summary>
internal static class BigFile
{
    public static IReadOnlyDictionary<string, Action<Stream>> Kinds { get; } = new Dictionary<string, Action<Stream>>
    {
        ["vtt"] = stream => Vtt(stream, 64L << 20), ["mbox"] = stream => Mbox(stream, 50_000), ["whatsapp"] = stream => WhatsApp(stream, 1_000_000), ["csv"] = stream => Csv(stream, 100_000), ["srt"] = stream => Srt(stream, 16L << 20),
    };

    public static string NameOf(string kind) => kind switch { "whatsapp" => "_chat.txt", "mbox" => "all.mbox", _ => $"big.{kind}" };

    private static readonly string[] Sentences =
    [
        "We lose a week on every project because nobody sends the files.", "I copied the numbers into the sheet again last night.", "How do you decide which client comes first?", "It is frustrating, and it happens every single month.",
        "My team refuses to make another login.", "The checklist is the one thing that I would keep.", "They pay after ninety days and I have a payroll to make.", "What happens when the texts do not arrive?", "Honestly I stopped opening the reports.", "We tried a shared folder and it became a mess.",
    ];

    private static void Vtt(Stream stream, long bytes)
    {
        using var text = Writer(stream);
        text.Write("WEBVTT\n\n");
        for (var cue = 0; text.BaseStream.Position < bytes; cue++)
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{cue + 1}\n{Clock(cue * 4, '.')} --> {Clock(cue * 4 + 4, '.')}\n{(cue % 2 == 0 ? "Mara" : "Ana Lopes")}: {Sentence(cue)} {Sentence(cue / 7 + 3)}\n\n"));
    }

    private static void Srt(Stream stream, long bytes)
    {
        using var text = Writer(stream);
        for (var cue = 0; text.BaseStream.Position < bytes; cue++)
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{cue + 1}\n{Clock(cue * 4, ',')} --> {Clock(cue * 4 + 4, ',')}\n{Sentence(cue)} {Sentence(cue / 7 + 3)}\n\n"));
    }

    private static void Mbox(Stream stream, int mails)
    {
        using var text = Writer(stream);
        for (var mail = 0; mail < mails; mail++)
        {
            var at = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(mail);
            text.Write(string.Create(CultureInfo.InvariantCulture, $"From person{mail % 997}@example.org {at:ddd MMM dd HH:mm:ss yyyy}\nFrom: Person {mail % 997} <person{mail % 997}@example.org>\nTo: us@example.com\nSubject: About project {mail / 3}\nDate: {at:ddd, dd MMM yyyy HH:mm:ss} +0000\nMessage-ID: <m{mail}@example.org>\n{(mail % 3 == 0 ? "" : $"In-Reply-To: <m{mail - 1}@example.org>\n")}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nHello,\n\n{Sentence(mail)} {Sentence(mail / 7 + 3)}\n{Sentence(mail / 3)}\n\nRegards\nPerson {mail % 997}\n\n"));
        }
    }

    private static void WhatsApp(Stream stream, int lines)
    {
        using var text = Writer(stream);
        for (var line = 0; line < lines; line++)
            text.Write(string.Create(CultureInfo.InvariantCulture, $"[{new DateTime(2019, 3, 14, 0, 0, 0, DateTimeKind.Utc).AddSeconds(line * 97L):dd/MM/yyyy, HH:mm:ss}] {(line % 3 == 0 ? "Mara" : line % 3 == 1 ? "Ana Lopes" : "Ben Okafor")}: {Sentence(line / 5 + line)}\n"));
    }

    private static void Csv(Stream stream, int rows)
    {
        using var text = Writer(stream);
        text.Write("Respondent ID,Date,What is hard about it?,Plan,What would you keep?\n");
        for (var row = 0; row < rows; row++)
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{100_000 + row},2026-03-{row % 28 + 1:00},\"{Sentence(row)} Number {row}, \"\"really\"\".\",{(row % 3 == 0 ? "free" : "paid")},{Sentence(row / 7 + 3)}\n"));
    }

    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);

    private static string Sentence(long number) => Sentences[number % Sentences.Length];

    private static string Clock(long seconds, char point) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}{point}000");
}
