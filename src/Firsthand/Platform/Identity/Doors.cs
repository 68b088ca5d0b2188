namespace Firsthand.Platform.Identity;

/// <summary>Addresses that sign somebody in or out without being a page.</summary>
internal static class Doors
{
    public static void MapDoors(this IEndpointRouteBuilder app)
    {
        app.MapGet("/enter/{token}", async (string token, OneTimeLinks links, SignIn signIn, CancellationToken ct) =>
        {
            if (await links.OpenAsync(token, ct) is not { } member) return Results.LocalRedirect("/sign-in?used=true");
            await signIn.RunAsync(member);
            return Results.LocalRedirect("/");
        }).ExcludeFromDescription();
        app.MapPost("/sign-out", async (SignIn signIn) =>
        {
            await signIn.OutAsync();
            return Results.LocalRedirect("/sign-in");
        }).RequireAuthorization().ExcludeFromDescription();
    }
}
