using System.Text;

namespace Firsthand.Formats.Mail;

/// <summary>People in a field: "Ana &lt;ana@example.com>", comments, groups. Read in one pass, whatever it holds.</summary>
internal readonly record struct MailAddress(string Name, string Address)
{
    private const int Most = 1000;

    /// <summary>The name as shown, else the address; null when there is neither.</summary>
    public string? Shown => Name.Length > 0 ? Name : Address.Length > 0 ? Address : null;

    public static List<MailAddress> Read(string? raw)
    {
        List<MailAddress> people = [];
        if (raw is null)
        {
            return people;
        }
        StringBuilder phrase = new(), address = new();
        var (quoted, angle, depth, hasAngle) = (false, false, 0, false);

        void Close()
        {
            var name = HeaderText.Decode(phrase.ToString().Trim());
            var inAngles = address.ToString().Trim();
            // Without angles the words are the address; a comment beside it is no name by the standard.
            var person = hasAngle ? new MailAddress(Clean(name), NoBlanks(inAngles)) : new MailAddress("", NoBlanks(name));
            if (person.Shown is not null && people.Count < Most)
            {
                people.Add(person);
            }
            phrase.Clear();
            address.Clear();
            (angle, hasAngle) = (false, false);
        }

        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (depth > 0)
            {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                continue;
            }
            if (quoted)
            {
                if (c == '\\' && i + 1 < raw.Length)
                {
                    phrase.Append(raw[++i]);
                }
                else if (c == '"')
                {
                    quoted = false;
                }
                else
                {
                    phrase.Append(c);
                }
                continue;
            }
            switch (c)
            {
                case '"' when !angle:
                    quoted = true;
                    break;
                case '(':
                    depth = 1;
                    break;
                case '<':
                    (angle, hasAngle) = (true, true);
                    address.Clear();
                    break;
                case '>':
                    angle = false;
                    break;
                case ':' when !angle && !phrase.ToString(0, Math.Min(phrase.Length, 300)).Contains('@', StringComparison.Ordinal):
                    // A group's name; who is in it follows.
                    phrase.Clear();
                    break;
                case ',' or ';' when !angle:
                    Close();
                    break;
                default:
                    (angle ? address : phrase).Append(c);
                    break;
            }
        }
        Close();
        return people;
    }

    private static string Clean(string name)
    {
        var clean = string.Join(' ', name.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return clean.Length > 1 && clean[0] == '\'' && clean[^1] == '\'' ? clean[1..^1] : clean;
    }

    private static string NoBlanks(string address) => address.Contains('@', StringComparison.Ordinal) ? string.Concat(address.Where(c => !char.IsWhiteSpace(c))) : Clean(address);
}
