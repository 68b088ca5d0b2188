namespace Firsthand.Engine.Statistics;

/// <summary>Where a function crosses zero.</summary>
internal static class Roots
{
    /// <summary>Where a function that rises between two places turns from at most 0 to more, to the last bit (bisection); an end, when it never does.</summary>
    public static double Rising(Func<double, double> function, double low, double high)
    {
        while (true)
        {
            var middle = low + (high - low) / 2;
            // Written so that it also ends where an end is not a number.
            if (!(middle > low && middle < high)) return middle;
            if (function(middle) > 0) high = middle;
            else low = middle;
        }
    }

    /// <summary>The same for a function that falls.</summary>
    public static double Falling(Func<double, double> function, double low, double high) => Rising(x => -function(x), low, high);
}
