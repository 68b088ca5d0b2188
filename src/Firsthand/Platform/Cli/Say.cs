using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;
using Progress = Firsthand.Platform.Jobs.Progress;

namespace Firsthand.Platform.Cli;

/// <summary>How commands speak: answers on stdout, talk and progress on stderr.</summary>
internal static class Say
{
    /// <summary>How answers are written; what a command answers often describes itself on top of this, to be ready at once.</summary>
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static readonly IAnsiConsole Talk = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public static void Answer(string line) => Console.Out.WriteLine(line);

    public static void AnswerJson(object document) => AnswerJson(stdout => JsonSerializer.Serialize(stdout, document, Json));

    public static void AnswerJson(Action<Stream> write)
    {
        using var stdout = Console.OpenStandardOutput();
        write(stdout);
        stdout.WriteByte((byte)'\n');
    }

    public static void Note(string line) => Console.Error.WriteLine(line);

    public static int Refuse(string line)
    {
        Console.Error.WriteLine(line);
        return ExitCodes.Refused;
    }

    /// <summary>For a verb that reads one file.</summary>
    public static int NoFile(string path) => Refuse(Directory.Exists(path) ? $"{path} is a folder; name a file in it." : $"There is no file at {path}.");

    /// <summary>Runs long work with a bar where somebody watches, silently where nobody does.</summary>
    public static async Task<T> WithProgressAsync<T>(string what, Func<IProgress<Progress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected) return await work(new Quiet());
        return await Talk.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async bars =>
        {
            var bar = bars.AddTask(what);
            return await work(new Bar(bar));
        });
    }

    private sealed class Quiet : IProgress<Progress>
    {
        public void Report(Progress value)
        {
        }
    }

    private sealed class Bar(ProgressTask bar) : IProgress<Progress>
    {
        public void Report(Progress value) => (bar.MaxValue, bar.Value) = (Math.Max(1, value.Total), value.Done);
    }
}
