using Firsthand.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firsthand.Tests.Shell;

/// <summary>A component's HTML, rendered without a server.</summary>
internal static class Rendered
{
    public static async Task<string> HtmlAsync<TComponent>(params (string Name, object? Value)[] parameters) where TComponent : IComponent
    {
        await using var services = new ServiceCollection().AddLogging().AddScoped<PageHead>().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters.ToDictionary(pair => pair.Name, pair => pair.Value)))).ToHtmlString());
    }

    /// <summary>The text that a browser would read out of an element without attributes in its texts.</summary>
    public static string TextOf(string html) => System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(html, "<[^>]*>", ""));
}
