namespace Firsthand.Engine.Patterns;

/// <summary>How close each member is to the middle of its group.</summary>
internal static class Typicality
{
    private const float Balance = .33f;

    /// <param name="members">Numbers in the space.</param>
    /// <returns>For each member its similarity to the group's mean, 0 to 1.</returns>
    public static float[] Of(QuoteSpace space, int[] members)
    {
        var sums = space.SumsWithin(members, Balance);
        // The sum over all pairs is the squared length of the sum of the members.
        var length = MathF.Sqrt(Math.Max(1e-12f, sums.Sum()));
        return Array.ConvertAll(sums, sum => Math.Clamp(sum / length, 0, 1));
    }
}
