using System.Globalization;
using System.Numerics.Tensors;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;

namespace Firsthand.HearingTrainer;

/// <summary>Fits, for each kind, weights over cues alone and over cues and vector, and calibrates them on sentences that they have not seen.</summary>
internal sealed class Training
{
    private const int Folds = 5, Networks = 4;

    // Chosen by cross-validation on the sentences of training/detection, by log loss over all kinds.
    private static readonly float CuePrecision = Setting("CUE", 4), VectorPrecision = Setting("VEC", 0.21f);

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
        var labels = KindModel.RowNames.Index().Select(row => Array.ConvertAll(examples, example => (row.Index < KindModel.Heard.Count ? example.Kinds.Contains(KindModel.Heard[row.Index]) : example.Kinds.Any(kind => !kind.IsOurs)) ? 1f : 0)).ToArray();
        var networks = TrainNetworks(labels);
        var results = new (KindModel.Row Wide, float Share, KindModel.Row Narrow, double WideLoss, double NarrowLoss, string Line)[labels.Length];
        Parallel.For(0, labels.Length, k =>
        {
            var (narrow, narrowUnseen) = Fit(cuesAlone, Features.Count, labels[k]);
            var (narrowShare, narrowShift) = Calibrate(narrowUnseen, labels[k]);
            var (wide, wideUnseen) = Fit(withVector, Wide, labels[k]);
            for (var i = 0; i < Rows; i++) wideUnseen[i] = (wideUnseen[i] + networks.Unseen[i][k]) / 2;
            var (wideShare, wideShift) = Calibrate(wideUnseen, labels[k]);
            var (narrowSeen, wideSeen) = (Array.ConvertAll(narrowUnseen, logit => logit * narrowShare + narrowShift), Array.ConvertAll(wideUnseen, logit => logit * wideShare + wideShift));
            // Half of what the straight fit tells, half of what the networks tell.
            for (var i = 0; i <= Wide; i++) wide[i] = (wide[i] + networks.Straight[k][i]) / 2 * wideShare;
            wide[^1] += wideShift;
            for (var i = 0; i < narrow.Length; i++) narrow[i] *= narrowShare;
            narrow[^1] += narrowShift;
            var n = Enumerable.Range(0, Rows).Sum(i => labels[k][i] * importance[i]);
            results[k] = (Split(wide), wideShare / 2, Split(narrow), Loss(labels[k], wideSeen), Loss(labels[k], narrowSeen), $"{KindModel.RowNames[k],-12} {n,5:0}   {Line(labels[k], narrowSeen),13}   {Line(labels[k], wideSeen),14}");
        });
        report.WriteLine($"{"kind",-12} {"n",5}   {"cues alone: P",13} {"R",5} {"F1",5} {"log loss",8}   {"with vector: P",14} {"R",5} {"F1",5} {"log loss",8}");
        foreach (var result in results) report.WriteLine(result.Line);
        report.WriteLine($"log loss over all kinds: cues alone {results.Sum(result => result.NarrowLoss):0.0000}, with vector {results.Sum(result => result.WideLoss):0.0000}");
        var outputs = networks.Units.Outputs.Select((weight, i) => weight * results[i / networks.Units.Units].Share);
        return new(encoder, Middle(), [.. results.Select(result => result.Wide)], networks.Units with { Outputs = [.. outputs] }, [.. results.Select(result => result.Narrow)]);
    }

    // Several networks that differ in chance alone, their units side by side; and what each row's sentence would be called by networks that have not seen it.
    private (KindNetwork Units, float[][] Straight, float[][] Unseen) TrainNetworks(float[][] labels)
    {
        var trained = new UnitsTraining.Result[Networks, Folds + 1];
        Parallel.For(0, trained.Length, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            var (network, fold) = Math.DivRem(number, Folds + 1);
            trained[network, fold] = UnitsTraining.Run(withVector, labels, importance, [.. Enumerable.Range(0, Rows).Where(i => folds[i] != fold)], network);
        });
        var unseen = new float[Rows][];
        Parallel.For(0, Rows, i =>
        {
            unseen[i] = new float[labels.Length];
            for (var network = 0; network < Networks; network++) trained[network, folds[i]].AddTo(unseen[i], withVector.AsSpan(i * Wide, Wide), 1f / Networks);
        });
        var whole = Enumerable.Range(0, Networks).Select(network => trained[network, Folds]).ToArray();
        return (UnitsTraining.Join(whole), [.. labels.Select((_, k) => UnitsTraining.MeanStraight(whole, k))], unseen);
    }

    private float[] Middle()
    {
        var (sum, all) = (new float[SentenceEncoder.Dimensions], importance.Sum());
        for (var i = 0; i < Rows; i++) TensorPrimitives.MultiplyAdd(withVector.AsSpan((i * Wide) + Features.Count, SentenceEncoder.Dimensions), importance[i] / all, sum, sum);
        return sum;
    }

    private (float Share, float Shift) Calibrate(float[] logits, float[] labels) => LogisticRegression.Fit(logits, 1, labels, importance, [], [0]) is [var share, var shift] ? (share, shift) : throw new InvalidOperationException();

    // Weights learned on all rows, and for each row its logit by weights that have not seen it.
    private (float[] Weights, float[] Unseen) Fit(float[] rows, int columns, float[] labels)
    {
        var unseen = new float[Rows];
        for (var fold = 0; fold < Folds; fold++)
        {
            var learned = FitOn(rows, columns, labels, i => folds[i] != fold);
            for (var i = 0; i < Rows; i++)
                if (folds[i] == fold) unseen[i] = Logit(learned, rows.AsSpan(i * columns, columns));
        }
        return (FitOn(rows, columns, labels, _ => true), unseen);
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
