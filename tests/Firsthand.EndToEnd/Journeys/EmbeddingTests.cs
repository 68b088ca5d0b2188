using Firsthand.EndToEnd.Pages;
using Firsthand.Tests.Evidence;

namespace Firsthand.EndToEnd.Journeys;

/// <summary>The owner reads what would leave the server, tries a model, uses it, and stops.</summary>
[Collection("browser")]
public sealed class EmbeddingTests(Chromium chromium)
{
    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, true)]
    public async Task A_model_is_tried_used_and_stopped(int width, bool dark)
    {
        await using var server = await FirsthandServer.WithSampleAsync();
        await using var model = await FakeModel.StartAsync();
        await using var visit = await chromium.OpenAsync(width, dark);
        await TodayScreen.EnterAsync(visit.Page, await server.PrintedAddressAsync());
        var screen = await EmbeddingScreen.OpenAsync(visit.Page, server.Address);
        await screen.Main.GetByText("every sentence of every conversation").WaitForAsync();
        await visit.NothingIsWrongAsync();

        // A mistyped address is said, with what was typed still there.
        await screen.TryAsync("127.0.0.1:8080", "many-tongues");
        await screen.Problem.WaitForAsync();
        Assert.Contains("The address has to begin with https:// or http://", await screen.Problem.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("127.0.0.1:8080", await visit.Page.GetByLabel("Address").InputValueAsync());
        await visit.NothingIsWrongAsync();
        Assert.Empty(model.Requests);

        await screen.TryAsync(model.Address, "many-tongues");
        await screen.Main.GetByText("Patterns and search go by many-tongues.").WaitForAsync(new() { Timeout = 60_000 });
        await screen.Main.GetByText("Sent", new() { Exact = true }).WaitForAsync();
        await visit.NothingIsWrongAsync();

        await screen.StopAsync();
        await screen.Main.GetByText("nothing leaves it").WaitForAsync();
        await visit.NothingIsWrongAsync();
    }
}
