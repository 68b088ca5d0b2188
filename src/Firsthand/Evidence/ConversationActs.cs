using System.Globalization;
using Firsthand.Conversations;
using Firsthand.Platform;
using Firsthand.Platform.Http;
using Firsthand.Shell;

namespace Firsthand.Evidence;

/// <summary>What the forms of a conversation's page do, and where each leads: the page without script, done with the use cases that the keys use too.</summary>
internal sealed class ConversationActs(QuotesOfConversation quotes, DecideSuggestion decide, RemoveQuote remove, PlaceInStory story, PlaceSpeaker place, DescribeConversation describe, AttachRecording attach, MarkRead mark, NextToRead next, IEnumerable<IAfterImport> listen)
{
    /// <param name="Flash">What to say; null where the page itself shows it.</param>
    public sealed record Done(string Next, Flash? Flash = null);

    public async Task<Done> DecideAsync(Id<Conversation> talk, IFormCollection form, CancellationToken ct)
    {
        if (!Id<Quote>.TryParse(form["mark"], null, out var id)) return new(Address(talk));
        var following = Following(await quotes.RunAsync(talk, ct), id);
        var (outcome, said, goesOn) = form["do"].ToString() switch
        {
            "accept" => (await decide.AcceptAsync(id, null, ct), null, true),
            "reject" => (await decide.RejectAsync(id, ct), null, true),
            "remove" => (await remove.RunAsync(id, ct), "Unmarked.", false),
            "line" => (await story.RunAsync(id, new(form["line"]), ct), null, false),
            var other => (new Outcome<Id<Quote>>.Refused("do", $"There is nothing called “{other}” to do."), (string?)null, false),
        };
        return new(goesOn && following is null ? Address(talk) : Address(talk, goesOn ? following : id), Say(outcome, said, canUndo: true));
    }

    public async Task<Done> PlaceAsync(Id<Conversation> talk, IFormCollection form, CancellationToken ct)
    {
        if (!Id<Speaker>.TryParse(form["speaker"], null, out var speaker) || !Named<Side>.TryParse(form["side"], null, out var named)) return new(Address(talk));
        return new(Address(talk), Say(await place.RunAsync(speaker, new(named.Value, form["person"]), ct), named.Value == Side.Ours ? "Placed on our side." : "Placed with the customers.", canUndo: true));
    }

    public async Task<Done> DescribeAsync(Id<Conversation> talk, IFormCollection form, CancellationToken ct)
    {
        DateTimeOffset? day = DateTime.TryParseExact(form["held"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var held) ? new(held, TimeSpan.Zero) : null;
        return new(Address(talk), Say(await describe.RunAsync(talk, new(form["title"], day, form["kind"]), ct), "Changed.", canUndo: true));
    }

    public async Task<Done> RecordAsync(Id<Conversation> talk, IFormCollection form, CancellationToken ct)
    {
        var file = form["do"] == "remove" ? null : form.Files.GetFile("recording");
        if (file is null && form["do"] != "remove") return new(Address(talk), new("Choose a recording first.", IsProblem: true));
        var outcome = await attach.RunAsync(talk, file is null ? null : await ConversationsStage.IncomingAsync(file, ct), ct);
        return new(Address(talk), Say(outcome, file is null ? "The recording was taken off." : "The recording plays beside the words now.", canUndo: true));
    }

    public async Task<Done> ListenAsync(Id<Conversation> talk, IFormCollection form, CancellationToken ct)
    {
        foreach (var stage in listen) await stage.QueueAsync(ct);
        return new(Address(talk));
    }

    public async Task<Done> ReadAsync(Id<Conversation> talk, IFormCollection form, CancellationToken ct)
    {
        var act = form["do"].ToString();
        if (act == "unread") return new(Address(talk), Say(await mark.RunAsync(talk, read: false, ct), null, canUndo: true));
        var following = await next.RunAsync(talk, ct);
        var flash = act == "read" ? Say(await mark.RunAsync(talk, read: true, ct), following is null ? "Read. That was the last one." : "Read. This is the next one.", canUndo: true) : null;
        return new(following is { } id ? Address(id) : "/", flash);
    }

    private static Flash? Say(Outcome<Id<Quote>> outcome, string? said, bool canUndo) => Said(outcome.Problem, said, canUndo);
    private static Flash? Say(Outcome<Id<Speaker>> outcome, string? said, bool canUndo) => Said(outcome.Problem, said, canUndo);
    private static Flash? Say(Outcome<Id<Conversation>> outcome, string? said, bool canUndo) => Said(outcome.Problem, said, canUndo);
    private static Flash? Said(string? problem, string? said, bool canUndo) => problem is not null ? new(problem, IsProblem: true) : said is null ? null : new(said, canUndo);

    // The next suggestion after the one in hand, else the one before it.
    private static Id<Quote>? Following(IReadOnlyList<QuotesOfConversation.Row> quotes, Id<Quote> id)
    {
        var open = quotes.Where(quote => !quote.Accepted || quote.Id == id).Select(quote => quote.Id).ToList();
        var at = open.IndexOf(id);
        return at + 1 < open.Count ? open[at + 1] : at > 0 ? open[at - 1] : null;
    }

    private static string Address(Id<Conversation> talk, Id<Quote>? quote = null) => quote is { } id ? $"/conversations/{talk}?quote={id}#q-{id}" : $"/conversations/{talk}";
}
