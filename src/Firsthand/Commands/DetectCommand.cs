using System.CommandLine;
using Firsthand.Engine.Detection;

namespace Firsthand.Commands;

/// <summary>Texts to probabilities of kinds.</summary>
internal static class DetectCommand
{
    public static Command Make() => EncodeCommand.OnLines("detect", "The probability of each kind for each text.", (lines, engines, _) =>
    {
        var detector = new KindDetector(engines.Encoder);
        return lines.ConvertAll(line => new { line.Id, Kinds = detector.Kinds(line.Text, line.Before, line.After).ToDictionary(pair => pair.Key.Name, pair => pair.Value) });
    });
}
