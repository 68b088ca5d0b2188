using System.Reflection;
using System.Text.Json;
using Firsthand.Shell;
using Microsoft.AspNetCore.Components;

namespace Firsthand.Tests.Shell;

/// <summary>Every page that there is, whatever database answers it: one that answers later than at once finds a page that is drawn too early.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private const string Id = "{Id:guid}";

    // What a person came for; a page that has nothing of it was drawn without its answers.
    private static readonly Dictionary<string, string> Shown = new()
    {
        ["/"] = "Ana Lopes", ["/conversations"] = "Ana Lopes", ["/customers"] = "Ana Lopes", ["/evidence?show=waiting"] = "data-open", ["/patterns"] = "class=\"pattern", ["/report"] = "customers said",
        ["/find?q=files"] = "Ana Lopes", ["/import"] = "ana.vtt",
    };

    private readonly FirsthandApp app = new();
    private string import = "";

    public async ValueTask InitializeAsync()
    {
        await app.InitializeAsync();
        import = await app.Owner.BeginToBringAsync(Talks.FourAgencies);
        await app.Owner.IdleAsync();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Every_page_is_drawn_with_all_that_it_read()
    {
        var routes = typeof(WholePage).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(WholePage))).SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).ToList();
        Assert.True(routes.Count > 15, "Pages are found by what they inherit.");
        foreach (var route in routes.Where(route => route != "/welcome"))
        {
            var answer = await app.Owner.GetAsync(route.Replace(Id, route.Contains(Id, StringComparison.Ordinal) ? await IdForAsync(route) : "", StringComparison.Ordinal));
            Assert.True(answer.IsSuccessStatusCode, $"{route} answered {(int)answer.StatusCode}.");
            Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        foreach (var (address, words) in Shown) Assert.Contains(words, await app.Owner.GetStringAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_what_is_not_there_says_so()
    {
        foreach (var place in new[] { "import", "customers", "conversations", "patterns", "quotes" })
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await app.Owner.GetAsync($"/{place}/{Guid.CreateVersion7()}")).StatusCode);
    }

    private async Task<string> IdForAsync(string route)
    {
        var first = route.Split('/')[1];
        return first switch
        {
            "import" => import,
            "quotes" => (await app.Owner.QuotesAsync((await FirstAsync("/api/conversations")).GetProperty("id").GetString()!))[0].GetProperty("id").GetString()!,
            "customers" => (await FirstAsync("/api/people")).GetProperty("id").GetString()!,
            _ => (await FirstAsync($"/api/{first}")).GetProperty("id").GetString()!,
        };
    }

    private async Task<JsonElement> FirstAsync(string path)
    {
        var read = await app.Owner.ReadAsync(path);
        return (read.ValueKind == JsonValueKind.Array ? read : read.GetProperty("rows")).EnumerateArray().First();
    }
}
