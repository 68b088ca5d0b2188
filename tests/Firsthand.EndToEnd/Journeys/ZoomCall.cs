using Firsthand.Tests;

namespace Firsthand.EndToEnd.Journeys;

/// <summary>A call as Zoom writes it down.</summary>
internal static class ZoomCall
{
    public const string File = "GMT20261103-140200_Recording.transcript.vtt";

    /// <summary>With somebody new: the same bytes twice would change nothing.</summary>
    public static string With(string customer) =>
        System.IO.File.ReadAllText(Path.Combine(Checkout.Root, "tests", "Firsthand.EndToEnd", "Journeys", "zoom-call.vtt")).Replace("Jonas Hartmann", customer, StringComparison.Ordinal);
}
