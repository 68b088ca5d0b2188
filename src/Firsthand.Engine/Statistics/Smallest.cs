namespace Firsthand.Engine.Statistics;

/// <summary>The first whole number for which something holds that, once true, stays true.</summary>
internal static class Smallest
{
    /// <returns>A number from 1 to <paramref name="most"/>; null when it does not hold there either.</returns>
    public static int? That(Func<int, bool> holds, int most)
    {
        if (!holds(most)) return null;
        int fails = 0, enough = most;
        while (enough - fails > 1)
        {
            var middle = fails + (enough - fails) / 2;
            if (holds(middle)) enough = middle;
            else fails = middle;
        }
        return enough;
    }
}
