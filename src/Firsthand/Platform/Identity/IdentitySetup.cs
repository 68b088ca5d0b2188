using System.Security.Claims;
using Firsthand.Platform.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Firsthand.Platform.Identity;

internal static class IdentitySetup
{
    private const string WorkspaceClaim = "workspace";
    private const int TriesBeforeLockOut = 5;

    public static void AddMembers(this IServiceCollection services)
    {
        services.AddScoped<CurrentMember>().AddScoped<CreateOwner>().AddScoped<OneTimeLinks>().AddScoped<SignIn>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "firsthand";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/sign-in";
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.Events.OnRedirectToLogin = context => IsApi(context.Request) ? Refuse(context.Response) : Redirect(context.Response, context.RedirectUri);
        });
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddIdentityCore<Member>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                // Length protects; rules about signs only annoy.
                identity.Password = new() { RequiredLength = 10, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 4 };
                identity.Lockout.MaxFailedAccessAttempts = TriesBeforeLockOut;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
            })
            .AddEntityFrameworkStores<FirsthandDb>().AddSignInManager().AddDefaultTokenProviders();
        services.AddScoped<IUserClaimsPrincipalFactory<Member>, MemberClaims>();
    }

    /// <summary>What protects cookies and kept keys: for the server and for commands, which share them in the database.</summary>
    public static void AddSecrets(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("firsthand");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new ProtectionKeysInDatabase(provider.GetRequiredService<IServiceScopeFactory>())));
    }

    /// <summary>After authentication: from here on the request sees its member's workspace, and nothing else.</summary>
    public static void UseWorkspaceOfMember(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Guid.TryParse(context.User.FindFirstValue(WorkspaceClaim), out var workspace))
            context.RequestServices.GetRequiredService<CurrentWorkspace>().Id = new(workspace);
        if (Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var member))
            context.RequestServices.GetRequiredService<CurrentMember>().Id = member;
        return next();
    });

    private static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    private static Task Refuse(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private static Task Redirect(HttpResponse response, string address)
    {
        response.Redirect(address);
        return Task.CompletedTask;
    }

    private sealed class MemberClaims(UserManager<Member> members, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<Member>(members, options)
    {
        protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Member user)
        {
            var identity = await base.GenerateClaimsAsync(user);
            identity.AddClaim(new(WorkspaceClaim, user.WorkspaceId.ToString()));
            identity.AddClaim(new("display", user.Name));
            return identity;
        }
    }
}
