using System.Numerics.Tensors;

namespace Firsthand.Engine.Patterns;

/// <summary>How close each member is to the middle of its group.</summary>
internal static class Typicality
{
    /// <returns>The members, the most typical first (of equals the shorter text, then the earlier), each with its similarity to the group's mean, 0 to 1.</returns>
    public static (int[] Members, float[] Values) Of(QuoteSpace space, IReadOnlyList<QuoteItem> items, int[] members)
    {
        var dense = new float[space.Dimensions];
        var letters = new Dictionary<int, float>();
        var stems = new Dictionary<int, float>();
        foreach (var member in members)
        {
            TensorPrimitives.Add(dense, space.DenseOf(member), dense);
            space.Letters.AddTo(letters, member);
            space.Stems.AddTo(stems, member);
        }
        var sums = Array.ConvertAll(members, member => TensorPrimitives.Dot(dense, space.DenseOf(member)) + space.Letters.Dot(letters, member) + space.Stems.Dot(stems, member));
        // The sum of all pairs is the squared length of the sum of the members.
        var length = MathF.Sqrt(Math.Max(1e-12f, sums.Sum()));
        var ranked = members.Select((member, m) => (Member: member, Value: Math.Clamp(sums[m] / length, 0, 1)))
            .OrderByDescending(entry => MathF.Round(entry.Value, 4)).ThenBy(entry => items[entry.Member].Text.Length).ThenBy(entry => entry.Member).ToArray();
        return (Array.ConvertAll(ranked, entry => entry.Member), Array.ConvertAll(ranked, entry => entry.Value));
    }
}
