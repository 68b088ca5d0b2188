using System.ComponentModel.DataAnnotations;
using System.Text;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Http;
using Firsthand.Shell;
using Firsthand.Today.Exports;
using Microsoft.AspNetCore.Mvc;

namespace Firsthand.Today;

internal static class TodayStage
{
    public static void AddToday(this IServiceCollection services) => services
        .AddScoped<ReadToday>().AddScoped<ListCustomers>().AddScoped<ReadCustomer>().AddScoped<Learned>().AddScoped<ReadReport>().AddScoped<GoTo>().AddScoped<ForgetPerson>().AddScoped<KeptFiles>().AddScoped<SampleCompany>()
        .AddScoped<ReadBook>().AddScoped<RestoreEverything>().AddScoped<Download.Upload>()
        .AddScoped<IExport, ExportEverything>().AddScoped<IExport, ExportTables>().AddScoped<IExport, ExportPages>().AddScoped<IExport, ExportAnalysis>().AddScoped<IExport, ExportCodebook>().AddScoped<IExport, ExportCalendar>().AddScoped<IExport, ExportContacts>()
        .AddSingleton(new RailItem("Customers", "/customers", 10, StartsGroup: true, OnPhone: true))
        .AddSingleton(new RailItem("Report", "/report", 90, StartsGroup: true))
        .AddSingleton(new RailItem("Today", "/", 0, OnPhone: true))
        .AddSingleton(new BannerSource((provider, ct) => provider.GetRequiredService<SampleCompany>().BannerAsync(ct)));

    /// <summary>Forms that are not a page's own.</summary>
    public static void MapTodayForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("").RequireAuthorization().ExcludeFromDescription();
        forms.MapPost("/work/again", async ([FromForm] string? back, [FromServices] IEnumerable<IAfterImport> next, CancellationToken ct) =>
        {
            // Listening goes on with what is left, and then looks for what recurs.
            foreach (var stage in next) await stage.QueueAsync(ct);
            return Results.LocalRedirect(LocalPath.Of(back));
        });
        forms.MapPost("/sample/remove", async ([FromForm] string? back, SampleCompany sample, HttpContext context, CancellationToken ct) =>
        {
            var removed = await sample.RemoveAsync(ct);
            Flash.Say(context, removed.Problem is { } problem ? new(problem, IsProblem: true) : new("The sample company is gone. What you brought yourself is still here."));
            return Results.LocalRedirect(LocalPath.Of(back));
        });
    }

    public static void MapToday(this IEndpointRouteBuilder api)
    {
        api.MapGet("/today", (ReadToday today, CancellationToken ct) => today.RunAsync(ct)).WithName("Today").WithSummary("What to read next, and what recurs.");
        api.MapGet("/people", (ListCustomers list, CancellationToken ct, string? q = null, Named<CustomerStage>? stage = null, [Range(1, 100_000)] int page = 1) => list.RunAsync(q, page, ct, stage?.Value))
            .WithName("ListPeople").WithSummary("The people you talk to, the latest conversation first.");
        api.MapGet("/people/{id}", async (Id<Person> id, ReadCustomer read, CancellationToken ct) => (await read.RunAsync(id, ct)).ToHttp())
            .WithName("ReadPerson").WithSummary("One person: timeline, words, patterns.");
        api.MapDelete("/people/{id}", async (Id<Person> id, ForgetPerson forget, CancellationToken ct) => (await forget.RunAsync(id, ct)).ToHttp())
            .WithName("ForgetPerson").WithSummary("Forgets a person who asked for it: name, words, and everything drawn from them, for good. Answers with what went.");
        api.MapGet("/report.html", async (ReadReport read, CancellationToken ct) => Results.File(Encoding.UTF8.GetBytes(ReportPage.Of(await read.RunAsync(ReadReport.MostClaims, ReportPage.QuotesEach, ct))), "text/html; charset=utf-8", "what-customers-said.html"))
            .WithName("ReportPage").WithSummary("What was learned, as one HTML page that needs nothing beside itself.").Produces(StatusCodes.Status200OK, contentType: "text/html");
        api.MapGet("/report.md", async (ReadReport read, CancellationToken ct) => Results.File(Encoding.UTF8.GetBytes(ReportText.Of(await read.RunAsync(ReadReport.MostClaims, ReportText.QuotesEach, ct))), "text/markdown; charset=utf-8", "what-customers-said.md"))
            .WithName("ReportText").WithSummary("What was learned, as Markdown.").Produces(StatusCodes.Status200OK, contentType: "text/markdown");
        api.MapGet("/export/{name}", async (string name, IEnumerable<IExport> exports, TimeProvider clock, CancellationToken ct) => exports.FirstOrDefault(export => export.Name == name) is { } export ? await Download.OfAsync(export, clock.GetUtcNow(), ct) : Results.NotFound())
            .WithName("Export").WithSummary("What is kept here for other tools: everything, tables, pages, analysis, codebook, calendar, contacts. Folders come as a ZIP.").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        api.MapPost("/restore", async (IFormFile file, Download.Upload upload, CancellationToken ct) => (await upload.RunAsync(file, ct)).ToHttp())
            .WithName("Restore").WithSummary("Makes the state again that “everything” holds, where there is nothing yet.").DisableAntiforgery();
        api.MapGet("/learned", (Learned learned, CancellationToken ct) => learned.RunAsync(ct)).WithName("Learned").WithSummary("All that was learned, as one document.");
        api.MapGet("/saturation", async (ReadSaturation saturation, CancellationToken ct) => TypedResults.Ok(await saturation.RunAsync(ct))).WithName("Saturation").WithSummary("Whether another conversation still teaches something.");
        api.MapDelete("/sample", async (SampleCompany sample, CancellationToken ct) => (await sample.RemoveAsync(ct)).ToHttp()).WithName("RemoveSample").WithSummary("Removes the sample company.");
    }
}
