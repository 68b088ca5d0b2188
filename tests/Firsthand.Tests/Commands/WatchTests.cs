using System.Text;
using Firsthand.Commands;
using Firsthand.Conversations;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Tests.Commands;

public sealed class WatchTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("firsthand-watch-");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_file_is_taken_once_it_stopped_growing_and_again_when_it_changed()
    {
        var settled = new Settled();
        var (early, late) = (new DateTime(2026, 3, 4, 9, 0, 0, DateTimeKind.Utc), new DateTime(2026, 3, 4, 9, 0, 5, DateTimeKind.Utc));
        Settled.Seen File(long size, DateTime at) => new("a.vtt", "a.vtt", size, at);

        Assert.Empty(settled.Next([File(10, early)]));
        Assert.Empty(settled.Next([File(20, early)]));
        Assert.Empty(settled.Next([File(20, late)]));
        Assert.Equal([File(20, late)], settled.Next([File(20, late)]));
        Assert.Empty(settled.Next([File(20, late)]));
        settled.Again(File(20, late));
        Assert.Equal([File(20, late)], settled.Next([File(20, late)]));
        Assert.Empty(settled.Next([]));
        Assert.Empty(settled.Next([File(30, late)]));
        Assert.Equal([File(30, late)], settled.Next([File(30, late)]));
    }

    [Fact]
    public void An_empty_file_waits_for_its_words()
    {
        var settled = new Settled();
        var file = new Settled.Seen("a.vtt", "a.vtt", 0, default);
        Assert.Empty(settled.Next([file]));
        Assert.Empty(settled.Next([file]));
    }

    [Fact]
    public async Task What_lands_in_a_folder_is_imported_once_also_after_a_restart()
    {
        using var database = TestDatabase.Create();
        var inbox = folder.CreateSubdirectory("inbox").FullName;
        var (ana, ben) = (Talks.FourAgencies[0], Talks.FourAgencies[1]);
        await File.WriteAllTextAsync(Path.Combine(inbox, ana.Name), ana.Text, TestContext.Current.CancellationToken);
        Assert.Equal([ana.Name], await WatchAsync(database, inbox, 1));

        // Killed before it was read: the bytes are kept, and that is all.
        await using (var store = await OpenAsync(database))
            await store.Get<ReceiveFiles>().RunAsync(Bring.ReadAsync([(await FileAsync(inbox, ben), ben.Name)], _ => null, default), default);
        Assert.Equal([ben.Name], await WatchAsync(database, inbox, 1));

        await using var after = await OpenAsync(database);
        Assert.Equal(2, await after.Get<FirsthandDb>().Conversations.CountAsync(row => row.HeardAt != null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_a_killed_import_began_is_read_by_the_next_one()
    {
        using var database = TestDatabase.Create();
        var (ana, ben) = (Talks.FourAgencies[0], Talks.FourAgencies[1]);
        await using var store = await OpenAsync(database);
        var db = store.Get<FirsthandDb>();
        await store.Get<ReceiveFiles>().RunAsync(Bring.ReadAsync([(await FileAsync(folder.FullName, ana), ana.Name)], _ => null, default), default);
        await db.Imports.ExecuteUpdateAsync(row => row.SetProperty(import => import.State, ImportState.Running), TestContext.Current.CancellationToken);
        db.ChangeTracker.Clear();

        await Bring.RunAsync(store, [(await FileAsync(folder.FullName, ben), ben.Name)], _ => null, TestContext.Current.CancellationToken);
        Assert.Equal([ImportState.Done, ImportState.Done], await db.Imports.Select(import => import.State).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, await db.Conversations.CountAsync(row => row.HeardAt != null, TestContext.Current.CancellationToken));
    }

    private static async Task<string> FileAsync(string folder, (string Name, string Text) file)
    {
        var path = Path.Combine(folder, file.Name);
        await File.WriteAllTextAsync(path, file.Text, Encoding.UTF8);
        return path;
    }

    private static async Task<Store> OpenAsync(TestDatabase database)
    {
        var store = await Store.OpenAsync(TestDatabase.IsPostgres ? database.Connection : database.Connection["Data Source=".Length..], Server.AddProduct, default);
        await store.EnterAsync("Our company", default);
        return store;
    }

    /// <summary>Watches until so many files were told, and three looks longer.</summary>
    private static async Task<List<string>> WatchAsync(TestDatabase database, string inbox, int files)
    {
        await using var store = await OpenAsync(database);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var told = new List<string>();
        var watch = new WatchFolder(store, TimeSpan.FromMilliseconds(50), file =>
        {
            told.Add(file.Name);
            if (told.Count >= files) stop.CancelAfter(TimeSpan.FromMilliseconds(400));
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch.RunAsync([inbox], null, stop.Token));
        return told;
    }
}
