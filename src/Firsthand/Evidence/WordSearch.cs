using System.Text.Json;
using Firsthand.Conversations;
using Firsthand.Engine.Text;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>Turns that hold the words of a query, by the database's own full-text index.</summary>
internal sealed class WordSearch(FirsthandDb db)
{
    private const int MostTerms = 16, MostRanked = 500, FewestBegun = 3;

    public sealed record Hit(Guid Conversation, int Turn, Side Side);

    /// <summary>The words that are looked for; the last may be only begun.</summary>
    public static IReadOnlyList<string> Terms(string query) =>
        [.. query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(word => new string([.. word.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Take(MostTerms)];

    /// <summary>The best turns of those that the narrowing allows, best first.</summary>
    public async Task<IReadOnlyList<Hit>> FindAsync(string query, Narrowing only, int most, CancellationToken ct)
    {
        var terms = Terms(query);
        if (terms.Count == 0) return [];
        var (workspace, who, segment, channel, kind) = (db.Workspace.Value, only.Person?.Value, only.Segment, only.Channel, (int?)only.Kind);
        if (db.Database.IsNpgsql())
        {
            // Ranked are the newest that match: a word that everybody says has more matches than a person waits for.
            var asked = string.Join(" & ", terms.SkipLast(1).Append(terms[^1] + (IsBegun(terms[^1]) ? ":*" : "")));
            return await db.Database.SqlQuery<Hit>($"""
                select "Conversation", "Turn", "Side" from (
                    select t."ConversationId" as "Conversation", t."Index" as "Turn", s."Side", t."Text", t."Number"
                    from "Turns" t join "Speakers" s on s."Id" = t."SpeakerId" join "Conversations" c on c."Id" = t."ConversationId"
                    where to_tsvector('english', t."Text") @@ to_tsquery('english', {asked}) and t."WorkspaceId" = {workspace} and c."RemovedAt" is null
                      and ({who}::uuid is null or s."PersonId" = {who}::uuid)
                      and ({segment}::text is null or exists (select 1 from "People" p where p."Id" = s."PersonId" and p."Segment" = {segment}::text))
                      and ({channel}::text is null or c."Channel" = {channel}::text)
                      and ({only.Since}::timestamptz is null or c."HeldAt" >= {only.Since}::timestamptz)
                      and ({only.Before}::timestamptz is null or c."HeldAt" < {only.Before}::timestamptz)
                      and (not {only.ByDay} or c."HeldAtBasis" <> {(int)DateBasis.Received})
                      and ({kind}::int is null or exists (select 1 from "Highlights" h where h."ConversationId" = t."ConversationId" and h."Turn" = t."Index" and h."Kind" = {kind}::int)
                                               or exists (select 1 from "Suggestions" h where h."ConversationId" = t."ConversationId" and h."Turn" = t."Index" and h."Kind" = {kind}::int and h."Decision" = {(int)Decision.Open}))
                    order by t."Number" desc limit {MostRanked}) newest
                order by ts_rank_cd(to_tsvector('english', "Text"), to_tsquery('english', {asked}), 1) desc, "Number" limit {most}
                """).ToListAsync(ct);
        }
        // All of them have all the words, so the one that says little else says it best; bm25 comes to the same, and reads every match to get there.
        var match = string.Join(' ', terms.Select(term => $"\"{term}\"")) + (IsBegun(terms[^1]) ? "*" : "");
        return await db.Database.SqlQuery<Hit>($"""
            select "Conversation", "Turn", "Side" from (
            select t."ConversationId" as "Conversation", t."Index" as "Turn", s."Side", f.rowid as "Number", length(t."Text") as "Length"
            from "TurnWords" f join "Turns" t on t."Number" = f.rowid join "Speakers" s on s."Id" = t."SpeakerId" join "Conversations" c on c."Id" = t."ConversationId"
            where f."TurnWords" match {match} and t."WorkspaceId" = {workspace} and c."RemovedAt" is null
              and ({who} is null or s."PersonId" = {who})
              and ({segment} is null or exists (select 1 from "People" p where p."Id" = s."PersonId" and p."Segment" = {segment}))
              and ({channel} is null or c."Channel" = {channel})
              and ({only.Since?.UtcTicks} is null or c."HeldAt" >= {only.Since?.UtcTicks})
              and ({only.Before?.UtcTicks} is null or c."HeldAt" < {only.Before?.UtcTicks})
              and (not {only.ByDay} or c."HeldAtBasis" <> {(int)DateBasis.Received})
              and ({kind} is null or exists (select 1 from "Highlights" h where h."ConversationId" = t."ConversationId" and h."Turn" = t."Index" and h."Kind" = {kind})
                                  or exists (select 1 from "Suggestions" h where h."ConversationId" = t."ConversationId" and h."Turn" = t."Index" and h."Kind" = {kind} and h."Decision" = {(int)Decision.Open}))
            order by f.rowid desc limit {MostRanked})
            order by "Length", "Number" limit {most}
            """).ToListAsync(ct);
    }

    // With "a" or "the" half of a dictionary begins.
    private static bool IsBegun(string term) => term.Length >= FewestBegun && Words.Content(term).Any();

    /// <summary>The keys of turns by their places, in one read; a list of conversations and a list of turns would find all that lies between.</summary>
    public Task<List<long>> NumbersAsync(IReadOnlyList<(Guid Conversation, int Turn)> places, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            var (talks, indexes) = (places.Select(place => place.Conversation).ToArray(), places.Select(place => place.Turn).ToArray());
            return db.Database.SqlQuery<long>($"""
                select t."Number" as "Value" from unnest({talks}, {indexes}) as p(talk, "index") join "Turns" t on t."ConversationId" = p.talk and t."Index" = p."index"
                """).ToListAsync(ct);
        }
        var json = JsonSerializer.Serialize(places.Select(place => new object[] { place.Conversation.ToString().ToUpperInvariant(), place.Turn }));
        return db.Database.SqlQuery<long>($"""
            select t."Number" as "Value" from json_each({json}) p join "Turns" t on t."ConversationId" = json_extract(p.value, '$[0]') and t."Index" = json_extract(p.value, '$[1]')
            """).ToListAsync(ct);
    }

    /// <summary>Where the terms stand in a text, in any of their forms; the last may be only begun.</summary>
    public static IReadOnlyList<TextSpan> Spans(string text, IReadOnlyList<string> terms)
    {
        if (terms.Count == 0) return [];
        var stems = terms.Select(term => Words.Stem(term.ToLowerInvariant())).ToHashSet(StringComparer.Ordinal);
        var begun = terms[^1].ToLowerInvariant();
        return [.. Words.Spans(text).Zip(Words.Of(text)).Where(word => stems.Contains(Words.Stem(word.Second)) || word.Second.StartsWith(begun, StringComparison.Ordinal)).Select(word => word.First)];
    }

    /// <summary>The sentence of a turn that holds most of the terms: what a person wants to see.</summary>
    public static TextSpan BestSentence(string text, IReadOnlyList<string> terms)
    {
        var stems = terms.Select(term => Words.Stem(term.ToLowerInvariant())).ToHashSet(StringComparer.Ordinal);
        return Sentences.Of(text).MaxBy(span => Words.Of(span.In(text).ToString()).Count(word => stems.Contains(Words.Stem(word.ToLowerInvariant()))));
    }
}
