using System.CommandLine;
using Firsthand.Conversations;
using Firsthand.Platform;
using Firsthand.Platform.Cli;

namespace Firsthand.Commands;

/// <summary>Says which server writes down recordings, and sends those that wait.</summary>
internal static class TranscribeCommand
{
    // Not an argument: those stand in the shell's history and in the list of processes.
    private const string KeyVariable = "FIRSTHAND_TRANSCRIPTION_KEY";

    public static Command Make()
    {
        var address = new Option<string?>("--set") { Description = $"The server to use from now on, such as http://127.0.0.1:8000/v1; its key, where it needs one, stands in {KeyVariable}." };
        var model = new Option<string>("--model") { Description = "With --set: the model.", DefaultValueFactory = _ => "whisper-1" };
        var language = new Option<string?>("--language") { Description = "With --set: what is spoken, such as en." };
        var price = new Option<decimal>("--price") { Description = "With --set: the price of a minute, to show the cost." };
        var currency = new Option<string?>("--currency") { Description = "With --set: of the price; USD when not said." };
        var stop = new Option<bool>("--stop") { Description = "Use no server any more, and forget its key." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var store = Store.Option();
        var command = new Command("transcribe", "Writes down the recordings that wait, by a server of your choice that speaks as OpenAI's does.") { address, model, language, price, currency, stop, json, store };
        command.SetAction(async (parsed, ct) =>
        {
            await using var opened = await Store.OpenAsync(parsed.GetValue(store), Server.AddProduct, ct);
            await opened.EnterAsync("My company", ct);
            if (parsed.GetValue(stop))
            {
                await opened.Get<SetTranscription>().ForgetAsync(ct);
                return ExitCodes.Done;
            }
            if (parsed.GetValue(address) is { } wanted)
            {
                var set = await opened.Get<SetTranscription>().RunAsync(new(wanted, parsed.GetValue(model)!, Environment.GetEnvironmentVariable(KeyVariable), parsed.GetValue(language), parsed.GetValue(price), parsed.GetValue(currency)), ct);
                if (set.Problem is { } problem) return Say.Refuse(problem);
            }
            await opened.Get<Transcribe>().AgainAsync(ct);
            if (await Bring.TranscribeAsync(opened, ct) is { } refused) return Say.Refuse(refused);
            var log = await opened.Get<TranscriptionLog>().RunAsync(ct);
            if (parsed.GetValue(json)) Say.AnswerJson(new { server = await opened.Get<SetTranscription>().ReadAsync(ct), sent = log.Log, waiting = log.NotSent });
            else foreach (var sent in log.Log) Say.Answer(Line(sent));
            return log.Log.Any(sent => sent.State == TranscriptionState.Refused) ? ExitCodes.Refused : ExitCodes.Done;
        });
        return command;
    }

    private static string Line(TranscriptionLog.Sent sent) => sent.State == TranscriptionState.Refused
        ? $"✗ {sent.Name}: {sent.Problem}"
        : FormattableString.Invariant($"✓ {sent.Name}: written down by {sent.Host}{(sent.Seconds is { } seconds ? FormattableString.Invariant($", {seconds / 60:0.0} min") : "")}{(sent.Cost is > 0 and var cost ? $", {SetTranscription.Money(cost, sent.Currency)}" : "")}");
}
