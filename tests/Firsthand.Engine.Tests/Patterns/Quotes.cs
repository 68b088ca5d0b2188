using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Patterns;
using Firsthand.Tests.Encoding;

namespace Firsthand.Tests.Patterns;

/// <summary>Quotes for tests: a line is "person: words" or only words, said by a person of its own.</summary>
internal static class Quotes
{
    public static QuoteItem[] Of(params string[] lines) => Of(null, lines);

    public static QuoteItem[] Of(QuoteKind? kind, params string[] lines)
    {
        var people = new List<string>();
        var parts = Array.ConvertAll(lines, line => line.Split(": ", 2));
        var vectors = PackedVector.PackAll(EncoderWeights.Encoder.Encode([.. parts.Select(part => part[^1])]), SentenceEncoder.Dimensions);
        return [.. parts.Select((part, i) => new QuoteItem(part[^1], part.Length == 1 ? null : Number(part[0]), kind, vectors[i]))];

        int Number(string name)
        {
            if (!people.Contains(name)) people.Add(name);
            return people.IndexOf(name);
        }
    }

    /// <summary>Twenty ways to say each of six things, every one by somebody else.</summary>
    public static (QuoteItem[] Items, int[] Gold) Agency() => ([.. Once.Value.Items], Once.Value.Gold);

    private static readonly Lazy<(QuoteItem[] Items, int[] Gold)> Once = new(Written);

    private static (QuoteItem[] Items, int[] Gold) Written()
    {
        (string[] Starts, string[] Ends)[] subjects =
        [
            (["The invoice is always late,", "Nobody told me the invoice had gone out,", "I had to chase the invoice again,", "Our invoice had the wrong amount,"],
             ["and accounting complains.", "so we paid twice.", "which happens every month.", "and I lost an afternoon to it.", "that is the billing for you."]),
            (["Setting up the first project took me days,", "Onboarding our team was slow,", "I did not know how to start the setup,", "The first week of onboarding was a mess,"],
             ["because nothing explained the steps.", "we needed a guide.", "and two people gave up.", "until somebody walked us through it.", "I wanted a person to show us."]),
            (["The export to a spreadsheet drops columns,", "When I export the report some rows are missing,", "I copy the numbers by hand because the export breaks,", "Exporting to Excel never works for me,"],
             ["so my manager cannot read it.", "every single Friday.", "and I fix it by hand.", "which is the part I hate.", "and I have stopped trying."]),
            (["The phone app logs me out,", "I have to type my password again on the phone,", "Logging in on mobile fails,", "My login expires on the phone every hour,"],
             ["when I am at a customer.", "in the middle of a job.", "and the code arrives too late.", "so I use paper instead.", "and I call the office."]),
            (["The calendar shows the wrong time zone,", "Meetings land an hour off in the calendar,", "The calendar sync doubles my meetings,", "Our calendar forgets meetings,"],
             ["and clients wait for us.", "since the clocks changed.", "so I keep a second one.", "and nobody noticed for a week.", "it is embarrassing with clients."]),
            (["The price went up,", "Your pricing per seat punishes us,", "It is too expensive for a team of three,", "I cannot explain the price to my partner,"],
             ["and we got nothing new for it.", "so we are looking at cheaper tools.", "when half the seats are part time.", "that is why we may cancel.", "we would pay for usage instead."]),
        ];
        var lines = new List<string>();
        var gold = new List<int>();
        for (var s = 0; s < subjects.Length; s++)
            foreach (var start in subjects[s].Starts)
                foreach (var end in subjects[s].Ends)
                {
                    lines.Add($"{start} {end}");
                    gold.Add(s);
                }
        return (Of([.. lines]), [.. gold]);
    }

    public static int[] Labels(this QuoteGrouping grouping, int count)
    {
        var labels = new int[count];
        Array.Fill(labels, -1);
        for (var g = 0; g < grouping.Groups.Count; g++) foreach (var member in grouping.Groups[g].Members) labels[member] = g;
        return labels;
    }
}
