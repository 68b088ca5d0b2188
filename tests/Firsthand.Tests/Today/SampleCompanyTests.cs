using System.Runtime.CompilerServices;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Firsthand.Today;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Today;

public sealed class SampleCompanyTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    [Fact]
    public async Task Removing_the_sample_leaves_what_a_person_brought() => await app.InScopeAsync(async services =>
    {
        var (db, sample) = (services.GetRequiredService<FirsthandDb>(), services.GetRequiredService<SampleCompany>());
        var (_, files, choices) = await sample.PrepareAsync(null, default);
        await BringAsync(services, [.. files.Select(file => new IncomingFile(file.Name, File.ReadAllBytes(file.Path), choices(file.Name)))]);
        await BringAsync(services, [new("mine.vtt", System.Text.Encoding.UTF8.GetBytes(Talks.Zoom("Hana Mori", "It starts with a call.", "Then we wait for weeks.", "We never know what comes next.")))]);
        Assert.NotNull(await sample.BannerAsync(default));

        Assert.IsType<Outcome<bool>.Done>(await sample.RemoveAsync(default));

        Assert.Equal(["mine"], await db.Conversations.Select(talk => talk.Title).ToListAsync());
        Assert.Equal(["Hana Mori"], await db.People.Select(person => person.Name).ToListAsync());
        Assert.Empty(await db.Accounts.ToListAsync());
        Assert.Equal("mine.vtt", (await db.SourceFiles.SingleAsync()).Name);
        Assert.Null(await sample.BannerAsync(default));
        Assert.IsType<Outcome<bool>.Refused>(await sample.RemoveAsync(default));
    });

    private static async Task BringAsync(IServiceProvider services, IncomingFile[] files)
    {
        var received = Assert.IsType<Outcome<Id<Import>>.Done>(await services.GetRequiredService<ReceiveFiles>().RunAsync(Each(files), default));
        await services.GetRequiredService<RunImport>().RunAsync(received.Value, new Silent(), default);
    }

    private static async IAsyncEnumerable<IncomingFile> Each(IncomingFile[] files, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await Task.CompletedTask.WaitAsync(ct);
        foreach (var file in files) yield return file;
    }

    private sealed class Silent : IProgress<Progress>
    {
        public void Report(Progress value) { }
    }
}
