using Firsthand.Customers;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>One pattern: who said it, who was asked and did not, the words, and what speaks against it.</summary>
internal sealed class ReadPattern(FirsthandDb db)
{
    public const int PageSize = 50;

    /// <summary>A customer as a dot: said it unasked, said it when asked, was asked and did not say it. Who was not asked is no "no".</summary>
    public sealed record Voice(Id<Person> Person, string Name, VoiceKind Kind, int Quotes);

    public enum VoiceKind
    {
        SaidUnasked, SaidWhenAsked, AskedDidNotSay, NotAsked,
    }

    public sealed record View(ListPatterns.Row Pattern, IReadOnlyList<Voice> Voices, IReadOnlyList<QuotePlace> Quotes, IReadOnlyList<QuotePlace> Counter, int Page);

    public async Task<Outcome<View>> RunAsync(Id<Pattern> id, int page, CancellationToken ct)
    {
        if (await db.Patterns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } pattern) return new Outcome<View>.Missing("pattern");
        var members = await db.PatternMembers.AsNoTracking().Where(row => row.PatternId == id).OrderByDescending(row => row.Typicality).ThenBy(row => row.QuoteId).Select(row => new { row.QuoteId, row.PersonId, row.Asked }).ToListAsync(ct);
        var asked = await db.PatternQuestions.AsNoTracking().Where(row => row.PatternId == id).Select(row => row.PersonId).Distinct().ToListAsync(ct);
        var heard = await ListPatterns.HeardAsync(db, ct);
        var shown = members.Skip((page - 1) * PageSize).Take(PageSize).Select(member => member.QuoteId).ToList();
        var counter = await db.CounterExamples.AsNoTracking().Where(row => row.PatternId == id).OrderBy(row => row.Rank).Select(row => row.QuoteId).ToListAsync(ct);
        var places = await QuotePlace.OfAsync(db, [.. shown, .. counter, pattern.TypicalQuoteId], ct);

        var said = members.Where(member => member.PersonId is not null).GroupBy(member => member.PersonId!.Value).ToDictionary(same => same.Key, same => (Quotes: same.Count(), Asked: same.Any(member => member.Asked)));
        var ids = said.Keys.Union(asked).ToList();
        var names = await db.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var voices = names.Select(person => said.TryGetValue(person.Key, out var voice)
                ? new Voice(person.Key, person.Value, voice.Asked ? VoiceKind.SaidWhenAsked : VoiceKind.SaidUnasked, voice.Quotes)
                : new Voice(person.Key, person.Value, VoiceKind.AskedDidNotSay, 0))
            .OrderBy(voice => voice.Kind).ThenByDescending(voice => voice.Quotes).ThenBy(voice => voice.Name, StringComparer.Ordinal).ToList();
        return places.TryGetValue(pattern.TypicalQuoteId, out var typical)
            ? new View(ListPatterns.Show(pattern, typical, heard), voices, [.. shown.Where(places.ContainsKey).Select(quote => places[quote])], [.. counter.Where(places.ContainsKey).Select(quote => places[quote])], page)
            : new Outcome<View>.Missing("pattern");
    }
}
