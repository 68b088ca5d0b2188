using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Formats;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>One conversation: its turns as they were said, who is who, and the pitch clock.</summary>
internal sealed class ReadConversation(FirsthandDb db)
{
    public sealed record TurnView(int Index, Id<Speaker> Speaker, string Text, TurnKind Kind, double? Start, double? End, string? At, string? Asked);

    public sealed record SpeakerView(Id<Speaker> Id, string? Name, Side Side, string? Because, Id<Person>? PersonId, string? PersonName, string? Account, Consent Consent);

    /// <summary>When our offer was first mentioned, and what came before. Own trend, no dogma.</summary>
    /// <param name="Turn">The turn that mentions it; null when none does.</param>
    /// <param name="Seconds">Its time, where the file has times.</param>
    /// <param name="TheirShare">The customer's share of the words before it (of all words when it is never mentioned); null without any.</param>
    /// <param name="QuestionsBefore">Our questions before it.</param>
    public sealed record Pitch(int? Turn, double? Seconds, double? TheirShare, int QuestionsBefore);

    /// <param name="OtherLanguage">What it, or a part of it, is spoken in instead of English; null for English.</param>
    /// <param name="OtherTurns">How many turns are.</param>
    public sealed record View(Id<Conversation> Id, string Title, DateTimeOffset HeldAt, DateBasis HeldAtBasis, string? Channel, string Format, double? Seconds, bool Heard, bool Read,
        Id<SourceFile> Source, Id<SourceFile>? Recording, IReadOnlyList<SpeakerView> Speakers, IReadOnlyList<TurnView> Turns, Pitch PitchClock, string? OtherLanguage = null, int OtherTurns = 0);

    public async Task<Outcome<View>> RunAsync(Id<Conversation> id, CancellationToken ct)
    {
        if (await db.Conversations.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } talk) return new Outcome<View>.Missing("conversation");
        var (people, accounts) = (db.People, db.Accounts);
        var speakers = await (from speaker in db.Speakers.AsNoTracking()
                              where speaker.ConversationId == id
                              join person in people on speaker.PersonId equals person.Id into named
                              from person in named.DefaultIfEmpty()
                              orderby speaker.Id
                              select new SpeakerView(speaker.Id, speaker.Name, speaker.Side, speaker.GuessedBecause, speaker.PersonId, person == null ? null : person.Name,
                                  accounts.Where(account => person != null && account.Id == person.AccountId).Select(account => account.Name).FirstOrDefault(), person == null ? Consent.NotAsked : person.Consent)).ToListAsync(ct);
        var turns = await db.Turns.AsNoTracking().Where(turn => turn.ConversationId == id).OrderBy(turn => turn.Index)
            .Select(turn => new TurnView(turn.Index, turn.SpeakerId, turn.Text, turn.Kind, turn.Start, turn.End, turn.At, turn.Asked)).ToListAsync(ct);
        var offer = await db.Workspaces.Where(workspace => workspace.Id == db.Workspace).Select(workspace => workspace.OfferWords).SingleOrDefaultAsync(ct) ?? [];
        return new View(talk.Id, talk.Title, talk.HeldAt, talk.HeldAtBasis, talk.Channel, talk.Format, talk.Seconds, talk.HeardAt != null, talk.ReadAt != null, talk.SourceFileId, talk.RecordingId, speakers, turns, Clock(turns, speakers, offer), talk.OtherLanguage, talk.OtherTurns);
    }

    private static Pitch Clock(List<TurnView> turns, List<SpeakerView> speakers, List<string> offer)
    {
        var ours = speakers.Where(speaker => speaker.Side == Side.Ours).Select(speaker => speaker.Id).ToHashSet();
        var mention = turns.FindIndex(turn => ours.Contains(turn.Speaker) && offer.Any(word => turn.Text.Contains(word, StringComparison.OrdinalIgnoreCase)));
        var before = mention < 0 ? turns : turns[..mention];
        var theirs = before.Where(turn => !ours.Contains(turn.Speaker)).Sum(Words);
        var all = before.Sum(Words);
        return new(mention < 0 ? null : turns[mention].Index, mention < 0 ? null : turns[mention].Start, all == 0 ? null : (double)theirs / all,
            before.Where(turn => ours.Contains(turn.Speaker)).Sum(turn => Asking.Count(turn.Text)));
    }

    private static int Words(TurnView turn) => turn.Text.AsSpan().Count(' ') + 1;
}
