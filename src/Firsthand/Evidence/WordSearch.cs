using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Text;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>Turns that hold the words of a query, by the database's own full-text index.</summary>
internal sealed class WordSearch(FirsthandDb db)
{
    private const int MostTerms = 16;

    public sealed record Hit(Guid Conversation, int Turn, Side Side);

    /// <summary>The words that are looked for; the last may be only begun.</summary>
    public static IReadOnlyList<string> Terms(string query) =>
        [.. query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(word => new string([.. word.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Take(MostTerms)];

    /// <summary>The best turns, best first.</summary>
    public async Task<IReadOnlyList<Hit>> FindAsync(string query, Id<Person>? person, int most, CancellationToken ct)
    {
        var terms = Terms(query);
        if (terms.Count == 0) return [];
        var (workspace, who) = (db.Workspace.Value, person?.Value);
        if (db.Database.IsNpgsql())
        {
            var asked = string.Join(" & ", terms.SkipLast(1).Append(terms[^1] + ":*"));
            return await db.Database.SqlQuery<Hit>($"""
                select t."ConversationId" as "Conversation", t."Index" as "Turn", s."Side"
                from "Turns" t join "Speakers" s on s."Id" = t."SpeakerId" join "Conversations" c on c."Id" = t."ConversationId",
                     to_tsquery('english', {asked}) q
                where to_tsvector('english', t."Text") @@ q and t."WorkspaceId" = {workspace} and c."RemovedAt" is null
                  and ({who}::uuid is null or s."PersonId" = {who}::uuid)
                order by ts_rank_cd(to_tsvector('english', t."Text"), q, 1) desc, t."Number" limit {most}
                """).ToListAsync(ct);
        }
        var match = string.Join(' ', terms.Select(term => $"\"{term}\"")) + "*";
        return await db.Database.SqlQuery<Hit>($"""
            select t."ConversationId" as "Conversation", t."Index" as "Turn", s."Side"
            from "TurnWords" f join "Turns" t on t."Number" = f.rowid join "Speakers" s on s."Id" = t."SpeakerId" join "Conversations" c on c."Id" = t."ConversationId"
            where f."TurnWords" match {match} and t."WorkspaceId" = {workspace} and c."RemovedAt" is null
              and ({who} is null or s."PersonId" = {who})
            order by bm25(f."TurnWords"), t."Number" limit {most}
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
