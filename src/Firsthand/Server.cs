using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform.Http;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Firsthand.Platform.Telemetry;
using Firsthand.Shell;
using Firsthand.Today;

namespace Firsthand;

/// <summary>The web app: what it is made of, and in which order a request passes through it.</summary>
internal static class Server
{
    private const long LargestUpload = 512L << 20;
    private const int MostFields = 50_000;

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // HTTP spans carry their tags only with this off.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        // From a build's output the files of wwwroot stand where they were written; a published copy has its own.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestUpload;
        });
        builder.Services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(form =>
        {
            form.MultipartBodyLengthLimit = LargestUpload;
            // The preview of a batch of 200 files asks who is who in each.
            form.ValueCountLimit = MostFields;
        });
        var storage = builder.Configuration.GetSection("Storage").Get<StorageOptions>() ?? new();
        builder.Services.AddProduct();
        builder.Services.AddJobs(storage, runs: true, builder.Configuration["Jobs:Name"]);
        builder.Services.AddHostedService<ResumeWork>();
        builder.Services.AddHostedService<WarmSearch>();
        builder.Services.AddMembers();
        builder.Services.AddProblemDetails().AddExceptionHandler<TellBadRequest>().AddValidation().AddApiDocument();
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "X-CSRF";
            antiforgery.Cookie.Name = "firsthand-form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        builder.Services.AddShell();
        builder.Services.AddHealthChecks().AddCheck<DatabaseAnswers>("database");
        builder.Services.AddHostedService<Telemetry>();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            // What a record says it needs is asked for: no use case finds null where it was promised a value, and no number stands for a name.
            json.SerializerOptions.RespectNullableAnnotations = json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        });
        return builder;
    }

    /// <summary>The use cases, for every door.</summary>
    public static void AddProduct(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddStorage();
        services.AddSecrets();
        services.AddCustomers();
        services.AddConversations();
        services.AddEvidence();
        services.AddPatterns();
        services.AddToday();
    }

    public static WebApplication Assemble(this WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseSafeHeaders();
        if (!app.Environment.IsDevelopment()) app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        // A program is told in JSON what a person reads on a page.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), answers => answers.UseExceptionHandler().UseStatusCodePages());
        app.UseReadableQuery();
        app.UseFirstStart();
        app.UseAuthentication();
        app.UseWorkspaceOfMember();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapHealthChecks("/healthz");
        app.MapOpenApi();
        app.MapDoors();
        var api = app.MapGroup("/api").RequireAuthorization().RequireAntiforgeryHeader();
        api.MapCustomers();
        api.MapConversations();
        api.MapEvidence();
        api.MapPatterns();
        api.MapToday();
        app.MapTodayForms();
        app.MapShell();
        return app;
    }

    /// <summary>Before hosted services start: data protection and the job store read the database at once.</summary>
    public static async Task UpgradeAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SchemaUpgrader>().UpgradeAsync(ct);
    }
}
