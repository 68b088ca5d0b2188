using Firsthand.Tests;

namespace Firsthand.EndToEnd.Journeys;

/// <summary>A call of Priya Nair, who sells, with Jonas Hartmann, as Zoom writes it down.</summary>
internal static class ZoomCall
{
    public const string File = "GMT20261103-140200_Recording.transcript.vtt";

    public static string Text => System.IO.File.ReadAllText(Path.Combine(Checkout.Root, "tests", "Firsthand.EndToEnd", "Journeys", "zoom-call.vtt"));
}
