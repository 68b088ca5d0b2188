using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Extensions;

namespace Firsthand.Shell;

/// <summary>What an address asks of a page and the page cannot read ("page=abc") is as if it was not asked; the framework would break instead.</summary>
internal static class ReadableQuery
{
    public static void UseReadableQuery(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Query.Count == 0 || context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not { Type: var page }) return next();
        var unreadable = page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is { } asked && !IsReadable(property.PropertyType, context.Request.Query[asked.Name ?? property.Name]))
            .Select(property => property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()!.Name ?? property.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (unreadable.Count > 0) context.Request.QueryString = new QueryBuilder(context.Request.Query.Where(pair => !unreadable.Contains(pair.Key))).ToQueryString();
        return next();
    });

    private static bool IsReadable(Type type, IEnumerable<string?> values) => TypeDescriptor.GetConverter(type.GetElementType() ?? type) is var reader && values.All(value => reader.IsValid(value!));
}
