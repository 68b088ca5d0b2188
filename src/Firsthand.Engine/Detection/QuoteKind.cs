namespace Firsthand.Engine.Detection;

/// <summary>What a stretch of a conversation tells us. The first eleven are heard by the engine; a person can mark any.</summary>
public enum QuoteKind
{
    Pain, Question, Desire, Motivation, Pressure, Objection, Praise, Hook, KeepOne, DropOne, Promise,
    Fear, Referral, Risk, Idea,
}

/// <summary>The names of kinds in files, addresses and the API, and the key that marks each.</summary>
public static class QuoteKinds
{
    private static readonly (QuoteKind Kind, string Name, string Title, char Key)[] Table =
    [
        (QuoteKind.Pain, "pain", "Pain", 'P'),
        (QuoteKind.Question, "question", "Question", 'Q'),
        (QuoteKind.Desire, "desire", "Desire", 'D'),
        (QuoteKind.Motivation, "motivation", "Motivation", 'M'),
        (QuoteKind.Pressure, "pressure", "Pressure", 'W'),
        (QuoteKind.Objection, "objection", "Objection", 'O'),
        (QuoteKind.Praise, "praise", "Praise", '+'),
        (QuoteKind.Hook, "hook", "Hook", 'H'),
        (QuoteKind.KeepOne, "keep-one", "Keep one", 'L'),
        (QuoteKind.DropOne, "drop-one", "Drop one", 'U'),
        (QuoteKind.Promise, "promise", "Promise of ours", 'Y'),
        (QuoteKind.Fear, "fear", "Fear", 'F'),
        (QuoteKind.Referral, "referral", "Referral", 'G'),
        (QuoteKind.Risk, "risk", "Risk", 'T'),
        (QuoteKind.Idea, "idea", "Idea of ours", 'I'),
    ];

    public static IReadOnlyList<QuoteKind> All { get; } = [.. Table.Select(row => row.Kind)];

    extension(QuoteKind kind)
    {
        /// <summary>"pain", "keep-one": as written in files, addresses and the API.</summary>
        public string Name => Row(kind).Name;

        /// <summary>"Pain", "Keep one": as read by a person.</summary>
        public string Title => Row(kind).Title;

        /// <summary>The key that marks selected words with this kind.</summary>
        public char Key => Row(kind).Key;

        /// <summary>Said by our side, not by the customer: never evidence of what customers say.</summary>
        public bool IsOurs => kind is QuoteKind.Promise or QuoteKind.Idea;
    }

    public static bool TryParse(string? name, out QuoteKind kind)
    {
        foreach (var row in Table)
        {
            if (!string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase)) continue;
            kind = row.Kind;
            return true;
        }
        kind = default;
        return false;
    }

    private static (QuoteKind Kind, string Name, string Title, char Key) Row(QuoteKind kind) => Table.First(row => row.Kind == kind);
}
