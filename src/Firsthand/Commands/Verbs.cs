using System.CommandLine;
using Firsthand.Platform.Cli;

namespace Firsthand.Commands;

/// <summary>Every verb, in the order that help shows them.</summary>
internal static class Verbs
{
    public static IReadOnlyList<Command> All { get; } =
    [
        DemoCommand.Make(), LearnCommand.Make(), ServeCommand.Make(), ImportCommand.Make(), TranscribeCommand.Make(), InspectCommand.Make(), PatternsCommand.Make(), FindCommand.Make(), ReportCommand.Make(),
        GroupCommand.Make(), DetectCommand.Make(), EncodeCommand.Make(), ExportCommand.Make(), BenchCommand.Make(),
    ];

    /// <summary>Runs what was asked; what is broken ends as exit code 2 with one line, and with everything under FIRSTHAND_TRACE=1.</summary>
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        try
        {
            var parsed = root.Parse(args);
            // The root takes what a test host brings; a verb takes what it names, and a misspelt option must not be done without.
            if (parsed.CommandResult.Command != root && parsed.UnmatchedTokens is [var unknown, ..]) return Say.Refuse($"“{unknown}” is nothing that {parsed.CommandResult.Command.Name} knows. firsthand {parsed.CommandResult.Command.Name} --help shows what it takes.");
            // It starts the server when it is told nothing but settings ("--urls …", "urls=…"); a mistyped verb is none.
            if (parsed.CommandResult.Command == root && args is [[not '-', ..] word, ..] && !word.Contains('=', StringComparison.Ordinal) && parsed.UnmatchedTokens.Contains(word)) return Say.Refuse($"“{word}” is no command; the nearest is {All.MinBy(verb => Slips(word, verb.Name))!.Name}. firsthand --help lists them all.");
            var code = await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? ExitCodes.Refused : code;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Broken;
        }
#pragma warning disable CA1031 // The last stop before the shell: a person gets a sentence, a script gets a code.
        catch (Exception broken) when (Environment.GetEnvironmentVariable("FIRSTHAND_TRACE") is null && broken is not HostAbortedException)
#pragma warning restore CA1031
        {
            Say.Note($"Firsthand broke: {broken.GetType().Name}: {broken.Message} (FIRSTHAND_TRACE=1 shows where.)");
            return ExitCodes.Broken;
        }
    }

    // How many letters are wrong, too many or missing.
    private static int Slips(ReadOnlySpan<char> said, ReadOnlySpan<char> meant)
    {
        var row = Enumerable.Range(0, meant.Length + 1).ToArray();
        for (var i = 0; i < said.Length; i++)
        {
            var before = row[0]++;
            for (var j = 1; j <= meant.Length; j++) (before, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, before + (said[i] == meant[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
