using System.Globalization;
using System.Numerics.Tensors;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;

namespace Firsthand.HearingTrainer;

/// <summary>Fits, for each kind, weights over cues alone and over cues and vector, and calibrates them on sentences that they have not seen.</summary>
internal sealed class Training
{
    private const int Folds = 5;

    // Chosen by cross-validation on the sentences of training/detection, by log loss over all kinds.
    private static readonly float CuePrecision = Setting("CUE", 4), VectorPrecision = Setting("VEC", 0.25f);

    private static float Setting(string name, float usual) => Environment.GetEnvironmentVariable(name) is { } text ? float.Parse(text, CultureInfo.InvariantCulture) : usual;

    private readonly Example[] examples;
    private readonly int[] folds;
    private readonly float[] importance;
    private readonly float[] withVector, cuesAlone;
    private readonly string encoder;
    private static int Wide => Features.Count + SentenceEncoder.Dimensions;

    /// <param name="encoder">The name of the encoder whose vectors these are.</param>
    public Training(IReadOnlyList<Example> written, string encoder, Func<IReadOnlyList<string>, float[]> encode)
    {
        var (all, fold, weight) = (new List<Example>(), new List<int>(), new List<float>());
        foreach (var (i, example) in written.Index())
        {
            var forms = new[] { example, example.Raw(), example.Hesitant(i) }.DistinctBy(form => form.Sentence).ToArray();
            foreach (var form in forms)
            {
                all.Add(form);
                fold.Add(i % Folds);
                weight.Add(1f / forms.Length);
            }
        }
        (examples, folds, importance, this.encoder) = ([.. all], [.. fold], [.. weight], encoder);
        cuesAlone = [.. examples.SelectMany(example => Features.Of(example.Sentence, example.Before))];
        var vectors = encode([.. examples.Select(example => SaidWords.Of(example.Sentence))]);
        withVector = [.. Enumerable.Range(0, Rows).SelectMany(i => cuesAlone[(i * Features.Count)..((i + 1) * Features.Count)].Concat(vectors[(i * SentenceEncoder.Dimensions)..((i + 1) * SentenceEncoder.Dimensions)]))];
    }

    public int Rows => examples.Length;

    public KindModel Run(TextWriter report)
    {
        report.WriteLine($"{"kind",-12} {"n",5}   {"cues alone: P",13} {"R",5} {"F1",5} {"log loss",8}   {"with vector: P",14} {"R",5} {"F1",5} {"log loss",8}");
        var results = new (KindModel.Row Wide, KindModel.Row Narrow, double WideLoss, double NarrowLoss, string Line)[KindModel.RowNames.Count];
        Parallel.For(0, results.Length, k =>
        {
            var labels = Array.ConvertAll(examples, example => (k < KindModel.Heard.Count ? example.Kinds.Contains(KindModel.Heard[k]) : example.Kinds.Any(kind => !kind.IsOurs)) ? 1f : 0);
            var (narrow, narrowSeen) = Fit(cuesAlone, Features.Count, labels);
            var (wide, wideSeen) = Fit(withVector, Wide, labels);
            var n = Enumerable.Range(0, Rows).Sum(i => labels[i] * importance[i]);
            results[k] = (Split(wide), Split(narrow), Loss(labels, wideSeen), Loss(labels, narrowSeen), $"{KindModel.RowNames[k],-12} {n,5:0}   {Line(labels, narrowSeen),13}   {Line(labels, wideSeen),14}");
        });
        foreach (var result in results) report.WriteLine(result.Line);
        report.WriteLine($"log loss over all kinds: cues alone {results.Sum(result => result.NarrowLoss):0.0000}, with vector {results.Sum(result => result.WideLoss):0.0000}");
        return new(encoder, [.. results.Select(result => result.Wide)], [.. results.Select(result => result.Narrow)]);
    }

    // Weights learned on all rows, scaled so that the logits of rows left out are calibrated; and those logits.
    private (float[] Weights, float[] Seen) Fit(float[] rows, int columns, float[] labels)
    {
        var unseen = new float[Rows];
        for (var fold = 0; fold < Folds; fold++)
        {
            var learned = FitOn(rows, columns, labels, i => folds[i] != fold);
            for (var i = 0; i < Rows; i++)
                if (folds[i] == fold) unseen[i] = Logit(learned, rows.AsSpan(i * columns, columns));
        }
        var calibration = LogisticRegression.Fit(unseen, 1, labels, importance, [], [0]);
        var weights = FitOn(rows, columns, labels, _ => true);
        for (var i = 0; i < weights.Length; i++) weights[i] *= calibration[0];
        weights[^1] += calibration[1];
        return (weights, Array.ConvertAll(unseen, logit => logit * calibration[0] + calibration[1]));
    }

    private float[] FitOn(float[] rows, int columns, float[] labels, Func<int, bool> taken)
    {
        var chosen = Enumerable.Range(0, Rows).Where(taken).ToArray();
        var precision = new float[columns];
        Array.Fill(precision, CuePrecision, 0, Features.Count);
        Array.Fill(precision, VectorPrecision, Features.Count, columns - Features.Count);
        return LogisticRegression.Fit([.. chosen.SelectMany(i => rows[(i * columns)..((i + 1) * columns)])], columns, [.. chosen.Select(i => labels[i])], [.. chosen.Select(i => importance[i])], [], precision);
    }

    private static float Logit(float[] weights, ReadOnlySpan<float> row) => TensorPrimitives.Dot(row, weights.AsSpan(0, row.Length)) + weights[^1];

    private static KindModel.Row Split(float[] weights) => new(weights[..Features.Count], weights[Features.Count..^1], weights[^1]);

    private double Loss(float[] labels, float[] logits)
    {
        double loss = 0;
        for (var i = 0; i < Rows; i++) loss -= importance[i] * Math.Log(Math.Clamp(labels[i] > 0 ? LogisticRegression.Probability(logits[i]) : 1 - LogisticRegression.Probability(logits[i]), 1e-9, 1));
        return loss / importance.Sum();
    }

    private string Line(float[] labels, float[] logits)
    {
        double hit = 0, heard = 0, meant = 0;
        for (var i = 0; i < Rows; i++)
        {
            if (logits[i] > 0) heard += importance[i];
            if (labels[i] > 0) meant += importance[i];
            if (logits[i] > 0 && labels[i] > 0) hit += importance[i];
        }
        return $"{hit / Math.Max(heard, 1e-9):0.00} {hit / meant,5:0.00} {2 * hit / (heard + meant),5:0.00} {Loss(labels, logits),8:0.0000}";
    }
}
