using System.Runtime.CompilerServices;
using System.Text.Json;
using Firsthand.Conversations;
using Firsthand.Engine.Detection;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>Turns that hold the words of a query, by the database's own full-text index.</summary>
internal sealed class WordSearch(FirsthandDb db)
{
    private const int MostRanked = 500;
    private const string Workspace = "{0}";

    // Where many turns have the words, and what is allowed is in so many turns or quotes at most, those are looked up first, in some ten milliseconds; else turns that have the words are looked at until enough are met.
    private const int FewTurns = 50_000, FewQuotes = 16_000;

    /// <summary>Turns that have the words are looked at one by one where they are no more than this.</summary>
    internal int FewMatches { get; init; } = 5_000;

    public sealed record Hit(Guid Conversation, int Turn, Side Side);

    /// <summary>The best turns of those that the narrowing allows, best first.</summary>
    public async Task<IReadOnlyList<Hit>> FindAsync(SearchWords sought, Narrowing only, int most, CancellationToken ct)
    {
        if (sought.IsNone) return [];
        var values = new List<object> { db.Workspace.Value };
        // Ranked are the newest that match: a word that everybody says has more matches than a person waits for.
        // All of them have all the words, so the one that says little else says it best; bm25 comes to the same, and reads every match to get there.
        var ranked = only.IsNone ? MostRanked : most;
        if (db.Database.IsNpgsql())
        {
            var asked = string.Join(" && ", sought.Phrases.Select(phrase => $"phraseto_tsquery('english', {Value(string.Join(' ', phrase))})").Concat(sought.Terms.Count > 0 ? [$"to_tsquery('english', {Value(sought.ForPostgres)})"] : []));
            return await HitsAsync($"""
                select "Conversation", "Turn", "Side" from (
                    select t."ConversationId" as "Conversation", t."Index" as "Turn", s."Side", length(t."Text") as "Length", t."Number"
                    from "Turns" t join "Speakers" s on s."Id" = t."SpeakerId" join "Conversations" c on c."Id" = t."ConversationId"
                    where t."Words" @@ ({asked}) and t."WorkspaceId" = {Workspace} and c."RemovedAt" is null{Clauses(moment => moment)}
                    order by t."Number" desc limit {ranked}) newest
                order by "Length", "Number" limit {Value(most)}
                """);
        }
        return await HitsAsync($"""
            select "Conversation", "Turn", "Side" from (
            select t."ConversationId" as "Conversation", t."Index" as "Turn", s."Side", f.rowid as "Number", length(t."Text") as "Length"
            from "TurnWords" f join "Turns" t on t."Number" = f.rowid join "Speakers" s on s."Id" = t."SpeakerId" join "Conversations" c on c."Id" = t."ConversationId"
            where f."TurnWords" match {Value(sought.ForSqlite)} and t."WorkspaceId" = {Workspace} and c."RemovedAt" is null{Clauses(moment => moment.UtcTicks)}{await FewAsync()}
            order by f.rowid desc limit {ranked})
            order by "Length", "Number" limit {Value(most)}
            """);

        Task<List<Hit>> HitsAsync(string sql) => db.Database.SqlQuery<Hit>(FormattableStringFactory.Create(sql, [.. values])).ToListAsync(ct);

        // Where a value goes; it is never part of the text.
        string Value(object value)
        {
            values.Add(value);
            return $"{{{values.Count - 1}}}";
        }

        // Only what is asked for, so that the database sees how few that leaves.
        string Clauses(Func<DateTimeOffset, object> stored)
        {
            var clauses = new List<string>();
            if (only.Person is { } person) clauses.Add($""" and s."PersonId" = {Value(person.Value)}""");
            if (only.Segment is { } segment) clauses.Add($""" and exists (select 1 from "People" p where p."Id" = s."PersonId" and p."Segment" = {Value(segment)})""");
            if (only.Channel is { } channel) clauses.Add($""" and c."Channel" = {Value(channel)}""");
            if (only.ByDay)
                clauses.Add($""" and (t."At" like '{Turn.TellsDay}' and t."At" >= {Value(only.SinceDay)} and t."At" < {Value(only.BeforeDay)} or (t."At" is null or t."At" not like '{Turn.TellsDay}') and c."HeldAtBasis" <> {(int)DateBasis.Received} and c."HeldAt" >= {Value(stored(only.Since))} and c."HeldAt" < {Value(stored(only.Before))})""");
            if (only.Kind is { } kind)
            {
                // PostgreSQL reads all quotes of the kind once, by company; SQLite looks at those of each turn.
                var ofOurs = db.Database.IsNpgsql() ? $""" and h."WorkspaceId" = {Workspace}""" : "";
                clauses.Add($""" and (exists (select 1 from "Highlights" h where h."ConversationId" = t."ConversationId" and h."Turn" = t."Index" and h."Kind" = {(int)kind}{ofOurs}) or exists (select 1 from "Suggestions" h where h."ConversationId" = t."ConversationId" and h."Turn" = t."Index" and h."Kind" = {(int)kind} and h."Decision" = {(int)Decision.Open}{ofOurs}))""");
            }
            return string.Concat(clauses);
        }

        // A word that everybody says is in more turns than can be looked at one by one.
        async Task<string> FewAsync()
        {
            if (only.IsNone || await AreFewAsync($"""select 1 from "TurnWords" where "TurnWords" match {Value(sought.ForSqlite)}""", FewMatches)) return "";
            var clauses = new List<string>();
            foreach (var (turns, counted, few) in Allowed())
                if (await AreFewAsync(counted, few)) clauses.Add($" and +f.rowid in ({turns})");
            return string.Concat(clauses);
        }

        async Task<bool> AreFewAsync(string rows, int few) =>
            (await db.Database.SqlQuery<int>(FormattableStringFactory.Create($"""select count(*) as "Value" from (select 1 from ({rows}) limit {few + 1})""", [.. values])).ToListAsync(ct))[0] <= few;

        // Turns in which something is that one part of the narrowing allows, and what is counted to know how many they are.
        IEnumerable<(string Turns, string Counted, int Few)> Allowed()
        {
            if (only.Person is { } person) yield return OfTalks($"""select "ConversationId" from "Speakers" where "PersonId" = {Value(person.Value)}""");
            if (only.Segment is { } segment) yield return OfTalks($"""select s."ConversationId" from "People" p join "Speakers" s on s."PersonId" = p."Id" where p."WorkspaceId" = {Workspace} and p."Segment" = {Value(segment)}""");
            if (only.Channel is { } channel) yield return OfTalks($"""select "Id" from "Conversations" where "WorkspaceId" = {Workspace} and "Channel" = {Value(channel)}""");
            if (only.ByDay)
                yield return OfTalks($"""select "Id" from "Conversations" where "WorkspaceId" = {Workspace} and "HeldAt" >= {Value(only.Since.UtcTicks)} and "HeldAt" < {Value(only.Before.UtcTicks)}""",
                    $""" union all select "Number" from "Turns" where "WorkspaceId" = {Workspace} and "At" >= {Value(only.SinceDay)} and "At" < {Value(only.BeforeDay)}""");
            if (only.Kind is { } kind)
                yield return (OfQuotes(kind, "\"Number\"", """cross join "Turns" t on t."ConversationId" = q."ConversationId" and "Index" = "Turn" """), OfQuotes(kind, "1"), FewQuotes);
        }

        static (string, string, int) OfTalks(string talks, string others = "")
        {
            var turns = $"""select "Number" from "Turns" where "ConversationId" in ({talks}){others}""";
            return (turns, turns, FewTurns);
        }

        static string OfQuotes(QuoteKind kind, string what, string turns = "") => $"""
            select {what} from "Highlights" q {turns} where q."WorkspaceId" = {Workspace} and q."Kind" = {(int)kind}
            union all select {what} from "Suggestions" q {turns} where q."WorkspaceId" = {Workspace} and q."Decision" = {(int)Decision.Open} and q."Kind" = {(int)kind}
            """;
    }

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
        var json = Json(places);
        return db.Database.SqlQuery<long>($"""
            select t."Number" as "Value" from json_each({json}) p join "Turns" t on t."ConversationId" = json_extract(p.value, '$[0]') and t."Index" = json_extract(p.value, '$[1]')
            """).ToListAsync(ct);
    }

    /// <param name="Turn">Its place in the conversation.</param>
    public sealed record QuoteAt(Guid Conversation, int Turn, int Start, int Length);

    /// <summary>What was marked as a kind in some turns, or is proposed as one.</summary>
    public Task<List<QuoteAt>> QuotesAsync(IReadOnlyList<(Guid Conversation, int Turn)> places, QuoteKind kind, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            var (talks, indexes) = (places.Select(place => place.Conversation).ToArray(), places.Select(place => place.Turn).ToArray());
            return db.Database.SqlQuery<QuoteAt>($"""
                select q."ConversationId" as "Conversation", q."Turn", q."Start", q."Length" from unnest({talks}, {indexes}) as p(talk, "index")
                join "Highlights" q on q."ConversationId" = p.talk and q."Turn" = p."index" where q."Kind" = {(int)kind}
                union all select q."ConversationId", q."Turn", q."Start", q."Length" from unnest({talks}, {indexes}) as p(talk, "index")
                join "Suggestions" q on q."ConversationId" = p.talk and q."Turn" = p."index" where q."Kind" = {(int)kind} and q."Decision" = {(int)Decision.Open}
                """).ToListAsync(ct);
        }
        var json = Json(places);
        return db.Database.SqlQuery<QuoteAt>($"""
            select q."ConversationId" as "Conversation", q."Turn", q."Start", q."Length" from json_each({json}) p
            join "Highlights" q on q."ConversationId" = json_extract(p.value, '$[0]') and q."Turn" = json_extract(p.value, '$[1]') where q."Kind" = {(int)kind}
            union all select q."ConversationId", q."Turn", q."Start", q."Length" from json_each({json}) p
            join "Suggestions" q on q."ConversationId" = json_extract(p.value, '$[0]') and q."Turn" = json_extract(p.value, '$[1]') where q."Kind" = {(int)kind} and q."Decision" = {(int)Decision.Open}
            """).ToListAsync(ct);
    }

    private static string Json(IReadOnlyList<(Guid Conversation, int Turn)> places) => JsonSerializer.Serialize(places.Select(place => new object[] { place.Conversation.ToString().ToUpperInvariant(), place.Turn }));
}
