using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Firsthand.Shell;

/// <summary>What just happened, said once on the next page. Never a customer's words: it travels in a cookie.</summary>
internal sealed record Flash(string Text, bool CanUndo = false, bool IsProblem = false)
{
    private const string Cookie = "firsthand-flash";

    /// <summary>Says it on the next page that this browser opens.</summary>
    public static void Say(HttpContext context, Flash flash) =>
        context.Response.Cookies.Append(Cookie, Protector(context).Protect(JsonSerializer.Serialize(flash)), new()
        {
            HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(5),
        });

    /// <summary>Something is to be said on this page.</summary>
    public static bool IsWaiting(HttpContext context) => context.Request.Cookies.ContainsKey(Cookie);

    /// <summary>What is to be said now, if anything; it is not said again.</summary>
    public static Flash? Take(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { } kept || context.Response.HasStarted) return null;
        context.Response.OnStarting(() =>
        {
            // A page that sends the browser on has said nothing.
            if (context.Response.StatusCode is < 300 or >= 400) context.Response.Cookies.Delete(Cookie);
            return Task.CompletedTask;
        });
        try
        {
            return JsonSerializer.Deserialize<Flash>(Protector(context).Unprotect(kept));
        }
        catch (Exception spoiled) when (spoiled is System.Security.Cryptography.CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static IDataProtector Protector(HttpContext context) => context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(Cookie);
}
