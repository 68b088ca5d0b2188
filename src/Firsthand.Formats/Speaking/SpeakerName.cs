using System.Buffers;
using System.Collections.Frozen;

namespace Firsthand.Formats.Speaking;

/// <summary>What may stand before a colon as the name of who speaks.</summary>
public static class SpeakerName
{
    private const int LongestLabel = 40;

    // Words that people write before a colon in the head of a transcript or in the middle of a text, and that are no one's name.
    private static readonly FrozenSet<string> NoNames = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "note", "notes", "present", "date", "time", "title", "subject", "attendees", "participants", "attending", "absent", "apologies", "location", "place", "duration", "length",
        "topic", "topics", "agenda", "summary", "transcript", "transcription", "recording", "recorded", "recorded on", "project", "company", "version", "http", "https", "ftp", "mailto", "url",
        "link", "links", "file", "filename", "source", "language", "re", "fwd", "cc", "bcc", "ps", "p.s", "nb", "n.b", "edit", "update", "todo", "to do", "action", "action items", "action item",
        "next steps", "follow up", "follow-up", "key takeaways", "takeaways", "example", "e.g", "i.e", "warning", "caution", "important", "tip", "tags", "keywords", "status", "priority",
        "meeting", "meeting title", "meeting date", "start", "end", "start time", "end time", "created", "modified", "author", "authors", "copyright", "license", "licence", "description",
        "question", "questions", "answers", "background", "context", "goal", "goals", "conclusion", "introduction", "info", "warn", "error", "debug", "trace", "fatal", "anwesend", "teilnehmer", "datum", "ort", "thema", "notiz", "hinweis", "présents", "lieu",
        "sujet", "remarque", "fecha", "lugar", "asistentes", "tema", "nota", "presenti", "luogo", "data", "oggetto", "aanwezig", "onderwerp");

    private static readonly FrozenSet<string> OurRoles = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "interviewer", "moderator", "facilitator", "researcher", "host", "agent", "support", "operator", "rep", "representative", "staff", "advisor", "company", "assistant", "bot", "system", "consultant", "developer", "q", "int", "mod",
        "interviewerin", "moderatorin", "intervieweur", "enquêteur", "entrevistador", "entrevistadora", "intervistatore");

    private static readonly FrozenSet<string> TheirRoles = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "interviewee", "participant", "respondent", "customer", "cust", "client", "user", "guest", "caller", "candidate", "patient", "a", "p", "r", "res", "teilnehmer", "befragter", "befragte", "kunde", "kundin", "participante", "cliente");

    private static readonly FrozenSet<string> Nobodies = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "unknown", "unknown speaker", "uu", "speaker", "s", "spk", "spk_", "person", "voice", "channel", "anonymous", "me", "them", "narrator", "everyone", "all", "microphone");

    // Marks of direction, which Arabic and Hebrew text carries unseen: two names that look alike are one.
    private static readonly SearchValues<char> Directions = SearchValues.Create("\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>Whether a sign only says in which direction text runs.</summary>
    public static bool IsDirection(char c) => Directions.Contains(c);

    /// <summary>A name without marks of direction.</summary>
    public static string WithoutDirections(string name) => name.AsSpan().ContainsAny(Directions) ? string.Concat(name.Where(c => !IsDirection(c))).Trim() : name;

    /// <summary>Whether a label is a role, which is accepted even where it stands once.</summary>
    public static bool IsRole(string name) => WithoutNumber(name) is var bare && (OurRoles.Contains(bare) || TheirRoles.Contains(bare) || Nobodies.Contains(bare)) && name.Length > 0;

    /// <summary>Whether a text could be the name before a colon: short, no sentence, none of the words that head a paragraph.</summary>
    public static bool IsPlausible(ReadOnlySpan<char> name) => name.Length <= LongestLabel && HasSense(name) && !NoNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    /// <summary>Whether a name is written as people's names are: one to four words, each with a capital, a number or a sign in front.</summary>
    public static bool IsWrittenAsName(ReadOnlySpan<char> name)
    {
        var words = 0;
        foreach (var range in name.Split(' '))
        {
            var word = name[range].TrimStart("(\"'|@~");
            if (word.IsEmpty)
            {
                continue;
            }
            if (++words > 4 || char.IsLower(word[0]) && word is not ("de" or "da" or "di" or "van" or "von" or "der" or "den" or "la" or "le" or "el" or "bin" or "al" or "y" or "dos" or "du"))
            {
                return false;
            }
        }
        return words > 0;
    }

    private static bool HasSense(ReadOnlySpan<char> name)
    {
        var seen = false;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            seen |= !char.IsWhiteSpace(c) && !char.IsPunctuation(c) || char.IsSurrogate(c);
            if (c is '?' or '!' or ';' or '…' or '\t' || c == '.' && i + 1 < name.Length && name[i + 1] == ' ' && WordBefore(name, i) > 4)
            {
                return false;
            }
        }
        return seen;
    }

    // "Prof. Oak" and "James T. Kirk" are names; a longer word before a full stop ends a sentence.
    private static int WordBefore(ReadOnlySpan<char> name, int end) => end - (name[..end].LastIndexOf(' ') + 1);

    private static string WithoutNumber(string name) => name.AsSpan().Trim().TrimEnd("0123456789 #_-.").TrimStart("~").Trim().ToString();
}
