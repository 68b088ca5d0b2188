using System.CommandLine;
using Firsthand.Engine.Encoding;
using Firsthand.Evidence;
using Firsthand.Platform.Cli;

namespace Firsthand.Commands;

/// <summary>Texts to vectors.</summary>
internal static class EncodeCommand
{
    public static Command Make() => OnLines("encode", "The vector of each text: the encoder's 512 numbers.", (lines, engines, _) =>
    {
        var vectors = engines.Encoder.Encode([.. lines.Select(line => line.Text)]);
        return lines.Select((line, i) => new { line.Id, Vector = vectors.AsSpan(i * SentenceEncoder.Dimensions, SentenceEncoder.Dimensions).ToArray() }).ToList();
    });

    /// <summary>A verb that reads JSON lines and answers with one document.</summary>
    public static Command OnLines(string name, string description, Func<List<JsonLine>, Engines, ParseResult, object> answer)
    {
        var file = new Argument<string>("file") { Description = "Lines of {\"id\", \"text\", …}." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout (the only form there is)." };
        var command = new Command(name, description) { file, json };
        command.SetAction(async (parsed, ct) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path)) return Say.NoFile(path);
            try
            {
                Say.AnswerJson(answer(await JsonLine.ReadAsync(path, ct), new Engines(), parsed));
                return ExitCodes.Done;
            }
            catch (FormatException wrong)
            {
                return Say.Refuse(wrong.Message);
            }
        });
        return command;
    }
}
