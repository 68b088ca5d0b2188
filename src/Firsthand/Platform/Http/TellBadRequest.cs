using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Firsthand.Platform.Http;

/// <summary>A request that cannot be read is told what is wrong, where, and what was expected there, in the shape of every other refusal.</summary>
internal sealed class TellBadRequest(IOptions<JsonOptions> json) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad) return false;
        // The framework names the parameter in its sentence alone: “… "Id<Person> id" …” or “… "request" …”.
        var parameter = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().FirstOrDefault(one => bad.Message.Contains($" {one.Name}\" ", StringComparison.Ordinal) || bad.Message.Contains($" \"{one.Name}\" ", StringComparison.Ordinal));
        IResult answer = parameter is null ? TypedResults.Problem(bad.Message, statusCode: bad.StatusCode) : TypedResults.ValidationProblem(bad.InnerException is JsonException wrong ? InBody(wrong, parameter.ParameterInfo.ParameterType) : InAddress(bad.Message, parameter));
        await answer.ExecuteAsync(httpContext);
        return true;
    }

    private static Dictionary<string, string[]> InAddress(string message, IParameterBindingMetadata parameter) =>
        One(parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string) ? parameter.Name : "body", message.Split(" from \"") is [_, var found]
            ? $"Expected {Expected(parameter.ParameterInfo.ParameterType)}, found “{found.TrimEnd('.', '"')}”."
            : $"It is missing: expected {Expected(parameter.ParameterInfo.ParameterType)}.");

    private Dictionary<string, string[]> InBody(JsonException wrong, Type body)
    {
        var place = wrong.Path?.TrimStart('$', '.') ?? "";
        if (wrong.InnerException is JsonException) return One("body", $"This is no JSON, from line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1} on: {wrong.Message.Split(" Path:")[0]}");
        if (wrong.Message.Split("properties including:") is [_, var missing])
            return missing.Split('\'').Where((_, i) => i % 2 == 1).Select(name => place.Length == 0 ? name : $"{place}.{name}").ToDictionary(name => name, name => new[] { $"It is missing: expected {Expected(At(body, name))}." });
        return One(place.Length == 0 ? "body" : place, $"Expected {Expected(At(body, place))}.");
    }

    private static Dictionary<string, string[]> One(string field, string reason) => new() { [field] = [reason] };

    /// <summary>What stands at a place such as "speakers.Mara.side"; null where nobody knows.</summary>
    private Type? At(Type? type, string place)
    {
        foreach (var step in place.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
            type = type is null ? null : json.Value.SerializerOptions.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } members ? members.Properties.FirstOrDefault(member => member.Name == step)?.PropertyType : type.GenericTypeArguments.LastOrDefault();
        return type;
    }

    private static string Expected(Type? type) => (type is null ? null : Nullable.GetUnderlyingType(type) ?? type) switch
    {
        null => "another value",
        { IsEnum: true } names => $"one of {string.Join(", ", Enum.GetNames(names).Select(JsonNamingPolicy.KebabCaseLower.ConvertName))}",
        { Name: "Named`1", GenericTypeArguments: [var names] } => Expected(names),
        { Name: "Id`1" } => "an id",
        { Name: "IReadOnlyList`1" } => "a list",
        var day when day == typeof(DateOnly) => "a day such as 2026-01-31",
        var moment when moment == typeof(DateTimeOffset) => "a moment such as 2026-01-31T09:30:00Z",
        var one => Type.GetTypeCode(one) switch { TypeCode.String => "text", TypeCode.Boolean => "true or false", TypeCode.Object => "an object", _ => "a number" },
    };
}
