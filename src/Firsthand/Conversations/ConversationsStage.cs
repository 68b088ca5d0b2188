using System.ComponentModel.DataAnnotations;
using Firsthand.Platform;
using Firsthand.Platform.Http;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Firsthand.Shell;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

internal static class ConversationsStage
{
    public static void AddConversations(this IServiceCollection services)
    {
        services.AddOptions<TranscriptionOptions>().BindConfiguration("Transcription").ValidateDataAnnotations().ValidateOnStart();
        services
        .AddScoped<ReceiveFiles>().AddScoped<PreviewImport>().AddScoped<ChooseForFile>().AddScoped<StartImport>().AddScoped<RunImport>().AddScoped<KnownColumns>().AddScoped<UndoImport>().AddScoped<WhoWasWho>()
        .AddScoped<ListConversations>().AddScoped<ReadConversation>().AddScoped<PlaceSpeaker>().AddScoped<MarkRead>().AddScoped<DescribeConversation>()
        .AddScoped<NextToRead>().AddScoped<ListImports>().AddScoped<Capture>().AddScoped<AttachRecording>().AddScoped<PlayRecording>().AddScoped<IAfterAct, ListenAgain>()
        .AddScoped<Recordings>().AddScoped<SetTranscription>().AddScoped<Transcribe>().AddScoped<TranscriptionLog>().AddSingleton<OutsideServer>().AddSingleton<TranscriptionCall>().AddScoped<IAfterImport, QueueTranscription>()
        .AddSingleton(new JobTitle(ImportJob.Kind, "Reading", "files")).AddSingleton(new JobTitle(TranscribeJob.Kind, "Writing down", "recordings"))
        .AddSingleton(new RailItem("Conversations", "/conversations", 20, OnPhone: true, Count: (services, ct) => services.GetRequiredService<FirsthandDb>().Conversations.CountAsync(row => row.ReadAt == null, ct)));
    }

    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/conversations", (ListConversations list, CancellationToken ct, [Range(1, 100_000)] int page = 1, bool unread = false, string? language = null) => list.RunAsync(page, unread, language, ct))
            .WithName("ListConversations").WithSummary("The conversations, newest first.");
        api.MapGet("/conversations/{id}", async (Id<Conversation> id, ReadConversation read, CancellationToken ct) => (await read.RunAsync(id, ct)).ToHttp())
            .WithName("ReadConversation").WithSummary("One conversation: speakers, turns, pitch clock.");
        api.MapPut("/conversations/{id}", async (Id<Conversation> id, DescribeConversation.Request request, DescribeConversation describe, CancellationToken ct) => (await describe.RunAsync(id, request, ct)).ToHttp())
            .WithName("DescribeConversation").WithSummary("Changes a conversation's title, day or kind.");
        api.MapPost("/conversations/{id}/read", async (Id<Conversation> id, MarkRead mark, CancellationToken ct, bool read = true) => (await mark.RunAsync(id, read, ct)).ToHttp())
            .WithName("MarkRead").WithSummary("Marks a conversation read (read=false: unread).");
        api.MapPost("/conversations/{id}/recording", async (Id<Conversation> id, IFormFile file, AttachRecording attach, CancellationToken ct) => (await attach.RunAsync(id, await IncomingAsync(file, ct), ct)).ToHttp())
            .WithName("AttachRecording").WithSummary("Puts the recording beside a conversation: sound or film that a browser plays.").DisableAntiforgery();
        api.MapDelete("/conversations/{id}/recording", async (Id<Conversation> id, AttachRecording attach, CancellationToken ct) => (await attach.RunAsync(id, null, ct)).ToHttp())
            .WithName("DetachRecording").WithSummary("Takes the recording off a conversation.");
        api.MapGet("/conversations/{id}/recording", PlayAsync)
            .WithName("PlayRecording").WithSummary("The recording of a conversation, in ranges if asked for.").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").Produces(StatusCodes.Status206PartialContent, contentType: "application/octet-stream");
        api.MapPut("/speakers/{id}", async (Id<Speaker> id, PlaceSpeaker.Request request, PlaceSpeaker place, CancellationToken ct) => (await place.RunAsync(id, request, ct)).ToHttp())
            .WithName("PlaceSpeaker").WithSummary("Says whose side a speaker is on, and which customer it is.");
        api.MapGet("/sources/{id}/bytes", async (Id<SourceFile> id, FirsthandDb db, CancellationToken ct) =>
                await db.SourceFiles.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is { } file ? Results.File(file.Bytes, "application/octet-stream", Path.GetFileName(file.Name), enableRangeProcessing: true) : Results.NotFound())
            .WithName("SourceBytes").WithSummary("The bytes of an imported file, as they came.").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");

