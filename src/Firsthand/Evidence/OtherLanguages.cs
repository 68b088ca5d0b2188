using Firsthand.Conversations;
using Firsthand.Platform.Storage;
using Firsthand.Shell;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>What is spoken in other languages than English, and what that means for what is heard and grouped: to be said on screen.</summary>
internal sealed class OtherLanguages(FirsthandDb db)
{
    /// <param name="Name">"German".</param>
    public sealed record Spoken(string Name, int Conversations);

    /// <param name="Model">The model outside that knows what they mean, "bge-m3 at 127.0.0.1:8080"; null where words alone are compared.</param>
    public sealed record View(IReadOnlyList<Spoken> Languages, string? Model)
    {
        /// <summary>What that means, in a sentence; null where all is English.</summary>
        public string? InASentence() => Languages.Count == 0 ? null
            : $"{string.Join(", ", Languages.Select(language => $"{Say.Count(language.Conversations, "conversation")} in {language.Name}"))}: only questions with their mark are proposed, and quotes are {Compared}.";

        /// <summary>How what was said in them is compared.</summary>
        public string Compared => Model is null ? "grouped by words alone, since the built-in model knows English" : $"grouped by words and by {Model}";
    }

    /// <summary>All languages other than English, the most spoken first.</summary>
    public async Task<View> RunAsync(CancellationToken ct)
    {
        var languages = await db.Conversations.Where(talk => talk.OtherLanguage != null).GroupBy(talk => talk.OtherLanguage!).Select(same => new { same.Key, Count = same.Count() }).ToListAsync(ct);
        return new([.. languages.OrderByDescending(language => language.Count).ThenBy(language => language.Key, StringComparer.Ordinal).Select(language => new Spoken(language.Key, language.Count))], await ModelAsync(ct));
    }

    /// <summary>The same of one conversation, in a sentence; null for English.</summary>
    public async Task<string?> OfAsync(ReadConversation.View talk, CancellationToken ct)
    {
        if (talk.OtherLanguage is not { } language) return null;
        var what = talk.OtherTurns * 2 >= talk.Turns.Count ? $"Spoken in {language}" : $"Partly in {language} ({Say.Count(talk.OtherTurns, "turn")})";
        return $"{what}: only questions with their mark are proposed, and quotes are grouped by their words {(await ModelAsync(ct) is { } model ? $"and by {model}" : "alone")}.";
    }

    private async Task<string?> ModelAsync(CancellationToken ct) => await db.ReadyEndpointAsync(ct) is { } endpoint ? $"{endpoint.Model} at {endpoint.Host}" : null;
}
