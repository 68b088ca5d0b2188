namespace Firsthand.Platform.Http;

/// <summary>Where to go back to: an address of this server and of no other.</summary>
internal static class LocalPath
{
    /// <param name="path">What a form or an address asks for.</param>
    /// <returns>The path where it stays here, else the start page.</returns>
    public static string Of(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.AsSpan().ContainsAny('\\', '\r', '\n') ? path : "/";
}
