using System.ComponentModel.DataAnnotations;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Http;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Firsthand.Shell;

namespace Firsthand.Patterns;

internal static class PatternsStage
{
    public static void AddPatterns(this IServiceCollection services) => services
        .AddScoped<GroupableQuotes>().AddScoped<GroupQuotes>().AddSingleton<PlacingMaps>().AddScoped<PlaceQuotes>().AddScoped<FollowHearing>().AddScoped<IAfterAct, PlaceMarked>().AddScoped<IAfterHearing, QueueGrouping>().AddScoped<Voices>().AddScoped<ListPatterns>().AddScoped<ReadPattern>().AddScoped<NearPatterns>().AddScoped<WhoElse>().AddScoped<ReadSaturation>().AddScoped<CountSaturation>().AddScoped<RecountPatterns>().AddScoped<IAfterAct>(services => services.GetRequiredService<RecountPatterns>()).AddScoped<IAfterAct, QueueSaturation>().AddScoped<ShapePatterns>()
        .AddSingleton(new RailItem("Patterns", "/patterns", 40, StartsGroup: true, OnPhone: true))
        .AddSingleton(new JobTitle(GroupJob.Kind, "Looking for what recurs", "steps"))
        .AddSingleton(new JobTitle(SaturationJob.Kind, "Counting what is new", "customers"));

    public static void MapPatterns(this IEndpointRouteBuilder api)
    {
        api.MapGet("/patterns", (ListPatterns list, CancellationToken ct, Named<Engine.Detection.QuoteKind>? kind = null, string? segment = null, bool dismissed = false, [Range(1, 100_000)] int page = 1) =>
                list.RunAsync(kind?.Value, dismissed ? PatternState.Dismissed : PatternState.Active, segment, page, ct))
            .WithName("ListPatterns").WithSummary("What recurs, most customers first; of a segment, what its customers said, counted among them alone.");
        api.MapGet("/patterns/{id}", async (Id<Pattern> id, ReadPattern read, CancellationToken ct, Id<Customers.Person>? person = null, string? segment = null, bool all = true, [Range(1, 100_000)] int page = 1) =>
                (await read.RunAsync(id, new(Person: person, Segment: segment, All: all, Page: page), ct)).ToHttp())
            .WithName("ReadPattern").WithSummary("One pattern: its customers and their segments, their words, what we asked, and what speaks against it.");
        api.MapPost("/patterns/merge", async (ShapePatterns.Merge request, ShapePatterns shape, CancellationToken ct) => (await shape.MergeAsync(request, ct)).ToHttp())
            .WithName("MergePatterns").WithSummary("Puts patterns together for good.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/patterns/{id}/split", async (Id<Pattern> id, ShapePatterns.Split request, ShapePatterns shape, CancellationToken ct) => (await shape.SplitAsync(id, request, ct)).ToHttp())
            .WithName("SplitPattern").WithSummary("Takes quotes out into a pattern of their own, for good.");
        api.MapPost("/patterns", async (ShapePatterns.Make request, ShapePatterns shape, CancellationToken ct) => (await shape.MakeAsync(request, ct)).ToHttp())
            .WithName("MakePattern").WithSummary("Makes a pattern of quotes, wherever they were, for good.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/patterns/{id}/quotes", async (Id<Pattern> id, ShapePatterns.Put request, ShapePatterns shape, CancellationToken ct) => (await shape.PutAsync(id, request, ct)).ToHttp())
            .WithName("PutIntoPattern").WithSummary("Puts quotes into a pattern, from another one or from none, for good.");
        api.MapPost("/quotes/alone", async (ShapePatterns.Alone request, ShapePatterns shape, CancellationToken ct, bool alone = true) => (await shape.LeaveAloneAsync(request, alone, ct)).ToHttp())
            .WithName("LeaveQuotesAlone").WithSummary("Takes quotes out of their patterns and keeps them out of all, for good; alone=false lets later runs put them with others again. Answers with how many it changed.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/quotes/{id}/pattern", async (Id<Quote> id, WhoElse who, CancellationToken ct) => (await who.RunAsync(id, ct)).ToHttp())
            .WithName("ReadPatternOfQuote").WithSummary("Who else said what a quote says: its pattern, and those nearest to it.");
        api.MapPut("/patterns/{id}", async (Id<Pattern> id, ShapePatterns.Rename request, ShapePatterns shape, CancellationToken ct) => (await shape.RenameAsync(id, request, ct)).ToHttp())
            .WithName("RenamePattern").WithSummary("Names a pattern; an empty name gives it its typical quote again.");
        api.MapPost("/patterns/{id}/dismiss", async (Id<Pattern> id, ShapePatterns shape, CancellationToken ct, bool dismissed = true) => (await shape.DismissAsync(id, dismissed, ct)).ToHttp())
            .WithName("DismissPattern").WithSummary("“Not a pattern”; dismissed=false brings it back.");
        api.MapPost("/patterns/group", async (JobQueue queue, CancellationToken ct) => await queue.EnqueueAsync<GroupJob>(GroupJob.Kind, GroupJob.Everything, ct))
            .WithName("GroupQuotes").WithSummary("Looks for patterns again, in the background.");
    }
}
