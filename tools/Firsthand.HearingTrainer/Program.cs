// Learns which sentences carry which kind, from training/detection, and writes src/Firsthand.Engine/Detection/kinds.weights.
//   dotnet run --project tools/Firsthand.HearingTrainer            trains, reports by cross-validation, writes
//   dotnet run --project tools/Firsthand.HearingTrainer -- report  only reports
using System.Globalization;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.HearingTrainer;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));
using var weights = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "encoder.weights"));
var encoder = SentenceEncoder.Read(weights);
var examples = Example.ReadAll(Path.Combine(root, "training", "detection"));
var training = new Training(examples, encoder.Model, encoder.Encode);
Console.WriteLine($"{examples.Count} sentences, {training.Rows} rows with their raw forms, {Features.Count} features");

var model = training.Run(Console.Out);
if (args.Contains("report")) return;
using var file = File.Create(Path.Combine(root, "src", "Firsthand.Engine", "Detection", "kinds.weights"));
model.Write(file);
