namespace Firsthand.Formats.Mail;

/// <summary>The head of a mail quoted without signs: "From: Sent: To: Subject:" in many languages, also bold or wrapped.</summary>
internal static class ReplyHeaders
{
    private const int LongestName = 24;

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "from", "sent", "to", "cc", "bcc", "subject", "date", "reply to", "reply-to", "importance", "attachments", "sent at", "organization", "importancia", "when", "where",
        "de", "envoyé", "envoyé le", "à", "a", "copie à", "objet", "date d'envoi", "répondre à", "pièces jointes", "sujet",
        "von", "gesendet", "an", "betreff", "datum", "kopie", "antwort an", "gesendet am",
        "enviado", "enviado el", "para", "asunto", "fecha", "assunto", "enviada em", "enviado em", "data", "responder a", "cco",
        "da", "inviato", "risposta", "oggetto", "ogg", "inviato il", "rispondi a",
        "van", "verzonden", "aan", "onderwerp", "verzonden op", "beantwoorden",
        "från", "skickat", "till", "ämne", "kopia", "fra", "sendt", "til", "emne", "dato", "kopi",
        "lähettäjä", "lähetetty", "vastaanottaja", "aihe", "päivämäärä", "kopio",
        "od", "wysłano", "wysłane", "do", "temat", "dw", "odesláno", "komu", "předmět", "datum odeslání", "předmet", "odoslané", "predmet", "kopie",
        "от", "отправлено", "кому", "тема", "дата", "копия", "від", "надіслано", "від кого",
        "发件人", "发送时间", "收件人", "主题", "抄送", "寄件者", "寄件日期", "收件者", "主旨", "日期", "差出人", "送信日時", "宛先", "件名", "보낸 사람", "보낸 날짜", "받는 사람", "제목", "보낸날짜", "받는사람",
        "feladó", "elküldve", "címzett", "tárgy", "kimden", "gönderildi", "gönderilen", "kime", "konu", "tarih", "de la", "trimis", "către", "subiect", "από", "στάλθηκε", "προς", "θέμα",
    };

    // One of these opens the head.
    private static readonly HashSet<string> Openers = new(StringComparer.OrdinalIgnoreCase)
    {
        "from", "de", "von", "da", "van", "från", "fra", "lähettäjä", "od", "от", "від", "发件人", "寄件者", "差出人", "보낸 사람", "feladó", "kimden", "gönderen", "de la", "από", "sent", "date", "subject", "to",
    };

    public static bool Is(string line) => Name(line) is not null;

    /// <summary>The last line of a head that begins here, its wrapped lines counted; null when none of three fields begins here.</summary>
    public static int? Wrapped(string[] raw, int from)
    {
        if (Name(raw[from]) is not { } opener || !Openers.Contains(opener))
        {
            return null;
        }
        int fields = 1, last = from;
        for (var i = from + 1; i < raw.Length && raw[i].Trim().Length > 0 && i - last <= 3; i++)
        {
            if (Name(raw[i]) is not null)
            {
                fields++;
                last = i;
            }
        }
        return fields >= 3 ? last : null;
    }

    private static string? Name(string line)
    {
        var text = line.AsSpan().TrimStart();
        if (text is ['>', ..])
        {
            return null;
        }
        text = text.TrimStart("*_ ");
        var colon = text[..Math.Min(text.Length, LongestName + 4)].IndexOfAny(':', '：');
        if (colon <= 0)
        {
            return null;
        }
        var name = text[..colon].Trim("*_ \u00A0").ToString();
        return Names.Contains(name) ? name : null;
    }
}
