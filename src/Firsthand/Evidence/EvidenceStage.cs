using System.ComponentModel.DataAnnotations;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Platform;
using Firsthand.Platform.Http;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Firsthand.Shell;

namespace Firsthand.Evidence;

internal static class EvidenceStage
{
    public static void AddEvidence(this IServiceCollection services)
    {
        services.AddOptions<EmbeddingOptions>().BindConfiguration("Embedding").ValidateDataAnnotations().ValidateOnStart();
        services
        .AddSingleton<Engines>().AddSingleton<MeaningSearch>()
        .AddSingleton<EmbeddingCall>().AddScoped<SetEmbedding>().AddScoped<EncodeSentences>().AddScoped<Meanings>().AddScoped<OtherLanguages>().AddScoped<AfterHearing>()
        .AddScoped<Lessons>().AddScoped<IAfterAct, QueueLesson>()
        .AddScoped<RenewVectors>().AddScoped<Hear>().AddScoped<IAfterImport, QueueHearing>()
        .AddScoped<MarkQuote>().AddScoped<DecideSuggestion>().AddScoped<ChangeQuote>().AddScoped<RemoveQuote>()
        .AddScoped<QuotesOfConversation>().AddScoped<ListQuotes>().AddScoped<NarrowingChoices>().AddScoped<WordSearch>().AddScoped<Find>()
        .AddScoped<CountWaiting>().AddScoped<PlaceInStory>().AddScoped<ConversationActs>()
        .AddSingleton(new JobTitle(LessonJob.Kind, "Learning from what you decided", "decisions"))
        .AddSingleton(new JobTitle(HearJob.Kind, "Listening for what they said", "conversations"))
        .AddSingleton(new JobTitle(EncodeJob.Kind, "Having sentences encoded", "conversations"))
        .AddSingleton(new RailItem("Evidence", "/evidence", 30));
    }

    public static void MapEvidence(this IEndpointRouteBuilder api)
    {
        api.MapGet("/conversations/{id}/quotes", async (Id<Conversation> id, QuotesOfConversation quotes, CancellationToken ct) => (await quotes.OfKnownAsync(id, rows => rows, ct)).ToHttp())
            .WithName("QuotesOfConversation").WithSummary("What is marked and what is proposed in a conversation.");
        api.MapGet("/conversations/{id}/story", async (Id<Conversation> id, QuotesOfConversation quotes, CancellationToken ct) => (await quotes.OfKnownAsync(id, Story.Of, ct)).ToHttp())
            .WithName("StoryOfConversation").WithSummary("The story that fills itself from marked quotes.");
        api.MapGet("/quotes", (ListQuotes list, CancellationToken ct, Named<QuoteKind>? kind = null, Id<Person>? person = null, string? segment = null, string? channel = null, DateOnly? from = null, DateOnly? until = null, bool accepted = true, [Range(1, 100_000)] int page = 1) =>
                list.RunAsync(accepted, new(kind?.Value, person, segment, channel, from, until), page, ct))
            .WithName("ListQuotes").WithSummary("Evidence across conversations: marked (accepted=true) or proposed; narrowed as a search is.");
        api.MapPost("/quotes", async (MarkQuote.Request request, MarkQuote mark, CancellationToken ct) => (await mark.RunAsync(request, ct)).ToHttp())
            .WithName("MarkQuote").WithSummary("Marks words of a turn with a kind; offsets are UTF-16 units.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/quotes/{id}", async (Id<Quote> id, ChangeQuote.Request request, ChangeQuote change, CancellationToken ct) => (await change.RunAsync(id, request, ct)).ToHttp())
            .WithName("ChangeQuote").WithSummary("Changes kind, edges, tags or memo; a suggestion is accepted by it.");
        api.MapPut("/quotes/{id}/story", async (Id<Quote> id, PlaceInStory.Request request, PlaceInStory place, CancellationToken ct) => (await place.RunAsync(id, request, ct)).ToHttp())
            .WithName("PlaceInStory").WithSummary("Puts a marked quote on a line of its conversation's story, or (line null) leaves it to its kind.");
        api.MapDelete("/quotes/{id}", async (Id<Quote> id, RemoveQuote remove, CancellationToken ct) => (await remove.RunAsync(id, ct)).ToHttp())
            .WithName("RemoveQuote").WithSummary("Takes a mark away.");
        api.MapPost("/suggestions/{id}/accept", async (Id<Quote> id, DecideSuggestion decide, CancellationToken ct, Named<QuoteKind>? kind = null) => (await decide.AcceptAsync(id, kind?.Value, ct)).ToHttp())
            .WithName("AcceptSuggestion").WithSummary("Makes a suggestion evidence, with another kind if one is given.");
        api.MapPost("/suggestions/{id}/reject", async (Id<Quote> id, DecideSuggestion decide, CancellationToken ct) => (await decide.RejectAsync(id, ct)).ToHttp())
            .WithName("RejectSuggestion").WithSummary("Turns a suggestion down, which teaches the engine.");
        api.MapGet("/find", (string q, Find find, CancellationToken ct, Named<QuoteKind>? kind = null, Id<Person>? person = null, string? segment = null, string? channel = null, DateOnly? from = null, DateOnly? until = null, [Range(1, 200)] int most = 30) =>
                find.RunAsync(q, new(kind?.Value, person, segment, channel, from, until), most, ct))
            .WithName("Find").WithSummary("Exact words and meaning together, narrowed to a kind, a person, a segment, a kind of contact, and days (in UTC, both included).");
        api.MapEmbedding();
        api.MapPost("/undo", async (Journal journal, CancellationToken ct) => (await journal.UndoAsync(ct)).ToHttp()).WithName("Undo").WithSummary("Takes back your last act, and says which; an empty answer where there is none.");
        api.MapPost("/redo", async (Journal journal, CancellationToken ct) => (await journal.RedoAsync(ct)).ToHttp()).WithName("Redo").WithSummary("Does again what you undid last, and says what; an empty answer where there is nothing.");
    }

    public static QuoteKind? Kind(string? name) => QuoteKinds.TryParse(name, out var kind) ? kind : null;

    /// <summary>The sentence for who asks for a kind that there is not.</summary>
    public static string NoKind(string name) => $"There is no kind called “{name}”. There are: {string.Join(", ", QuoteKinds.All.Select(kind => kind.Name))}.";
}
