using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>How a customer stands to a pattern. Who was not asked is no "no".</summary>
internal enum VoiceKind
{
    SaidUnasked, SaidWhenAsked, AskedDidNotSay, NotAsked,
}

/// <summary>One customer and one pattern.</summary>
/// <param name="Quotes">How many quotes of theirs are in it.</param>
internal sealed record Voice(Id<Person> Person, string Name, VoiceKind Kind, int Quotes);

/// <summary>Who said it, who was asked and did not, and with whom it never came up.</summary>
internal sealed class Voices(FirsthandDb db)
{
    /// <summary>Everybody who said it or was asked, for each of these patterns; what was merged into a pattern asked for it as well.</summary>
    public async Task<ILookup<Id<Pattern>, Voice>> OfAsync(IReadOnlyList<Id<Pattern>> patterns, CancellationToken ct)
    {
        var said = await db.PatternMembers.AsNoTracking().Where(member => patterns.Contains(member.PatternId) && member.PersonId != null)
            .GroupBy(member => new { member.PatternId, Person = member.PersonId!.Value })
            .Select(same => new { same.Key.PatternId, same.Key.Person, Quotes = same.Count(), Asked = same.Max(member => member.Asked ? 1 : 0) }).ToListAsync(ct);
        var asked = await AskedAsync(patterns, null, ct);
        var ids = said.Select(row => row.Person).Concat(asked.Select(row => row.Person)).Distinct().ToList();
        var names = await db.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var spoke = said.Select(row => (row.PatternId, row.Person)).ToHashSet();
        return said.Select(row => (row.PatternId, row.Person, Kind: row.Asked == 1 ? VoiceKind.SaidWhenAsked : VoiceKind.SaidUnasked, row.Quotes))
            .Concat(asked.Where(row => !spoke.Contains(row)).Select(row => (row.PatternId, row.Person, Kind: VoiceKind.AskedDidNotSay, Quotes: 0)))
            .Where(row => names.ContainsKey(row.Person))
            .OrderBy(row => row.Kind).ThenByDescending(row => row.Quotes).ThenBy(row => names[row.Person], StringComparer.Ordinal)
            .ToLookup(row => row.PatternId, row => new Voice(row.Person, names[row.Person], row.Kind, row.Quotes));
    }

    /// <summary>Customers with whom it never came up, who were heard last first: the ones to ask next.</summary>
    /// <param name="segment">Only those of this segment; empty for those of none, null for all.</param>
    public async Task<IReadOnlyList<Voice>> NotAskedAsync(IReadOnlyCollection<Id<Person>> spoke, string? segment, int most, CancellationToken ct)
    {
        var (speakers, conversations, people) = (db.Speakers.AsNoTracking(), db.Conversations, db.People);
        if (segment is not null) speakers = from speaker in speakers join person in people on speaker.PersonId equals person.Id where (person.Segment ?? "") == segment select speaker;
        var heard = await (from speaker in speakers
                           where speaker.PersonId != null && !spoke.Contains(speaker.PersonId!.Value)
                           join talk in conversations on speaker.ConversationId equals talk.Id
                           group talk.HeldAt by speaker.PersonId!.Value into same
                           orderby same.Max() descending, same.Key
                           select same.Key).Take(most).ToListAsync(ct);
        var names = await db.People.AsNoTracking().Where(person => heard.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        return [.. heard.Where(names.ContainsKey).Select(person => new Voice(person, names[person], VoiceKind.NotAsked, 0))];
    }

    /// <summary>Everybody whom we asked about these patterns, whatever they answered.</summary>
    public async Task<IReadOnlyList<Id<Person>>> PeopleAskedAsync(IReadOnlyList<Id<Pattern>> patterns, CancellationToken ct) =>
        [.. (await AskedAsync(patterns, null, ct)).Select(row => row.Person).Distinct()];

    /// <summary>How some customers stand to some patterns; those who neither said it nor were asked are left out.</summary>
    public async Task<ILookup<Id<Pattern>, Pattern.Standing>> StandingAsync(IReadOnlyList<Id<Pattern>> patterns, IReadOnlyList<Id<Person>> people, CancellationToken ct)
    {
        var said = (await db.PatternMembers.AsNoTracking().Where(member => patterns.Contains(member.PatternId) && member.PersonId != null && people.Contains(member.PersonId.Value))
            .GroupBy(member => new { member.PatternId, Person = member.PersonId!.Value }).Select(same => new { same.Key.PatternId, same.Key.Person, Asked = same.Max(member => member.Asked ? 1 : 0) }).ToListAsync(ct))
            .ToDictionary(row => (row.PatternId, row.Person), row => row.Asked == 1);
        var asked = (await AskedAsync(patterns, people, ct)).ToHashSet();
        return said.Keys.Union(asked).ToLookup(row => row.PatternId, row => new Pattern.Standing(said.ContainsKey(row), said.GetValueOrDefault(row), asked.Contains(row)));
    }

    /// <summary>The patterns that a pattern is made of: itself, and what people merged into it.</summary>
    public async Task<ILookup<Id<Pattern>, Id<Pattern>>> PartsAsync(IReadOnlyList<Id<Pattern>> patterns, CancellationToken ct)
    {
        var merged = await db.Patterns.AsNoTracking().Where(pattern => pattern.State == PatternState.Merged && pattern.MergedInto != null && patterns.Contains(pattern.MergedInto.Value)).Select(pattern => new { pattern.Id, Into = pattern.MergedInto!.Value }).ToListAsync(ct);
        return merged.Select(row => (row.Into, row.Id)).Concat(patterns.Select(id => (id, id))).ToLookup(row => row.Item1, row => row.Item2);
    }

    /// <summary>Everybody who was heard, and their segment; empty where they have none.</summary>
    public Task<Dictionary<Id<Person>, string>> SegmentsAsync(CancellationToken ct)
    {
        var (speakers, conversations) = (db.Speakers, db.Conversations);
        return db.People.AsNoTracking().Where(person => speakers.Any(speaker => speaker.PersonId == person.Id && conversations.Any(talk => talk.Id == speaker.ConversationId)))
            .Select(person => new { person.Id, Segment = person.Segment ?? "" }).ToDictionaryAsync(person => person.Id, person => person.Segment, ct);
    }

    private async Task<List<(Id<Pattern> PatternId, Id<Person> Person)>> AskedAsync(IReadOnlyList<Id<Pattern>> patterns, IReadOnlyList<Id<Person>>? people, CancellationToken ct)
    {
        var whole = (await PartsAsync(patterns, ct)).SelectMany(parts => parts.Select(part => (part, parts.Key))).ToDictionary(pair => pair.part, pair => pair.Key);
        var parts = whole.Keys.ToList();
        var questions = db.PatternQuestions.AsNoTracking().Where(row => parts.Contains(row.PatternId));
        if (people is not null) questions = questions.Where(row => people.Contains(row.PersonId));
        var rows = await questions.Select(row => new { row.PatternId, row.PersonId }).Distinct().ToListAsync(ct);
        return [.. rows.Select(row => (whole[row.PatternId], row.PersonId)).Distinct()];
    }
}
