using Microsoft.AspNetCore.Antiforgery;

namespace Firsthand.Platform.Http;

/// <summary>What every answer carries, and what every request that changes something must carry.</summary>
internal static class Hardening
{
    // Transcripts are hostile HTML: even if one slipped through, nothing in it may run or load.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'";

    public static void UseSafeHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self)";
        if (!context.Request.Path.StartsWithSegments("/lib", StringComparison.Ordinal)) headers.CacheControl = "no-cache, no-store";
        return next();
    });

    /// <summary>The API is called with a cookie, so a change must prove that it comes from our own page.</summary>
    public static TBuilder RequireAntiforgeryHeader<TBuilder>(this TBuilder group) where TBuilder : IEndpointConventionBuilder => group.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return await next(context);
        return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
            ? await next(context)
            : TypedResults.Problem("The page is too old or the request came from elsewhere. Load the page again.", statusCode: StatusCodes.Status400BadRequest);
    });
}
