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

    [Theory]
    [InlineData("Turns", "")]
    [InlineData("Speakers", "")]
    [InlineData("Sentences", "")]
    [InlineData("Highlights", "")]
    [InlineData("Suggestions", """ AND "Decision" = 0""")]
    public Task What_a_conversation_holds_is_found_by_it_before_there_is_much_to_count(string table, string also) => app.InScopeAsync(async services =>
    {
        var ct = TestContext.Current.CancellationToken;
        var db = services.GetRequiredService<FirsthandDb>();
        // PostgreSQL counts by itself, within the minute.
        if (db.Database.IsNpgsql()) return;
        await db.RefreshPlansAsync(ct);
        await db.Database.OpenConnectionAsync(ct);
        await using var explain = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The names stand above.
        explain.CommandText = $"""EXPLAIN QUERY PLAN SELECT * FROM "{table}" WHERE "WorkspaceId" = 'w' AND "ConversationId" = 'c'{also}""";
#pragma warning restore CA2100
        await using var plan = await explain.ExecuteReaderAsync(ct);
        Assert.True(await plan.ReadAsync(ct));
        Assert.Contains("(ConversationId=?", plan.GetString(plan.GetOrdinal("detail")), StringComparison.Ordinal);
        Assert.Empty(await db.Database.SqlQuery<string>($"select idx as Value from sqlite_stat1 where idx not in (select name from sqlite_master)").ToListAsync(ct));
    });

    private static string[] Lines(string script) => script.TrimStart('\uFEFF').ReplaceLineEndings("\n").Trim().Split('\n');
}
