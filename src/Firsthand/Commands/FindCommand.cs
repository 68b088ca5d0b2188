using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Commands;

/// <summary>Words and meaning, from the shell.</summary>
internal static class FindCommand
{
    private const int Most = 20;

    public static Command Make()
    {
        var words = new Argument<string[]>("words") { Description = "What to look for: exact words and meaning together.", Arity = ArgumentArity.OneOrMore };
        var kind = new Option<string?>("--kind") { Description = "Only quotes of this kind." };
        var person = new Option<string?>("--person") { Description = "Only this person, by name." };
        var segment = new Option<string?>("--segment") { Description = "Only people of this segment." };
        var channel = new Option<string?>("--channel") { Description = "Only conversations of this kind: interview, support, or another word." };
        var from = new Option<DateOnly?>("--from") { Description = "Only what was said from this day on (2026-10-01), where the day is known.", CustomParser = Day };
        var until = new Option<DateOnly?>("--until") { Description = "Only what was said until this day, and on it.", CustomParser = Day };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var store = Store.Option();
        var command = new Command("find", "Finds what customers said, by words and by meaning.") { words, kind, person, segment, channel, from, until, json, store };
        command.SetAction(async (parsed, ct) =>
        {
            var wanted = EvidenceStage.Kind(parsed.GetValue(kind));
            if (parsed.GetValue(kind) is { } named && wanted is null) return Say.Refuse(EvidenceStage.NoKind(named));
            if (Store.Missing(parsed.GetValue(store)) is { } missing) return Say.Refuse(missing);
            await using var opened = await Store.OpenAsync(parsed.GetValue(store), Server.AddProduct, ct);
            await opened.EnterAsync("My company", ct);
            Id<Person>? who = null;
            if (parsed.GetValue(person) is { } name)
            {
                var found = await opened.Get<FirsthandDb>().People.AsNoTracking().FirstOrDefaultAsync(row => row.Name == name, ct);
                if (found is null) return Say.Refuse($"There is nobody called “{name}”.");
                who = found.Id;
            }
            var db = opened.Get<FirsthandDb>();
            if (parsed.GetValue(segment) is { } of && !await db.People.AnyAsync(row => row.Segment == of, ct)) return Say.Refuse($"Nobody is in a segment called “{of}”.");
            if (parsed.GetValue(channel) is { } way && !await db.Conversations.AnyAsync(row => row.Channel == way, ct)) return Say.Refuse($"There is no conversation of the kind “{way}”.");
            var hits = await opened.Get<Find>().RunAsync(string.Join(' ', parsed.GetValue(words)!), new(wanted, who, parsed.GetValue(segment), parsed.GetValue(channel), parsed.GetValue(from), parsed.GetValue(until)), Most, ct);
            if (parsed.GetValue(json)) Say.AnswerJson(hits);
            else if (hits.Count == 0) Say.Answer("Nobody said that, in these words or like them.");
            else foreach (var hit in hits) Say.Answer($"“{hit.Text}”\n    {hit.PersonName ?? hit.Speaker ?? "?"}, {hit.Title}{(hit.At is { } at ? $", {Clock.Of(at)}" : "")}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static DateOnly? Day(ArgumentResult given)
    {
        var written = given.Tokens.Count > 0 ? given.Tokens[^1].Value : "";
        if (DateOnly.TryParseExact(written, Narrowing.DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        given.AddError($"Expected a day such as 2026-01-31, found “{written}”.");
        return null;
    }
}
