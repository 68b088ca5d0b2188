using System.CommandLine;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Patterns;
using Firsthand.Engine.Text;
using Firsthand.Platform.Cli;

namespace Firsthand.Commands;

/// <summary>Texts to groups that say the same.</summary>
internal static class GroupCommand
{
    // Texts that are looked at to name their language.
    private const int EnoughToTell = 200;

    public static Command Make()
    {
        var k = new Option<int?>("--k") { Description = "The number of groups, when you know it." };
        var command = EncodeCommand.OnLines("group", "Groups of texts that say the same, each with a name; what is like nothing else stays alone.", (lines, engines, parsed) =>
        {
            if (parsed.GetValue(k) < 1) throw new FormatException("--k takes a number of groups, from 1 on.");
            // The encoder knows English only: of another language the words alone are compared.
            var foreign = Language.NotEnglish([.. lines.Select(line => line.Text)]);
            int[] english = [.. Enumerable.Range(0, lines.Count).Except(foreign)];
            var encoded = PackedVector.PackAll(engines.Requests.Encode([.. english.Select(i => lines[i].Text)]), SentenceEncoder.Dimensions);
            var vectors = new byte[lines.Count][];
            Array.Fill(vectors, []);
            foreach (var (number, i) in english.Index()) vectors[i] = encoded[number];
            if (foreign.Count > 0) Say.Note(NotEnglish(foreign.Count, lines.Count, Language.NameOf(string.Join('\n', foreign.Take(EnoughToTell).Select(i => lines[i].Text)))));
            var people = lines.Select(line => line.Person).OfType<string>().Distinct().Select((person, number) => (person, number)).ToDictionary(pair => pair.person, pair => pair.number);
            var items = lines.Select((line, i) => new QuoteItem(line.Text, line.Person is { } person ? people[person] : null, null, vectors[i])).ToList();
            var grouping = PatternFinder.Find(items, parsed.GetValue(k));
            return new
            {
                Groups = grouping.Groups.Select((group, number) => new { Id = number, Name = lines[group.Typical].Text, group.Words, Members = group.Members.Select(index => lines[index].Id).ToList() }).ToList(),
                Alone = grouping.Alone.Select(index => lines[index].Id).ToList(),
            };
        });
        command.Options.Add(k);
        return command;
    }

    private static string NotEnglish(int foreign, int all, string? language) =>
        $"{foreign} of {all} texts {(foreign == 1 ? "is" : "are")} not English{(language is null ? "" : $" (mostly {language})")}: grouped by words alone, since the built-in model knows English.";
}
