using System.Text;
using Firsthand.Formats.Web;

namespace Firsthand.Formats.Mail;

/// <summary>A mail, read down to the words that a person sees: its text parts in order; of alternatives the plain one; what is attached by name only.</summary>
internal sealed class MimeMessage
{
    public const int DeepestPart = 32;
    private const int MostParts = 10_000;
    private static readonly string[] InnerFields = ["From", "Date", "Subject"];

    private readonly string text;
    private readonly List<string> words = [];
    private int parts;

    private MimeMessage(string text, MimeHeaders headers) => (this.text, Headers) = (text, headers);

    public MimeHeaders Headers { get; }

    /// <summary>The words of the mail, LF line ends.</summary>
    public string Body { get; private set; } = "";

    public List<string> Attachments { get; } = [];

    /// <summary>Mails inside this one: forwarded as they were.</summary>
    public List<string> Inner { get; } = [];

    /// <summary>Text parts beside the letter itself.</summary>
    public List<string> Further { get; } = [];

    public List<string> Notes { get; } = [];

    /// <param name="bytes">A whole mail, from its first header field on.</param>
    public static MimeMessage Read(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var headers = MimeHeaders.Read(text, 0, text.Length);
        var message = new MimeMessage(text, headers);
        message.ReadPart(headers, headers.BodyStart, text.Length, 0, isDigest: false);
        message.Body = LineFeeds(string.Join('\n', message.words));
        return message;
    }

    private void ReadPart(MimeHeaders headers, int from, int to, int depth, bool isDigest)
    {
        if (depth > DeepestPart || ++parts > MostParts)
        {
            Note(depth > DeepestPart ? $"Parts nested deeper than {DeepestPart} were left out." : $"Parts beyond {MostParts} were left out.");
            return;
        }
        var type = FieldValue.Read(headers["Content-Type"]);
        var kind = type?.Value is { Length: > 0 } given && given.Contains('/', StringComparison.Ordinal) ? given : isDigest ? "message/rfc822" : "text/plain";
        var disposition = FieldValue.Read(headers["Content-Disposition"]);
        var name = disposition?["filename"] ?? type?["name"];
        if (kind.StartsWith("multipart/", StringComparison.Ordinal) && type?["boundary"] is { } boundary)
        {
            ReadMultipart(kind, boundary, type["start"], type["type"], from, to, depth);
        }
        else if (kind is "message/rfc822" or "message/global")
        {
            ReadInner(headers, name, from, to, depth);
        }
        else if (name is not null || disposition?.Value == "attachment" || !IsText(kind))
        {
            Attachments.Add(Frame.Archive.Shown(name ?? kind));
            Note(kind switch
            {
                "application/ms-tnef" => "An attachment in Outlook's own form (TNEF) was not opened.",
                "application/pkcs7-mime" or "application/x-pkcs7-mime" => "The mail is encrypted or signed as a whole (S/MIME); what is inside was not opened.",
                _ => null,
            });
        }
        else
        {
            // Plain parts make the letter, whatever stands between them; HTML and other text beside plain is an insert.
            var said = Words(headers, kind, type, from, to);
            (kind == "text/plain" || words.Count == 0 ? words : Further).Add(said);
        }
    }

    private static bool IsText(string kind) => kind is "text/plain" or "text/html" or "text" or "text/enriched" or "text/richtext" or "text/markdown" or "text/x-amp-html" or "message/delivery-status" || kind.StartsWith("text/", StringComparison.Ordinal) && kind is not ("text/calendar" or "text/csv" or "text/vcard" or "text/x-vcard");

    private string Words(MimeHeaders headers, string kind, FieldValue? type, int from, int to)
    {
        var bytes = TransferEncoding.Decode(text[from..to], headers["Content-Transfer-Encoding"]);
        var decoded = Charset.Decode(bytes, type?["charset"], out var note);
        Note(note);
        return kind switch
        {
            "text/html" => HtmlText.Of(decoded),
            _ when type?["format"]?.Equals("flowed", StringComparison.OrdinalIgnoreCase) == true => decoded,
            _ => decoded,
        };
    }

