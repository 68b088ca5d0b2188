using System.Text.RegularExpressions;

namespace Firsthand.Formats.Mail;

/// <summary>What phones and programs write under a mail of their own.</summary>
internal static partial class ReplySignatures
{
    private const int Longest = 200;

    private static readonly string[] Beginnings =
    [
        "sent from ", "sent via ", "sent with ", "sent by ", "sent using ", "sent on ", "get outlook for ", "from my iphone", "from my android", "from mobile", "someone from mobile", "composed in ", "typed on ",
        "envoyé depuis ", "envoyé de mon ", "envoyé à partir de ", "envoyé avec ", "envoyé via ", "obtenez outlook", "obtenir outlook", "télécharger outlook", "gesendet von ", "gesendet mit ", "gesendet aus ", "von meinem ", "von meiner ", "diese nachricht wurde von ", "outlook für ",
        "enviado desde ", "enviado de ", "enviado do ", "enviado via ", "enviado por ", "obtener outlook", "obter o outlook", "inviato da", "inviato dal ", "scarica outlook", "ottieni outlook", "verzonden met ", "verzonden vanaf ", "verstuurd vanaf ", "verstuurd met ", "outlook voor ",
        "sendt fra ", "skickat från ", "skickad från ", "hämta outlook", "lähetetty ", "wysłane z ", "wysłano z ", "pobierz aplikację outlook", "odesláno z ", "отправлено с ", "отправлено из ", "надіслано з ", "从我的", "發自我的", "发自我的", "從我的", "iphoneから送信", "나의 iphone에서", "내 iphone에서",
        "στάλθηκε από ", "gönderildi", "iphone'umdan gönderildi", "trimis de pe ", "poslano z ", "küldve ",
    ];

    public static bool Is(string line)
    {
        var text = line.Replace("[", "", StringComparison.Ordinal).AsSpan().Trim().Trim("<>()_*~");
        if (text.Length is < 5 or > Longest)
        {
            return false;
        }
        foreach (var beginning in Beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return !Prose().IsMatch(text);
            }
        }
        return false;
    }

    // "Sent from the warehouse on Monday, it arrived broken.": a sentence of one's own goes on.
    [GeneratedRegex(@"^sent (?:from|by|via|with|on) (?:the|our|your|us|you|me)\b|\b(?:but|because|when|which|arrived|was|were|have|had)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Prose();
}
