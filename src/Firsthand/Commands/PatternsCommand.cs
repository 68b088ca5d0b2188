using System.CommandLine;
using Firsthand.Customers;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Commands;

/// <summary>What recurs in a store.</summary>
internal static class PatternsCommand
{
    public static Command Make()
    {
        var kind = new Option<string?>("--kind") { Description = "Only patterns of this kind." };
        var segment = new Option<string?>("--segment") { Description = "Only what customers of this segment said, counted among them." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var store = Store.Option();
        var command = new Command("patterns", "What recurs, most customers first.") { kind, segment, json, store };
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(kind) is { } named && EvidenceStage.Kind(named) is null) return Say.Refuse(EvidenceStage.NoKind(named));
            if (Store.Missing(parsed.GetValue(store)) is { } missing) return Say.Refuse(missing);
            await using var opened = await Store.OpenAsync(parsed.GetValue(store), Server.AddProduct, ct);
            await opened.EnterAsync("My company", ct);
            if (parsed.GetValue(segment) is { } of && !await opened.Get<FirsthandDb>().People.AnyAsync(row => row.Segment == of, ct)) return Say.Refuse($"Nobody is in a segment called “{of}”.");
            var page = await opened.Get<ListPatterns>().RunAsync(EvidenceStage.Kind(parsed.GetValue(kind)), PatternState.Active, parsed.GetValue(segment), 1, ct);
            if (parsed.GetValue(json)) Say.AnswerJson(page);
            else if (page.Rows.Count == 0) Say.Answer(parsed.GetValue(kind) is null && parsed.GetValue(segment) is null ? "No pattern yet: the same thing from two customers makes one." : "No pattern like that.");
            else foreach (var row in page.Rows) Say.Answer($"{row.People,-16} {row.Name ?? $"“{row.Typical.Text}”"}  ({string.Join(", ", row.Words)})");
            return ExitCodes.Done;
        });
        return command;
    }
}
