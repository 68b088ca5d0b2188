using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>How widely something is said, in distinct customers; the asked and the unasked are counted apart.</summary>
/// <param name="Asked">Those who were asked about it, and how many of them said it.</param>
/// <param name="Unasked">Others, who brought it up by themselves. They stand beside the share and never inside it: nobody knows how many had the chance.</param>
/// <param name="NotAsked">Those with whom it never came up. That is not a no.</param>
public sealed record Prevalence(Share Asked, int Unasked, int NotAsked)
{
    /// <summary>All who said it.</summary>
    public int Said => Asked.Count + Unasked;

    /// <summary>"4 of 6 people you asked said this. 2 more brought it up unasked. 2 not asked yet."</summary>
    public string Sentence()
    {
        List<string> parts = [];
        if (Asked.Total > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Asked.Count} of {Asked.Total} people you asked said this."));
        if (Unasked > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Unasked} {(Asked.Total > 0 ? "more " : Unasked == 1 ? "person " : "people ")}brought it up unasked."));
        if (NotAsked > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{NotAsked} not asked yet."));
        return parts.Count == 0 ? "Nobody asked yet." : string.Join(' ', parts);
    }
}
