using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Firsthand.Engine.Numerics;

/// <summary>
/// The exponential function and the hyperbolic tangent of sixteen numbers at once. Ours, because the library's are compiled ahead for processors without wide vectors:
/// until the runtime compiles them again, seconds later, a network spends a third of its time there.
/// </summary>
internal static class Curves
{
    // Below, e to the x is no normal number any more; above, none at all.
    private const float Smallest = -87.3f, Largest = 88.3f;

    // ln 2 in two parts, the first with so few digits that its product with a whole number is exact (Cody and Waite 1980).
    private const float Ln2First = 0.693359375f, Ln2Rest = -2.12194440e-4f;

    private const int BiasOfExponent = 127, BitsOfFraction = 23;

    /// <summary>e to the power of each number, within two units in the last place; outside -87.3 to 88.3 as at its end.</summary>
    /// <remarks>2 to a whole number, times a polynomial of what is left, at most half of ln 2 either way (Cephes, expf).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(Smallest)), Vector512.Create(Largest));
        var whole = Vector512.Floor(Vector512.MultiplyAddEstimate(x, Vector512.Create(1.44269504f), Vector512.Create(0.5f)));
        var rest = Vector512.MultiplyAddEstimate(whole, Vector512.Create(-Ln2First), x);
        rest = Vector512.MultiplyAddEstimate(whole, Vector512.Create(-Ln2Rest), rest);
        var sum = Vector512.Create(1.9875691e-4f);
        sum = Vector512.MultiplyAddEstimate(sum, rest, Vector512.Create(1.3981999e-3f));
        sum = Vector512.MultiplyAddEstimate(sum, rest, Vector512.Create(8.3334519e-3f));
        sum = Vector512.MultiplyAddEstimate(sum, rest, Vector512.Create(4.1665795e-2f));
        sum = Vector512.MultiplyAddEstimate(sum, rest, Vector512.Create(1.6666665e-1f));
        sum = Vector512.MultiplyAddEstimate(sum, rest, Vector512.Create(0.5f));
        sum = Vector512.MultiplyAddEstimate(sum, rest * rest, rest + Vector512<float>.One);
        var power = (Vector512.ConvertToInt32(whole) + Vector512.Create(BiasOfExponent)) << BitsOfFraction;
        return sum * power.AsSingle();
    }

    /// <summary>The hyperbolic tangent of each number, within 2e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => Vector512<float>.One - (Vector512.Create(2f) / (Exp(x + x) + Vector512<float>.One));
}
