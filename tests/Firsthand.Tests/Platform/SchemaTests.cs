using Firsthand.Platform.Cli;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Platform;

public sealed class SchemaTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    [Fact]
    public Task A_new_store_begins_with_what_all_migrations_make() => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<FirsthandDb>();
        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed: dev/migration NAME");
        Assert.Equal(Lines(db.GetService<IMigrator>().GenerateScript()), Lines(await SchemaUpgrader.ScriptAsync(db.Database.IsNpgsql(), TestContext.Current.CancellationToken)));
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    });

    [Fact]
    public Task A_store_of_an_earlier_version_is_brought_up_to_date() => app.InScopeAsync(async services =>
    {
        var ct = TestContext.Current.CancellationToken;
        var db = services.GetRequiredService<FirsthandDb>();
        var migrator = db.GetService<IMigrator>();
        await migrator.MigrateAsync(db.Database.GetMigrations().First(), ct);
        Assert.NotEmpty(await db.Database.GetPendingMigrationsAsync(ct));
        await services.GetRequiredService<SchemaUpgrader>().UpgradeAsync(ct);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(ct));
        Assert.NotNull(await db.Workspaces.FirstOrDefaultAsync(ct));
    });

    [Fact]
    public async Task Several_that_start_together_on_a_new_store_make_one()
    {
        var ct = TestContext.Current.CancellationToken;
        using var database = TestDatabase.Create();
        var place = TestDatabase.IsPostgres ? database.Connection : database.Connection["Data Source=".Length..];
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await using var opened = await Store.OpenAsync(place, Server.AddProduct, ct);
            Assert.Empty(await opened.Get<FirsthandDb>().Database.GetPendingMigrationsAsync(ct));
        }, ct)));
    }

    private static string[] Lines(string script) => script.TrimStart('\uFEFF').ReplaceLineEndings("\n").Trim().Split('\n');
}
