using System.Text.RegularExpressions;

namespace Firsthand.Formats.Mail;

/// <summary>Lines that open a quoted mail, told by their shape: a date, a name or address, a word for "wrote", a colon.</summary>
internal static partial class ReplyMarkers
{
    private const int LatestDate = 45;

    // "wrote" as mail programs say it.
    private static readonly string[] Wrote =
    [
        "wrote", "writes", "a écrit", "schrieb", "schreef", "geschreven", "napisał", "napisał(a)", "napisal(a)", "napsal", "napsal(a)", "napísal", "ha scritto", "scrisse", "escribió", "escribio", "escreveu", "skrev", "kirjoitti", "написал", "написала", "написал(а)", "написав",
        "пише", "пишет", "писал", "写道", "寫道", "寫了", "写了", "さんは書きました", "のメッセージ", "작성", "님이 작성", "yazdı", "đã viết", "έγραψε", "írta", "a scris", "va escriure", "rašė", "kirjutas", "rakstīja", "je napisao", "je napisao/la", "menulis", "เขียน",
    ];

    // Words with which such a line begins; others begin with the date itself.
    private static readonly string[] Openings =
    [
        "On ", "On:", "Le ", "Am ", "Op ", "Il ", "Il giorno ", "El ", "Em ", "W dniu ", "Dnia ", "Den ", "Dne ", "Dňa ", "På ", "Fra ", "Pe ", "La ", "Pada ", "În ", "Në ", "Στις ", "в ", "В ", "at ", "At ", "---- On ", "在 ", "于 ", "Vào ",
    ];

    private static readonly string[] Banners =
    [
        "original message", "original appointment", "forwarded message", "forwarded by", "reply message", "message original", "message d'origine", "message transféré", "message transmis", "ursprüngliche nachricht", "ursprungliche nachricht", "originalnachricht", "weitergeleitete nachricht",
        "original-nachricht", "mensaje original", "mensaje reenviado", "messaggio originale", "messaggio inoltrato", "oorspronkelijk bericht", "doorgestuurd bericht", "mensagem original", "mensagem encaminhada", "opprinnelig melding", "oprindelig meddelelse", "videresendt melding",
        "ursprungligt meddelande", "vidarebefordrat meddelande", "alkuperäinen viesti", "välitetty viesti", "wiadomość oryginalna", "oryginalna wiadomość", "treść przekazanej wiadomości", "wiadomość przekazana", "původní zpráva", "původní e-mail", "исходное сообщение", "пересылаемое сообщение", "оригинальное сообщение", "eredeti üzenet", "原始邮件", "原始郵件", "转发邮件", "元のメッセージ", "転送メッセージ", "원본 메시지", "orijinal mesaj", "mesaj original",
    ];

    private static readonly string[] Begins = ["Begin forwarded message", "Début du message réexpédié", "Anfang der weitergeleiteten", "Inizio messaggio inoltrato", "Inicio del mensaje reenviado", "Begin doorgestuurd bericht", "Message du :", "Messaggio del "];

    /// <summary>Whether a line could be the first of a marker: cheap, and no for nearly all lines.</summary>
    public static bool MayBegin(string line)
    {
        var text = line.AsSpan().Trim();
        if (text.Length is < 6 or > 400 || text[0] == '>' || !text.ContainsAnyInRange('0', '9') && !text.Contains('@') && !text.StartsWith("On "))
        {
            return false;
        }
        return char.IsAsciiDigit(text[0]) || StartsWithAny(text, Openings) || text.ContainsAny('@', '<') || EndsInWrote(text.TrimEnd(":： \u00A0-"));
    }

    /// <summary>Whether a line, its wrapped parts joined, opens a quoted mail.</summary>
    public static bool Is(string line)
    {
        var text = line.AsSpan().Trim();
        if (!text.ContainsAnyInRange('0', '9'))
        {
            return false;
        }
        // The date stands near the start, but for names in front: "Max <max@example.com> schrieb am ...".
        if (Date().Match(line) is not { Success: true } date || date.Index > LatestDate && !NameFirst().IsMatch(line))
        {
            return false;
        }
        var address = text.ContainsAny('<', '@');
        // "---- On Tue, 22 Dec 2015 ... wrote ----"
        if (text.EndsWith("----") && text.StartsWith("---") && EndsInWrote(text.Trim("- ")))
        {
            return true;
        }
        var colon = text[^1] is ':' or '：';
        var bare = text.TrimEnd(":： \u00A0");
        if (colon && (EndsInWrote(bare) || address && StartsWithDate(text) || address && Contains(bare, "schrieb", "schreef", "skrev")))
        {
            return true;
        }
        // "Max <max@example.com> schrieb am Fr., 28. Apr. 2017 um 11:53 Uhr:"
        if (colon && address && Contains(bare, " schrieb am ", " schreef op ", " skrev den ", " escribió el ", " a écrit le ", " wrote on ", " ha scritto il "))
        {
            return true;
        }
        // "2013/7/20 sam via Discourse <info@example.com>"
        return text[^1] == '>' && address && char.IsAsciiDigit(text[0]) && StartsWithDate(text);
    }

    /// <summary>"-----Original Message-----" and its like in other languages.</summary>
    public static bool IsBanner(string line)
    {
        var text = line.AsSpan().Trim();
        if (text.Length > 120)
        {
            return false;
        }
        if (StartsWithAny(text, Begins))
        {
            return true;
        }
        if (text is not ['-' or '_' or '*' or '=', ..])
        {
            return false;
        }
        var words = text.Trim("-_*= :").ToString();
        return Array.Exists(Banners, banner => words.StartsWith(banner, StringComparison.OrdinalIgnoreCase) && words.Length < banner.Length + 40);
    }

    private static bool StartsWithDate(ReadOnlySpan<char> text)
    {
        foreach (var match in LeadingDate().EnumerateMatches(text))
        {
            return match.Index == 0;
        }
        return false;
    }

    private static bool EndsInWrote(ReadOnlySpan<char> text)
    {
        foreach (var word in Wrote)
        {
            if (text.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.StartsWith(word, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private static bool Contains(ReadOnlySpan<char> text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    // A year, a time, or a day with a month beside it.
    [GeneratedRegex(@"\b(?:19|20)\d\d\b|\d{1,2}[:.]\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d年|\d{1,2}\.? (?:\p{L}{3,9})")]
    private static partial Regex Date();

    [GeneratedRegex(@"^[^<>@]{0,80}<[^<>\s]{1,120}@[^<>\s]{1,120}>\s?\p{L}")]
    private static partial Regex NameFirst();

    [GeneratedRegex(@"^(?:\p{L}{1,4}\.?,? )?(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}:\d{2}|\d{1,2}\.? \p{L}{3,10}\.?,? \d{4}|\p{L}{3,9} \d{1,2},? \d{4})")]
    private static partial Regex LeadingDate();
}
