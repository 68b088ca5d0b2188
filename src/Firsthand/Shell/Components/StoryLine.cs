namespace Firsthand.Shell.Components;

/// <summary>One line of a story: the customer's words and the link to their place, or nothing yet.</summary>
public sealed record StoryLine(string Title, string? Text = null, string? Place = null, string? Href = null);
