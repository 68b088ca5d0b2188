using Firsthand.Platform;
using Firsthand.Platform.Http;
using Firsthand.Platform.Jobs;

namespace Firsthand.Conversations;

/// <summary>Writing down recordings, over the API.</summary>
internal static class TranscriptionEndpoints
{
    public static void MapTranscription(this IEndpointRouteBuilder api)
    {
        api.MapGet("/transcription", async (SetTranscription set, CancellationToken ct) => await set.ReadAsync(ct) is { } view ? Results.Ok(view) : Results.NotFound())
            .WithName("ReadTranscription").WithSummary("Which server writes down recordings; the key is never given out.").Produces<SetTranscription.View>().Produces(StatusCodes.Status404NotFound);
        api.MapPut("/transcription", async (SetTranscription.Request request, SetTranscription set, CancellationToken ct) => (await set.RunAsync(request, ct)).ToHttp())
            .WithName("SetTranscription").WithSummary("Sets the server that writes down recordings: any that speaks as OpenAI's does.");
        api.MapDelete("/transcription", async (SetTranscription set, CancellationToken ct) =>
            {
                await set.ForgetAsync(ct);
                return Results.NoContent();
            })
            .WithName("ForgetTranscription").WithSummary("No recording is sent any more, and the key is gone.");
        api.MapGet("/transcriptions", (TranscriptionLog log, CancellationToken ct) => log.RunAsync(ct))
            .WithName("ListTranscriptions").WithSummary("What was sent, where to, what it cost; and which recordings wait.");
        api.MapPost("/transcriptions", async (Transcribe transcribe, SetTranscription set, JobQueue queue, CancellationToken ct) => (await StartAsync(transcribe, set, queue, ct)).ToHttp())
            .WithName("StartTranscription").WithSummary("Sends all waiting recordings, those that were refused as well.");
    }

    /// <summary>All that waits, also what was refused, goes on the queue.</summary>
    public static async Task<Outcome<Id<JobRun>>> StartAsync(Transcribe transcribe, SetTranscription set, JobQueue queue, CancellationToken ct)
    {
        if (await set.ReadAsync(ct) is null) return new Outcome<Id<JobRun>>.Refused("endpoint", Transcribe.NoEndpoint);
        await transcribe.AgainAsync(ct);
        return await queue.EnqueueAsync<TranscribeJob>(TranscribeJob.Kind, null, ct);
    }
}
