using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Firsthand.Shell;

/// <summary>The frame round every page: call these from the server, after the stages are added.</summary>
internal static class ShellSetup
{
    /// <summary>The header in which the islands send the antiforgery token of the page's <c>meta name="csrf"</c>.</summary>
    public const string AntiforgeryHeader = "X-CSRF";

    public static void AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents();
        // People speak every language: letters beyond ASCII stay letters; what HTML could read as markup is encoded all the same.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = AntiforgeryHeader;
            options.Cookie.Name = "firsthand-csrf";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    public static RazorComponentsEndpointConventionBuilder MapShell(this IEndpointRouteBuilder app)
    {
        app.MapStaticAssets();
        return app.MapRazorComponents<App>();
    }
}
