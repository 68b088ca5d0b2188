using Firsthand.Formats.Frame;

namespace Firsthand.Formats.People;

/// <summary>vCard 2.1, 3.0 and 4.0: contacts. Pictures and sounds are passed over and that is said.</summary>
internal sealed class VCardFormat : IFormat
{
    public string Name => "vcard";

    public bool Recognises(Source source) => source.Lines.SkipBlank(0) is var first && first < source.Lines.Count && source.Lines[first].Trim().TrimStart('\uFEFF').StartsWith("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase);

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        List<Contact> cards = [];
        Card? card = null;
        var depth = 0;
        foreach (var line in ContentLine.Read(source.Lines))
        {
            if (line.Name == "BEGIN" && line.Value.Trim().Equals("VCARD", StringComparison.OrdinalIgnoreCase))
            {
                // A card inside a card is an agent's.
                depth++;
                card ??= new Card(line.Line);
            }
            else if (line.Name == "END" && line.Value.Trim().Equals("VCARD", StringComparison.OrdinalIgnoreCase) && card is not null)
            {
                if (--depth <= 0)
                {
                    cards.Add(card.Whole());
                    (card, depth) = (null, 0);
                }
            }
            else if (depth == 1)
            {
                card!.Take(line, draft);
            }
        }
        if (card is not null)
        {
            draft.Note($"The card that begins in line {card.Line} was cut off; what it has was taken.");
            cards.Add(card.Whole());
        }
        if (cards.Count == 0)
        {
            return new ReadingError(1, "BEGIN:VCARD", "no card");
        }
        draft.Items["contacts"] = cards.Count;
        draft.Items["cards"] = cards;
        return draft.Finish(Name);
    }

    private sealed class Card(int line)
    {
        // Before the name, given, middle, family, after.
        private static readonly int[] SpokenOrder = [3, 1, 2, 0, 4];

        private readonly List<string> emails = [];
        private string? shown, organisation, version;
        private string[] parts = [];
        private int telephones;

        public int Line { get; } = line;

        public void Take(ContentLine line, Draft draft)
        {
            switch (line.Name)
            {
                case "VERSION":
                    version ??= line.Value.Trim();
                    break;
                case "FN":
                    shown ??= ContentLine.Plain(line.Value);
                    break;
                case "N" when parts.Length == 0:
                    parts = line.Parts();
                    break;
                case "ORG":
                    organisation ??= string.Join(';', line.Parts());
                    break;
                case "EMAIL":
                    emails.Add(line.Value.Trim().StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? line.Value.Trim()[7..] : ContentLine.Plain(line.Value.Trim()));
                    break;
                case "TEL":
                    telephones++;
                    break;
                case "PHOTO" or "LOGO" or "SOUND" or "KEY":
                    draft.Aside(line.Line, line.Name.ToLowerInvariant(), $"{line.Value.Length} characters, passed over");
                    break;
            }
        }

        public Contact Whole()
        {
            var name = !string.IsNullOrWhiteSpace(shown) ? shown : string.Join(' ', SpokenOrder.Where(i => i < parts.Length && parts[i].Length > 0).Select(i => parts[i]));
            return new(name.Length > 0 ? name : emails.FirstOrDefault() ?? organisation ?? "", parts, emails, telephones, organisation, version);
        }
    }
}
