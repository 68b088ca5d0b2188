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

    /// <summary>Forty quotes of as many people that share neither words nor meaning, from talks about two subjects.</summary>
    public static (QuoteItem[] Items, int[] Subjects) InPassages()
    {
        var random = new Random(7);
        float[][] subjects = [Direction(random), Direction(random)];
        var items = new QuoteItem[40];
        for (var i = 0; i < items.Length; i++)
        {
            float[] own = Direction(random), passage = [.. own.Zip(subjects[i % 2], (mine, around) => mine + 1.5f * around)];
            items[i] = new($"{Word(random)} {Word(random)} {Word(random)}", i, QuoteKind.Pain, PackedVector.Pack(own)) { Passage = PackedVector.Pack(passage) };
        }
        return (items, [.. Enumerable.Range(0, items.Length).Select(i => i % 2)]);
    }

    private static float[] Direction(Random random) => [.. Enumerable.Range(0, SentenceEncoder.Dimensions).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1))];

    // A word that is like no other in its letters.
    private static string Word(Random random) => string.Concat(Enumerable.Range(0, 9).Select(_ => (char)('a' + random.Next(26))));

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

    /// <summary>A list of 798 requests of 25 kinds in five families, made up of syllables: of a few kinds a hundred, of many only nine.</summary>
    public static (QuoteItem[] Items, int[] Gold) LongList()
    {
        const int Dimensions = 64, Families = 5;
        int[] sizes = [.. Enumerable.Repeat(100, 3), .. Enumerable.Repeat(60, 4), .. Enumerable.Repeat(25, 6), .. Enumerable.Repeat(9, 12)];
        var random = new Random(17);
        float[] Point() => [.. Enumerable.Range(0, Dimensions).Select(_ => (random.NextSingle() * 2) - 1)];
        string Word() => string.Concat(Enumerable.Range(0, 3).Select(_ => $"{"bdfgklmnprstvz"[random.Next(14)]}{"aeiou"[random.Next(5)]}"));
        string[] Words(int count) => [.. Enumerable.Range(0, count).Select(_ => Word())];
        var (families, others) = (Enumerable.Range(0, Families).Select(_ => (Middle: Point(), Words: Words(3))).ToArray(), Words(300));
        var (items, gold) = (new List<QuoteItem>(), new List<int>());
        for (var kind = 0; kind < sizes.Length; kind++)
        {
            var family = families[kind % Families];
            var (middle, words) = (Point(), Words(2));
            for (var i = 0; i < sizes[kind]; i++)
            {
                var noise = Point();
                float[] vector = [.. noise.Select((value, d) => (.6f * family.Middle[d]) + (.6f * middle[d]) + (.8f * value))];
                string[] said = [.. words, random.GetItems(family.Words, 1)[0], .. random.GetItems(others, 3)];
                items.Add(new(string.Join(' ', said), null, null, PackedVector.Pack(vector)));
                gold.Add(kind);
            }
        }
        return ([.. items], [.. gold]);
    }

    public static int[] Labels(this QuoteGrouping grouping, int count)
    {
        var labels = new int[count];
        Array.Fill(labels, -1);
        for (var g = 0; g < grouping.Groups.Count; g++) foreach (var member in grouping.Groups[g].Members) labels[member] = g;
        return labels;
    }
}
