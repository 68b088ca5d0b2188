using System.Text.Encodings.Web;
using System.Text.Unicode;
using Firsthand.Platform;
using Firsthand.Platform.Http;
using Firsthand.Platform.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Firsthand.Shell;

/// <summary>The frame round every page.</summary>
internal static class ShellSetup
{
    public static void AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddScoped<PageHead>();
        services.AddHttpContextAccessor();
        // People speak every language: letters beyond ASCII stay letters; what HTML could read as markup is encoded all the same.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
    }

    /// <summary>The pages, and undo without script. The form's token is checked because the forms are bound.</summary>
    public static void MapShell(this IEndpointRouteBuilder app)
    {
        app.MapRazorComponents<App>();
        var forms = app.MapGroup("").RequireAuthorization().ExcludeFromDescription();
        forms.MapPost("/undo", async ([FromForm] string? back, Journal journal, HttpContext context, CancellationToken ct) => Return(context, "Undone", "Nothing to undo.", await journal.UndoAsync(ct), back));
        forms.MapPost("/redo", async ([FromForm] string? back, Journal journal, HttpContext context, CancellationToken ct) => Return(context, "Done again", "Nothing to do again.", await journal.RedoAsync(ct), back));
    }

    private static IResult Return(HttpContext context, string what, string nothing, Outcome<string?> outcome, string? back)
    {
        Flash.Say(context, outcome is Outcome<string?>.Done done ? new(done.Value is { } act ? $"{what}: {act}" : nothing) : new(outcome.Problem!, IsProblem: true));
        return Results.LocalRedirect(LocalPath.Of(back));
    }
}
