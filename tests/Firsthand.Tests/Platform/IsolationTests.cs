using System.Net;
using System.Net.Http.Json;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Platform;

public sealed class IsolationTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    [Fact]
    public async Task One_company_never_sees_anothers_words()
    {
        await app.Owner.BringAsync(Talks.FourAgencies);
        var talk = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows")[0].GetProperty("id").GetString();
        var quote = (await app.Owner.QuotesAsync(talk!))[0].GetProperty("id").GetString();
        var pattern = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows")[0].GetProperty("id").GetString();
        var person = (await app.Owner.ReadAsync("/api/people")).GetProperty("rows")[0].GetProperty("id").GetString();

        var other = await app.AnotherCompanyAsync("Other");
        Assert.Equal(0, (await other.ReadAsync("/api/conversations")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await other.ReadAsync("/api/people")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await other.ReadAsync("/api/patterns")).GetProperty("total").GetInt32());
        Assert.Empty((await other.ReadAsync("/api/find?q=files")).EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/conversations/{talk}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/patterns/{pattern}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/people/{person}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/conversations/{talk}/quotes")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"/api/suggestions/{quote}/accept", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.MarkAsync(talk!, 1, 0, 3, "pain")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PutAsJsonAsync($"/api/people/{person}", new { name = "Mine" })).StatusCode);
    }

    [Fact]
    public Task Every_table_of_the_product_is_kept_apart_by_workspace() => app.InScopeAsync(services =>
    {
        var db = services.GetRequiredService<FirsthandDb>();
        string[] shared = ["Workspace", "Member", "OneTimeLink", "ProtectionKey"];
        var open = db.Model.GetEntityTypes().Where(type => !type.ClrType.Name.StartsWith("IdentityUser", StringComparison.Ordinal) && !shared.Contains(type.ClrType.Name))
            .Where(type => type.FindDeclaredQueryFilter(RowFilters.Workspace) is null).Select(type => type.ClrType.Name);
        Assert.Empty(open);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task A_stranger_sees_nothing_and_changes_nothing()
    {
        var stranger = app.CreateClient(new() { AllowAutoRedirect = false });
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/conversations")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_is_told_to_a_person_on_a_page_and_to_a_program_in_json()
    {
        var stranger = app.CreateClient(new() { AllowAutoRedirect = false });
        foreach (var (client, path, status) in new[] { (app.Owner, "/api/nothing-of-this-name", HttpStatusCode.NotFound), (app.Owner, "/api/export/nothing", HttpStatusCode.NotFound), (stranger, "/api/patterns", HttpStatusCode.Unauthorized) })
        {
            var answer = await client.GetAsync(path);
            Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
        var page = await app.Owner.GetAsync("/nothing-of-this-name");
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Contains("<h1", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_breaks_is_told_to_a_program_in_json_and_gives_nothing_away()
    {
        await using var broken = new FirsthandApp();
        await broken.InitializeAsync();
        await broken.InScopeAsync(services => services.GetRequiredService<FirsthandDb>().Database.ExecuteSqlRawAsync("ALTER TABLE \"Patterns\" RENAME TO \"Lost\""));
        var answer = await broken.Owner.GetAsync("/api/patterns");
        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.DoesNotContain("Patterns", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_must_come_from_our_own_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/undo");
        var client = app.Owner;
        var token = client.DefaultRequestHeaders.GetValues("X-CSRF").Single();
        client.DefaultRequestHeaders.Remove("X-CSRF");
        var answer = await client.SendAsync(request);
        client.DefaultRequestHeaders.Add("X-CSRF", token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Every_page_forbids_what_a_hostile_transcript_would_need()
    {
        var answer = await app.Owner.GetAsync("/style");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task A_one_time_link_opens_the_door_once()
    {
        string path = "";
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            path = await services.GetRequiredService<Firsthand.Platform.Identity.OneTimeLinks>().MakeAsync(await db.Users.FirstAsync(user => user.Email == "owner@example.org"), default);
        });
        var first = app.CreateClient(new() { AllowAutoRedirect = false });
        Assert.Equal("/", (await first.GetAsync(path)).Headers.Location?.OriginalString);
        var second = app.CreateClient(new() { AllowAutoRedirect = false });
        Assert.StartsWith("/sign-in", (await second.GetAsync(path)).Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessing_a_password_locks_the_door()
    {
        await app.InScopeAsync(async services =>
        {
            var members = services.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Firsthand.Platform.Identity.Member>>();
            var member = await members.FindByEmailAsync("owner@example.org");
            for (var i = 0; i < 5; i++) await members.AccessFailedAsync(member!);
            Assert.True(await members.IsLockedOutAsync(member!));
            await members.ResetAccessFailedCountAsync(member!);
            await members.SetLockoutEndDateAsync(member!, null);
        });
    }
}
