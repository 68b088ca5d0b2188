using System.Text;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Mail;

/// <summary>What one mail gives: a turn of its sender with the whole body, and how the body splits into reply and what is quoted.</summary>
internal static class MailTurn
{
    private static readonly string[] PeopleFields = ["From", "To", "Cc"];

    public static void Add(MimeMessage mail, int line, Draft draft)
    {
        var sender = MailAddress.Read(mail.Headers["From"]) is [var from, ..] ? from : MailAddress.Read(mail.Headers["Sender"]) is [var other, ..] ? other : new MailAddress("", "");
        var split = ReplySplit.Of(mail.Body);
        Dictionary<string, string> details = new() { ["replyText"] = split.Reply, ["elidedText"] = split.Elided };
        if (sender.Address.Length > 0)
        {
            details["address"] = sender.Address;
        }
        if (mail.Attachments.Count > 0)
        {
            details["attachment"] = string.Join(", ", mail.Attachments);
        }
        draft.Add(new Turn(sender.Shown, MailDate.Read(mail.Headers["Date"]), null, mail.Body, TurnKind.Speech, line) { Details = details });
        foreach (var inner in mail.Inner)
        {
            draft.Aside(line, "forwarded mail", inner);
        }
        foreach (var further in mail.Further)
        {
            draft.Aside(line, "further text part", further);
        }
        foreach (var note in mail.Notes)
        {
            draft.Note(note);
        }
        draft.Title = mail.Headers["Subject"] is { } subject ? HeaderText.Decode(subject) : null;
        draft.Attendees = [.. PeopleFields.SelectMany(field => MailAddress.Read(mail.Headers[field])).Select(person => person.Shown).OfType<string>().Distinct()];
        draft.EndConversation(Threading(mail));
    }

    /// <summary>What ties mails together: their own number, the one they answer, the first of the thread.</summary>
    private static Dictionary<string, string> Threading(MimeMessage mail)
    {
        Dictionary<string, string> attributes = [];
        var references = Ids(mail.Headers["References"]);
        var (own, answered) = (Ids(mail.Headers["Message-ID"]).FirstOrDefault(), Ids(mail.Headers["In-Reply-To"]).FirstOrDefault());
        foreach (var (name, value) in new[] { ("message-id", own), ("in-reply-to", answered), ("thread", references.FirstOrDefault() ?? answered ?? own) })
        {
            if (value is not null)
            {
                attributes[name] = value;
            }
        }
        return attributes;
    }

    private static List<string> Ids(string? field)
    {
        List<string> ids = [];
        for (var at = 0; field is not null && at < field.Length && ids.Count < 1000;)
        {
            var open = field.IndexOf('<', at);
            var close = open < 0 ? -1 : field.IndexOf('>', open);
            if (close < 0)
            {
                break;
            }
            ids.Add(field[(open + 1)..close]);
            at = close + 1;
        }
        return ids;
    }
}

/// <summary>A single mail (.eml), MIME in full.</summary>
internal sealed class EmailFormat : IFormat
{
    // Fields that only mails have; the others stand in the heads of other texts too.
    private static readonly string[] Telling = ["Message-ID", "MIME-Version", "Received", "Return-Path", "Content-Type", "Content-Transfer-Encoding", "Delivered-To", "DKIM-Signature", "In-Reply-To", "References", "Reply-To", "X-Mailer"];
    private static readonly string[] Common = ["From", "To", "Cc", "Bcc", "Subject", "Date", "Sender"];

    public string Name => "email";

    public bool Recognises(Source source)
    {
        if (source.IsDocument)
        {
            return false;
        }
        var headers = MimeHeaders.Read(source.Text, 0, Math.Min(source.Text.Length, 1 << 16));
        if (headers.Count == 0)
        {
            return false;
        }
        var (telling, common) = (Telling.Count(name => headers[name] is not null), Common.Count(name => headers[name] is not null));
        var named = source.Extension is ".EML" or ".MBOX" or ".MSG";
        return telling + common >= 2 && (telling > 0 || headers["From"]?.Contains('@', StringComparison.Ordinal) == true || headers["To"]?.Contains('@', StringComparison.Ordinal) == true) || named && telling + common > 0;
    }

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source, decodesItself: true);
        MailTurn.Add(MimeMessage.Read(MailBytes.Of(source).Span), 1, draft);
        return draft.Finish(Name);
    }
}

/// <summary>The body of a mail alone, without its header: only read when asked for.</summary>
internal sealed class EmailBodyFormat : IFormat
{
    public string Name => "email-body";

    public bool Recognises(Source source) => false;

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        var body = source.Lines.Join(0, source.Lines.Count);
        var split = ReplySplit.Of(body);
        draft.Add(new Turn(null, null, null, body, TurnKind.Speech, 1) { Details = new Dictionary<string, string> { ["replyText"] = split.Reply, ["elidedText"] = split.Elided } });
        return draft.Finish(Name);
    }
}

/// <summary>A mailbox: mails after lines "From ...".</summary>
internal sealed class MboxFormat : IFormat
{
    public string Name => "mbox";

    public bool Recognises(Source source)
    {
        if (source.IsDocument || !source.Text.StartsWith("From ", StringComparison.Ordinal))
        {
            return false;
        }
        var bytes = MailBytes.Of(source).Span;
        return MboxText.IsSeparator(bytes, 0, out var next) && MboxText.Split(bytes).Count > 1 || source.Extension == ".MBOX" && next > 0;
    }

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source, decodesItself: true);
        var bytes = MailBytes.Of(source);
        var number = 0;
        foreach (var (from, to) in MboxText.Split(bytes.Span))
        {
            source.Cancellation.ThrowIfCancellationRequested();
            MailTurn.Add(MimeMessage.Read(MboxText.Unquote(bytes.Span[from..to])), ++number, draft);
        }
        return number == 0 ? new ReadingError(1, "a line such as “From - Tue Mar  4 09:00:00 2025”", "none") : draft.Finish(Name);
    }
}

/// <summary>A mail's bytes: the file's own, or, where the whole file is in UTF-16, its text as UTF-8.</summary>
internal static class MailBytes
{
    public static ReadOnlyMemory<byte> Of(Source source) => source.Bytes.Span is [0xEF, 0xBB, 0xBF, ..] ? source.Bytes[3..]
        : source.Encoding is { } name && (name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) || name.StartsWith("utf-32", StringComparison.OrdinalIgnoreCase)) ? Encoding.UTF8.GetBytes(source.Text)
        : source.Bytes;
}
