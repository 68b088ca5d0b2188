namespace Firsthand.Formats.People;

/// <summary>A person of an address book.</summary>
/// <param name="Fn">The whole name as shown.</param>
/// <param name="N">Its parts: family, given, middle, before, after; as many as the file has.</param>
/// <param name="Tels">How many telephone numbers the card has.</param>
/// <param name="Version">The card's version; null for a table.</param>
public sealed record Contact(string Fn, IReadOnlyList<string> N, IReadOnlyList<string> Emails, int Tels, string? Org, string? Version);
