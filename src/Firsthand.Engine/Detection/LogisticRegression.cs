using System.Numerics.Tensors;

namespace Firsthand.Engine.Detection;

/// <summary>Logistic regression with a Gaussian prior on its weights, fitted by L-BFGS: the same rows give the same weights.</summary>
internal static class LogisticRegression
{
    private const int Memory = 10, MostSteps = 200;
    private const double Enough = 1e-3;

    /// <summary>Weights for the columns and, last, a bias.</summary>
    /// <param name="rows">One row after another, <paramref name="columns"/> numbers each.</param>
    /// <param name="labels">Between 0 and 1, one per row.</param>
    /// <param name="importance">How much each row counts.</param>
    /// <param name="offsets">Added to each row's logit and not learned; empty for none.</param>
    /// <param name="precision">Of the prior, one per column: the larger, the nearer that weight stays to zero.</param>
    /// <param name="biasPrecision">The same for the bias; 0 leaves it free.</param>
    public static float[] Fit(ReadOnlySpan<float> rows, int columns, ReadOnlySpan<float> labels, ReadOnlySpan<float> importance, ReadOnlySpan<float> offsets, ReadOnlySpan<float> precision, float biasPrecision = 0)
    {
        var n = columns + 1;
        var (weights, gradient) = (new float[n], new float[n]);
        var (nextWeights, nextGradient) = (new float[n], new float[n]);
        var loss = Loss(rows, columns, labels, importance, offsets, precision, biasPrecision, weights, gradient);
        var history = new Queue<(float[] Step, float[] Change, double Curvature)>();
        for (var step = 0; step < MostSteps && TensorPrimitives.Norm<float>(gradient) > Enough * Math.Max(1, TensorPrimitives.Norm<float>(weights)); step++)
        {
            var direction = Direction(gradient, history);
            var slope = (double)TensorPrimitives.Dot<float>(direction, gradient);
            var length = history.Count == 0 ? 1 / Math.Max(1, TensorPrimitives.Norm<float>(gradient)) : 1f;
            double nextLoss;
            while (true)
            {
                TensorPrimitives.MultiplyAdd(direction, length, weights, nextWeights);
                nextLoss = Loss(rows, columns, labels, importance, offsets, precision, biasPrecision, nextWeights, nextGradient);
                if (nextLoss <= loss + 1e-4 * length * slope || length < 1e-8f) break;
                length /= 2;
            }
            if (length < 1e-8f) break;

            var (moved, changed) = (new float[n], new float[n]);
            TensorPrimitives.Subtract(nextWeights, weights, moved);
            TensorPrimitives.Subtract(nextGradient, gradient, changed);
            var curvature = (double)TensorPrimitives.Dot<float>(moved, changed);
            if (curvature > 1e-10) history.Enqueue((moved, changed, curvature));
            if (history.Count > Memory) history.Dequeue();
            (weights, nextWeights, gradient, nextGradient, loss) = (nextWeights, weights, nextGradient, gradient, nextLoss);
        }
        return weights;
    }

    /// <summary>1 / (1 + e^-logit)</summary>
    public static float Probability(float logit) => 1 / (1 + MathF.Exp(-logit));

    private static float[] Direction(float[] gradient, Queue<(float[] Step, float[] Change, double Curvature)> history)
    {
        var direction = new float[gradient.Length];
        TensorPrimitives.Negate(gradient, direction);
        var shares = new double[history.Count];
        var i = history.Count;
        foreach (var (step, change, curvature) in history.Reverse())
        {
            shares[--i] = TensorPrimitives.Dot<float>(step, direction) / curvature;
            TensorPrimitives.MultiplyAdd(change, (float)-shares[i], direction, direction);
        }
        if (history.Count > 0)
        {
            var (_, change, curvature) = history.Last();
            TensorPrimitives.Multiply(direction, (float)(curvature / TensorPrimitives.SumOfSquares<float>(change)), direction);
        }
        foreach (var (step, change, curvature) in history)
        {
            var share = TensorPrimitives.Dot<float>(change, direction) / curvature;
            TensorPrimitives.MultiplyAdd(step, (float)(shares[i++] - share), direction, direction);
        }
        return direction;
    }

    private static double Loss(ReadOnlySpan<float> rows, int columns, ReadOnlySpan<float> labels, ReadOnlySpan<float> importance, ReadOnlySpan<float> offsets, ReadOnlySpan<float> precision, float biasPrecision, float[] weights, float[] gradient)
    {
        var inner = weights.AsSpan(0, columns);
        var slope = gradient.AsSpan(0, columns);
        TensorPrimitives.Multiply(inner, precision, slope);
        gradient[columns] = biasPrecision * weights[columns];
        var loss = 0.5 * (TensorPrimitives.Dot<float>(inner, slope) + gradient[columns] * weights[columns]);
        for (var i = 0; i < labels.Length; i++)
        {
            var row = rows.Slice(i * columns, columns);
            var logit = TensorPrimitives.Dot(row, inner) + weights[columns] + (offsets.IsEmpty ? 0 : offsets[i]);
            // log(1 + e^z) - y z, written so that it does not overflow.
            loss += importance[i] * (Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit))) - labels[i] * logit);
            var pull = importance[i] * (Probability(logit) - labels[i]);
            TensorPrimitives.MultiplyAdd(row, pull, slope, slope);
            gradient[columns] += pull;
        }
        return loss;
    }
}
