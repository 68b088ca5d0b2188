using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Firsthand.Platform.Http;

/// <summary>The API as OpenAPI tells it to programs.</summary>
internal static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(document =>
    {
        // Many use cases have a Request of their own.
        document.CreateSchemaReferenceId = json => OpenApiOptions.CreateDefaultSchemaReferenceId(json) is { } name ? (Nullable.GetUnderlyingType(json.Type) ?? json.Type).DeclaringType?.Name + name : null;
        document.AddDocumentTransformer((document, _, _) =>
        {
            TellWhoMayAsk(document);
            return Task.CompletedTask;
        });
    });

    private static void TellWhoMayAsk(OpenApiDocument document)
    {
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["cookie"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "firsthand", Description = "Set by signing in." },
            ["csrf"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-CSRF", Description = "With every change, together with the cookie firsthand-form: the content of <meta name=\"csrf\"> of any page." },
        };
        OpenApiSecuritySchemeReference cookie = new("cookie", document), csrf = new("csrf", document);
        foreach (var (path, item) in document.Paths.Where(pair => pair.Key.StartsWith("/api/", StringComparison.Ordinal)))
            foreach (var (method, operation) in item.Operations ?? [])
            {
                var changes = method != HttpMethod.Get;
                operation.Security = [changes ? new() { [cookie] = [], [csrf] = [] } : new() { [cookie] = [] }];
                operation.Responses ??= [];
                Tell("401", "Nobody is signed in.");
                if (changes || operation.Parameters is { Count: > 0 }) Tell("400", "What was wrong, where, and what was expected.");
                if (path.Contains('{', StringComparison.Ordinal)) Tell("404", "There is no such thing.");

                void Tell(string status, string what) => operation.Responses.TryAdd(status, new OpenApiResponse { Description = what, Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() } });
            }
    }
}
