using System.CommandLine;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Patterns;

namespace Firsthand.Commands;

/// <summary>Texts to groups that say the same.</summary>
internal static class GroupCommand
{
    public static Command Make()
    {
        var k = new Option<int?>("--k") { Description = "The number of groups, when you know it." };
        var command = EncodeCommand.OnLines("group", "Groups of texts that say the same, each with a name; what is like nothing else stays alone.", (lines, engines, parsed) =>
        {
            if (parsed.GetValue(k) < 1) throw new FormatException("--k takes a number of groups, from 1 on.");
            var vectors = PackedVector.PackAll(engines.Requests.Encode([.. lines.Select(line => line.Text)]), SentenceEncoder.Dimensions);
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
}