    private void ReadMultipart(string kind, string boundary, string? start, string? rootType, int from, int to, int depth)
    {
        var children = Split(boundary, from, to);
        if (children.Count == 0)
        {
            // No boundary line at all: what is there is text.
            if (!text.AsSpan(from, to - from).IsWhiteSpace())
            {
                words.Add(Charset.Decode(Encoding.Latin1.GetBytes(text[from..to]), null, out _));
            }
            return;
        }
        var read = children.ConvertAll(child => (Headers: MimeHeaders.Read(text, child.From, child.To), child.To));
        switch (kind)
        {
            case "multipart/alternative":
                var kinds = read.ConvertAll(child => FieldValue.Read(child.Headers["Content-Type"])?.Value ?? "text/plain");
                var plain = kinds.FindIndex(k => k is "text/plain" or "text" or "");
                var chosen = plain >= 0 ? plain : kinds.FindIndex(k => k.StartsWith("multipart/", StringComparison.Ordinal)) is >= 0 and var nested ? nested : kinds.FindIndex(k => k == "text/html") is >= 0 and var html ? html : 0;
                for (var i = 0; i < read.Count; i++)
                {
                    if (i == chosen || !IsText(kinds[i]))
                    {
                        ReadChild(i, isDigest: false, onlyAttachments: i != chosen);
                    }
                }
                break;
            case "multipart/related":
                var root = start is null ? -1 : read.FindIndex(child => child.Headers["Content-ID"]?.Trim() == start.Trim());
                root = root >= 0 ? root : rootType is null ? -1 : read.FindIndex(child => rootType.Equals(FieldValue.Read(child.Headers["Content-Type"])?.Value, StringComparison.OrdinalIgnoreCase));
                root = Math.Max(root, 0);
                ReadChild(root, isDigest: false, onlyAttachments: false);
                for (var i = 0; i < read.Count; i++)
                {
                    if (i != root)
                    {
                        ReadChild(i, isDigest: false, onlyAttachments: true);
                    }
                }
                break;
            default:
                for (var i = 0; i < read.Count; i++)
                {
                    ReadChild(i, isDigest: kind == "multipart/digest", onlyAttachments: false);
                }
                break;
        }

        void ReadChild(int index, bool isDigest, bool onlyAttachments)
        {
            var (headers, end) = read[index];
            var before = words.Count;
            ReadPart(headers, headers.BodyStart, end, depth + 1, isDigest);
            if (onlyAttachments && words.Count > before)
            {
                words.RemoveRange(before, words.Count - before);
            }
        }
    }

    /// <summary>A mail inside: its words are another's, and stay readable apart from this one's.</summary>
    private void ReadInner(MimeHeaders outer, string? name, int from, int to, int depth)
    {
        Attachments.Add(Frame.Archive.Shown(name ?? "message/rfc822"));
        if (depth >= DeepestPart)
        {
            Note($"Parts nested deeper than {DeepestPart} were left out.");
            return;
        }
        var encoding = outer["Content-Transfer-Encoding"]?.Trim();
        var whole = encoding is not null && (encoding.Equals("base64", StringComparison.OrdinalIgnoreCase) || encoding.Equals("quoted-printable", StringComparison.OrdinalIgnoreCase)) ? Encoding.Latin1.GetString(TransferEncoding.Decode(text[from..to], encoding)) : null;
        var inner = new MimeMessage(whole ?? text, MimeHeaders.Read(whole ?? text, whole is null ? from : 0, whole?.Length ?? to)) { parts = parts };
        inner.ReadPart(inner.Headers, inner.Headers.BodyStart, whole?.Length ?? to, depth + 1, isDigest: false);
        parts = inner.parts;
        Attachments.AddRange(inner.Attachments);
        foreach (var note in inner.Notes)
        {
            Note(note);
        }
        var head = string.Join('\n', InnerFields.Where(field => inner.Headers[field] is not null).Select(field => $"{field}: {HeaderText.Decode(inner.Headers[field]!)}"));
        Inner.Add($"{head}\n\n{LineFeeds(string.Join('\n', inner.words))}".Trim());
        Inner.AddRange(inner.Inner);
    }

    /// <summary>The parts between lines of exactly this boundary: another that only begins alike is none.</summary>
    private List<(int From, int To)> Split(string boundary, int from, int to)
    {
        List<(int, int)> children = [];
        var start = -1;
        for (var at = from; at < to;)
        {
            var end = MailLines.End(text, at, to, out var next);
            if (end - at >= boundary.Length + 2 && text[at] == '-' && text[at + 1] == '-' && text.AsSpan(at + 2, boundary.Length).SequenceEqual(boundary))
            {
                var rest = text.AsSpan(at + 2 + boundary.Length, end - at - 2 - boundary.Length).TrimEnd(" \t");
                if (rest.IsEmpty || rest is "--")
                {
                    if (start >= 0)
                    {
                        children.Add((start, BeforeLineEnd(start, at)));
                    }
                    start = rest.IsEmpty ? next : -1;
                    if (rest is "--")
                    {
                        break;
                    }
                }
            }
            at = next;
        }
        if (start >= 0)
        {
            children.Add((start, to));
        }
        return children;
    }

    // The line end before a boundary belongs to the boundary.
    private int BeforeLineEnd(int from, int at) =>
        at - 1 > from && text[at - 1] == '\n' ? at - (text[at - 2] == '\r' ? 2 : 1) : at - 1 >= from && text[at - 1] is '\r' or '\n' ? at - 1 : at;

    private void Note(string? note)
    {
        if (note is not null && !Notes.Contains(note))
        {
            Notes.Add(note);
        }
    }

    private static string LineFeeds(string body) => body.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim('\n');
}
