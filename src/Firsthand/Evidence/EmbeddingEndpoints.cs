using Firsthand.Platform.Http;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>Which model tells what sentences mean, over the API.</summary>
internal static class EmbeddingEndpoints
{
    private const int MostRuns = 50;

    public static void MapEmbedding(this IEndpointRouteBuilder api)
    {
        api.MapGet("/embedding", async (SetEmbedding set, CancellationToken ct) => await set.ReadAsync(ct) is { } view ? Results.Ok(view) : Results.NotFound())
            .WithName("ReadEmbedding").WithSummary("Which model outside tells what sentences mean; the key is never given out. Not found: the built-in one does.").Produces<SetEmbedding.View>().Produces(StatusCodes.Status404NotFound);
        api.MapPut("/embedding", async (SetEmbedding.Request request, SetEmbedding set, CancellationToken ct) => (await set.RunAsync(request, ct)).ToHttp())
            .WithName("SetEmbedding").WithSummary("Tries a server that speaks as OpenAI's does with a harmless sentence, and has every sentence encoded by it from now on.");
        api.MapDelete("/embedding", async (SetEmbedding set, CancellationToken ct) => (await set.ForgetAsync(ct)).ToHttp())
            .WithName("ForgetEmbedding").WithSummary("No sentence is sent any more, the key and the vectors are gone, and the built-in model serves again.");
        api.MapPost("/embedding/encode", async (JobQueue queue, CancellationToken ct) => await queue.EnqueueAsync<EncodeJob>(EncodeJob.Kind, null, ct))
            .WithName("EncodeSentences").WithSummary("Has encoded what is not yet, in the background: after a server that did not answer.");
        api.MapGet("/embedding/runs", (FirsthandDb db, CancellationToken ct) => RunsAsync(db, ct))
            .WithName("ListEmbeddingRuns").WithSummary("What was sent to be encoded, where to, when, and how it ended.");
    }

    public static Task<List<EmbeddingRun>> RunsAsync(FirsthandDb db, CancellationToken ct) => db.EmbeddingRuns.AsNoTracking().OrderByDescending(run => run.StartedAt).Take(MostRuns).ToListAsync(ct);
}
