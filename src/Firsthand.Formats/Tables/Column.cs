using System.Collections.Frozen;
using System.Globalization;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Tables;

/// <summary>A column of a table, and what its header and its cells say that it is.</summary>
internal sealed class Column
{
    private const int CellsToLook = 2000;

    private static readonly FrozenSet<string> PersonNames = FrozenSet.Create(StringComparer.Ordinal,
        "respondentid", "responseid", "respondent", "respondentnumber", "participant", "participantid", "userid", "user", "username", "email", "emailaddress", "mail", "case", "caseid", "id", "customer", "customerid",
        "contact", "name", "fullname", "yourname", "token", "respondentemail", "recordid", "#", "uuid", "tweetid", "firsttweetid", "convoid", "conversationid", "ticketid", "accountid", "personid", "author");

    // A header that means one human being, however many rows are theirs.
    private static readonly FrozenSet<string> HumanNames = FrozenSet.Create(StringComparer.Ordinal,
        "participant", "participantid", "participantname", "respondent", "respondentid", "respondentnumber", "interviewee", "customer", "customerid", "customername", "personid", "person", "email", "emailaddress", "teilnehmer", "participante", "participantnumber");

    // A header whose cells call people by name; a number or an address only tells them apart.
    private static readonly FrozenSet<string> CalledNames = FrozenSet.Create(StringComparer.Ordinal,
        "name", "fullname", "yourname", "yourfullname", "whatisyourname", "whatsyourname", "respondentname", "participantname", "customername", "contactname");

    private static readonly FrozenSet<string> TimeNames = FrozenSet.Create(StringComparer.Ordinal,
        "timestamp", "startdate", "startdateutc", "starttime", "timestarted", "started", "datestarted", "date", "datetime", "time", "created", "createdat", "submitted", "submittedat", "submitdate", "submitdateutc",
        "datesubmitted", "recordeddate", "enddate", "completed", "datecreated", "tweetcreated", "zeitstempel", "horodateur", "marcatemporal", "tijdstempel");

    private static readonly string[] OpenWords =
    [
        "other (please specify)", "please specify", "open-ended", "openended", "comment", "feedback", "explain", "describe", "tell us", "in your own words", "free text", "freetext", "why ", "what ", "how would", "how do you", "how did", "anything else",
        "suggestion", "improve", "opinion", "thoughts", "utterance", "message", "review", "answer", "body", "text", "context",
    ];

    // Headers that promise words, however few rows there are to judge by.
    private static readonly FrozenSet<string> OpenNames = FrozenSet.Create(StringComparer.Ordinal,
        "comment", "comments", "feedback", "answer", "answers", "review", "reviewtext", "text", "message", "freetext", "opentext", "verbatim", "suggestion", "suggestions", "note", "notes", "kommentar", "commentaire", "comentario");

    private static readonly string[] PersonalWords = ["ipaddress", "ip address", "ip-adresse", "latitude", "longitude", "geolocation", "locationlat", "locationlong", "breitengrad", "längengrad"];

    public Column(int index, string name, IReadOnlyList<GridRow> rows)
    {
        (Index, Name) = (index, name);
        IsPersonal = Array.Exists(PersonalWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
        HashSet<string> distinct = new(StringComparer.Ordinal);
        long letters = 0, words = 0;
        foreach (var row in rows.Take(CellsToLook))
        {
            var cell = row[index].Trim();
            if (cell.Length == 0)
            {
                continue;
            }
            Filled++;
            distinct.Add(cell.Length > 200 ? cell[..200] : cell);
            letters += cell.Length;
            words += WordsIn(cell);
            numbers += double.TryParse(cell.TrimEnd('%'), NumberStyles.Any, CultureInfo.InvariantCulture, out _) ? 1 : 0;
            dates += cell.Length <= 40 && DateText.Read(cell) is not null ? 1 : 0;
            addresses += cell.Contains('@', StringComparison.Ordinal) ? 1 : 0;
            links += cell.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !cell.Contains(' ', StringComparison.Ordinal) ? 1 : 0;
        }
        Distinct = distinct.Count;
        (MeanLength, MeanWords) = Filled == 0 ? (0, 0) : ((double)letters / Filled, (double)words / Filled);
    }

    private readonly int numbers, dates, links, addresses;

    public int Index { get; }

    public string Name { get; }

    public int Filled { get; }

    public int Distinct { get; }

    public double MeanLength { get; }

    public double MeanWords { get; }

    public bool IsNumber => Filled > 0 && numbers >= Filled * 0.9;

    public bool IsDate => Filled > 0 && dates >= Filled * 0.9;

    public bool NamesTime => TimeNames.Contains(Plain(Name));

    public bool NamesHuman => HumanNames.Contains(Plain(Name));

    public bool NamesPerson => PersonNames.Contains(Plain(Name));

    public bool CallsPeople => CalledNames.Contains(Plain(Name));

    public bool NamesEmail => Plain(Name).Contains("email", StringComparison.Ordinal);

    /// <summary>Whether its cells are addresses: "E-mail consent" has none.</summary>
    public bool IsEmail => (NamesEmail || Plain(Name) is "mail") && addresses >= Filled * 0.5;

    /// <summary>Addresses on the network and on the map say who someone is; they are left out.</summary>
    public bool IsPersonal { get; }

    /// <summary>Whether the cells look like answers in people's own words: not numbers or dates, seldom the same twice, more than a word or two.</summary>
    public bool IsOpenAnswer
    {
        get
        {
            if (Filled == 0 || IsNumber || IsDate || links >= Filled * 0.9)
            {
                return false;
            }
            var own = (double)Distinct / Filled;
            return OpenNames.Contains(Plain(Name))
                || MeanWords >= 5 && own >= 0.5
                || MeanWords >= 2.5 && own >= 0.7 && Filled >= 3 && Array.Exists(OpenWords, word => Name.Contains(word, StringComparison.OrdinalIgnoreCase))
                || Name.Contains("please specify", StringComparison.OrdinalIgnoreCase) || Name.Contains("open-ended", StringComparison.OrdinalIgnoreCase)
                || MeanWords >= 2 && Filled < 3 && Array.Exists(OpenWords, word => Name.Contains(word, StringComparison.OrdinalIgnoreCase));
        }
    }

    // Chinese and Japanese write without blanks: two signs are about a word.
    private static int WordsIn(string cell) =>
        cell.AsSpan().IndexOfAnyInRange('\u3040', '\u9FFF') >= 0 ? Math.Max(1, cell.Length / 2) : 1 + cell.AsSpan().Count(' ');

    public static string Plain(string name) => string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c == '#')).ToLowerInvariant();
}