        api.MapPost("/imports", async (IFormFileCollection files, ReceiveFiles receive, CancellationToken ct) => (await receive.RunAsync(Incoming(files, ct), ct)).ToHttp())
            .WithName("ReceiveFiles").WithSummary("Keeps the bytes of a batch of files; nothing is read before the import is started.").DisableAntiforgery();
        api.MapGet("/imports/{id}", async (Id<Import> id, PreviewImport preview, CancellationToken ct) => (await preview.RunAsync(id, ct)).ToHttp())
            .WithName("PreviewImport").WithSummary("What a batch would become, or became: format, who is who, report.");
        api.MapPut("/imports/files/{id}", async (Id<ImportFile> id, FileChoices choices, ChooseForFile choose, CancellationToken ct) => (await choose.RunAsync(id, choices, ct)).ToHttp())
            .WithName("ChooseForFile").WithSummary("Overrules format, encoding, dates, columns, and who is who of a file not yet read.");
        api.MapPost("/imports/{id}/start", async (Id<Import> id, StartImport start, CancellationToken ct) => (await start.RunAsync(id, ct)).ToHttp())
            .WithName("StartImport").WithSummary("Reads the batch in the background.");
        api.MapPost("/imports/{id}/undo", async (Id<Import> id, UndoImport undo, CancellationToken ct) => (await undo.RunAsync(id, back: false, ct)).ToHttp())
            .WithName("UndoImport").WithSummary("Takes the batch out of every list and number.");
        api.MapPost("/imports/{id}/redo", async (Id<Import> id, UndoImport undo, CancellationToken ct) => (await undo.RunAsync(id, back: true, ct)).ToHttp())
            .WithName("RedoImport").WithSummary("Brings an undone batch back.");
        api.MapTranscription();
        api.MapGet("/jobs", (FirsthandDb db, CancellationToken ct) => db.JobRuns.AsNoTracking().OrderByDescending(run => run.QueuedAt).Take(20).Select(run => new { run.Id, run.Kind, run.Subject, State = run.State.ToString(), run.Done, run.Total, run.Problem, run.QueuedAt, run.FinishedAt }).ToListAsync(ct))
            .WithName("ListJobs").WithSummary("The latest background work and how far it is.");
    }

    /// <summary>The files of a form, one in memory at a time.</summary>
    public static async IAsyncEnumerable<IncomingFile> Incoming(IFormFileCollection files, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var file in files) yield return await IncomingAsync(file, ct);
    }

    /// <summary>One file of a form.</summary>
    public static async Task<IncomingFile> IncomingAsync(IFormFile file, CancellationToken ct)
    {
        using var bytes = new MemoryStream((int)Math.Min(file.Length, int.MaxValue));
        await file.CopyToAsync(bytes, ct);
        return new(Path.GetFileName(file.FileName), bytes.ToArray());
    }

    private static async Task<IResult> PlayAsync(Id<Conversation> id, PlayRecording play, HttpContext context, CancellationToken ct)
    {
        var outcome = await play.RunAsync(id, ct);
        if (outcome is not Outcome<PlayRecording.Playable>.Done { Value: var recording }) return outcome.ToHttp();
        // A player asks for pieces again and again: it may keep them, but nobody between us may.
        context.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.Stream(recording.Bytes, recording.Type, entityTag: new($"\"{recording.Version}\""), enableRangeProcessing: true);
    }
}
