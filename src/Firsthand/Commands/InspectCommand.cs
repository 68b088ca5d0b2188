using System.CommandLine;
using System.Globalization;
using Firsthand.Formats;
using Firsthand.Platform.Cli;

namespace Firsthand.Commands;

/// <summary>Reads one file without storing it, and says what is in it.</summary>
internal static class InspectCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("file") { Description = "The file to read." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var name = new Option<string?>("--name") { Description = "Stands for the file's name, to see detection by content." };
        var format = new Option<string?>("--as") { Description = "Read it as this format." };
        var answers = new Option<string?>("--answers") { Description = "Columns of a table with open answers, by number from 0: 3,5." };
        var command = new Command("inspect", "Reads one file without storing it.") { file, json, name, format, answers };
        command.SetAction(async (parsed, ct) => await RunAsync(parsed.GetValue(file)!, parsed.GetValue(json), parsed.GetValue(name), parsed.GetValue(format), parsed.GetValue(answers), ct));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool json, string? name, string? format, string? answers, CancellationToken ct)
    {
        if (!File.Exists(path)) return Say.NoFile(path);
        var columns = new List<int>();
        foreach (var column in answers?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            if (!int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Say.Refuse($"--answers takes column numbers such as 3,5; “{column}” is none.");
            columns.Add(number);
        }
        var options = new ReadOptions { Format = format, Answers = answers is null ? null : columns };
        var reading = TranscriptFile.Read(await File.ReadAllBytesAsync(path, ct), name ?? Path.GetFileName(path), options, ct);
        if (reading.Value is not { } read) return Say.Refuse($"{Path.GetFileName(path)}: {reading.Error}");
        if (json) Say.AnswerJson(Document(read));
        else Print(read);
        return ExitCodes.Done;
    }

    private static Dictionary<string, object?> Document(FileReading read)
    {
        var turns = read.Conversations.SelectMany(transcript => transcript.Turns).ToList();
        var document = new Dictionary<string, object?>
        {
            ["format"] = read.Format,
            ["encoding"] = read.Encoding,
            ["conversations"] = read.Conversations.Count,
            ["participants"] = read.Conversations.SelectMany(transcript => transcript.Participants).Distinct().ToList(),
            ["turns"] = turns.ConvertAll(turn => new { turn.Speaker, Start = Time(turn.Start), End = Time(turn.End), turn.Text, turn.Kind, turn.Line, turn.Details }),
            ["setAside"] = read.SetAside,
            ["notUnderstood"] = read.NotUnderstood,
            ["notes"] = read.Notes,
            ["table"] = read.Table,
        };
        foreach (var (key, value) in read.Items) document[key] = value;
        return document;
    }

    private static object? Time(Moment? moment) => moment?.Seconds is { } seconds ? seconds : moment?.Date;

    private static void Print(FileReading read)
    {
        Say.Answer($"{read.Format}{(read.Encoding is null ? "" : $", {read.Encoding}")}: {read.Conversations.Count} conversations, {read.Conversations.Sum(transcript => transcript.Turns.Count)} turns, {read.SetAside.Count} blocks kept aside, {read.NotUnderstood.Count} not understood");
        foreach (var note in read.Notes) Say.Answer($"  {note}");
        foreach (var block in read.NotUnderstood) Say.Answer($"  line {block.Line}: expected {block.Expected}, found: {block.Text}");
        foreach (var turn in read.Conversations.SelectMany(transcript => transcript.Turns)) Say.Answer($"{turn.Line,6}  {turn.Speaker ?? "?"}: {turn.Text}");
    }
}
