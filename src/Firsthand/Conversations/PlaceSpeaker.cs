using Firsthand.Customers;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>A person says whose side a speaker is on, or who it is: once for the whole file, remembered for the next.</summary>
internal sealed class PlaceSpeaker(FirsthandDb db, Journal journal, TimeProvider clock)
{
    public sealed record Request(Side Side, string? Person = null);

    public async Task<Outcome<Id<Speaker>>> RunAsync(Id<Speaker> id, Request request, CancellationToken ct)
    {
        if (await db.Speakers.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } speaker) return new Outcome<Id<Speaker>>.Missing("speaker");
        if (request.Side == Side.Unknown) return new Outcome<Id<Speaker>>.Refused(nameof(request.Side), "Say “ours” or “theirs”.");
        var talk = await db.Conversations.SingleAsync(row => row.Id == speaker.ConversationId, ct);
        var before = (speaker.Side, speaker.PersonId);
        speaker.Side = request.Side;
        speaker.GuessedBecause = null;
        speaker.PersonId = request.Side == Side.Ours ? null : await PersonAsync(speaker, request.Person?.Trim(), talk.Title, ct);
        if (before == (speaker.Side, speaker.PersonId))
        {
            await db.SaveChangesAsync(ct);
            return id;
        }
        await RememberAsync(speaker, ct);
        // Whose words they are decides what is heard in them: the engine listens again, and keeps what people decided. Written also where it was not heard a moment ago: it may be by now, and an undo has it listened to again too.
        db.Entry(talk).Property(row => row.HeardAt).OriginalValue ??= clock.GetUtcNow();
        talk.HeardAt = null;
        await journal.SaveAsync(request.Side == Side.Ours ? "Put a speaker on our side" : "Said who a customer is", ct);
        return id;
    }

    private async Task<Id<Person>> PersonAsync(Speaker speaker, string? name, string conversation, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(name) && speaker.PersonId is { } same) return same;
        name = string.IsNullOrEmpty(name) ? speaker.Name ?? conversation : name;
        if (await db.People.FirstOrDefaultAsync(person => person.Name == name, ct) is { } known) return known.MergedInto ?? known.Id;
        var person = new Person { Id = Id<Person>.New(clock), Name = name, IsNameless = WhoIsWho.IsNameless(name), CreatedAt = clock.GetUtcNow() };
        db.People.Add(person);
        return person.Id;
    }

    private async Task RememberAsync(Speaker speaker, CancellationToken ct)
    {
        if (WhoIsWho.IsNameless(speaker.Name)) return;
        var folded = WhoIsWho.Fold(speaker.Name!);
        if (await db.KnownSpeakers.SingleOrDefaultAsync(row => row.Name == folded, ct) is { } known) known.Side = speaker.Side;
        else db.KnownSpeakers.Add(new() { Id = Id<KnownSpeaker>.New(clock), Name = folded, Side = speaker.Side });
    }
}
