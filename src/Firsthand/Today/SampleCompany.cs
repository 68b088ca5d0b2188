using System.Globalization;
using System.Text.Json;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Firsthand.Shell;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today;

/// <summary>The sample company that the demo opens on, and that one click removes.</summary>
internal sealed class SampleCompany(FirsthandDb db, CurrentWorkspace workspace, JobQueue queue, TimeProvider clock)
{
    public const string OwnerEmail = "you@example.org";

    /// <summary>Beside the program: the build puts the project's samples there.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "samples");

    private sealed record Company([property: System.Text.Json.Serialization.JsonPropertyName("company")] string Name, string[] Ours, string[] Product, PersonRow[] People, TalkRow[] Conversations);

    private sealed record PersonRow(string Name, string Account, CustomerStage Stage, string? Segment, string? Email, Consent Consent);

    private sealed record TalkRow(string File, DateTime HeldAt, string Kind, string Who, string? Title, Dictionary<string, string>? Speakers);

    /// <summary>Makes the workspace, its owner and its customers, before any conversation is read.</summary>
    /// <returns>The files to bring, with what a founder would have said of each.</returns>
    public async Task<(Member Owner, IReadOnlyList<(string Path, string Name)> Files, Func<string, FileChoices?> Choices)> PrepareAsync(UserManager<Member>? members, CancellationToken ct)
    {
        var company = Sample.Value;
        var space = new Workspace { Id = Id<Workspace>.New(clock), Name = company.Name, CreatedAt = clock.GetUtcNow(), IsSample = true, OfferWords = [.. company.Product] };
        db.Workspaces.Add(space);
        await db.SaveChangesAsync(ct);
        workspace.Id = space.Id;

        var owner = new Member { Id = Guid.CreateVersion7(clock.GetUtcNow()), WorkspaceId = space.Id, Name = company.Ours[0], UserName = OwnerEmail, Email = OwnerEmail };
        if (members is not null && await members.CreateAsync(owner) is { Succeeded: false } failed) throw new InvalidOperationException(string.Join(' ', failed.Errors.Select(error => error.Description)));
        foreach (var name in company.Ours) db.KnownSpeakers.Add(new() { Id = Id<KnownSpeaker>.New(clock), Name = WhoIsWho.Fold(name), Side = Side.Ours });
        var accounts = company.People.Select(person => person.Account).Distinct().ToDictionary(name => name, name => new Account { Id = Id<Account>.New(clock), Name = name });
        db.Accounts.AddRange(accounts.Values);
        db.People.AddRange(company.People.Select(person => new Person
        {
            Id = Id<Person>.New(clock), Name = person.Name, AccountId = accounts[person.Account].Id, Stage = person.Stage, Segment = person.Segment, Email = person.Email, Consent = person.Consent, CreatedAt = clock.GetUtcNow(),
        }));
        await db.SaveChangesAsync(ct);

        var talks = company.Conversations.ToDictionary(talk => talk.File);
        return (owner, [.. company.Conversations.Select(talk => (Path.Combine(Folder, talk.File), talk.File))], name => Choices(talks[name], company.Ours));
    }

    private static FileChoices Choices(TalkRow talk, string[] ours) => new()
    {
        Channel = talk.Kind,
        HeldAt = new DateTimeOffset(talk.HeldAt, TimeSpan.Zero),
        Title = talk.Title ?? (talk.Who.Length == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{talk.Who}, {talk.HeldAt:d MMMM}")),
        Speakers = talk.Speakers?.ToDictionary(pair => pair.Key, pair => ours.Contains(pair.Value) ? new SpeakerChoice(Side.Ours) : new SpeakerChoice(Side.Theirs, pair.Value)) ?? [],
    };

    /// <summary>The line above every page while the sample company is here.</summary>
    public async Task<Banner?> BannerAsync(CancellationToken ct)
    {
        if (await db.Workspaces.AsNoTracking().Where(row => row.Id == db.Workspace && row.IsSample).Select(row => row.Name).SingleOrDefaultAsync(ct) is not { } name) return null;
        var (files, sources) = (Sample.Value.Conversations.Select(talk => talk.File).ToList(), db.SourceFiles);
        var talks = await db.Conversations.CountAsync(talk => sources.Any(file => file.Id == talk.SourceFileId && files.Contains(file.Name)), ct);
        return new($"Sample data: {name}, a company that does not exist.", "Remove it", $"This removes the {Say.Count(talks, "conversation")} of the sample for good, with its customers and all that you marked, named or merged there. What you brought yourself stays.", "Remove it for good", "/sample/remove");
    }

    /// <summary>Removes the sample company, and nothing that a person brought: what is left is a workspace of one's own.</summary>
    public async Task<Outcome<bool>> RemoveAsync(CancellationToken ct)
    {
        var space = await db.Workspaces.SingleAsync(row => row.Id == db.Workspace, ct);
        if (!space.IsSample) return new Outcome<bool>.Refused("sample", "This is not sample data.");
        var company = Sample.Value;
        var (files, ours) = (company.Conversations.Select(talk => talk.File).ToList(), company.Ours.Select(WhoIsWho.Fold).ToList());
        var (accounts, names) = (company.People.Select(person => person.Account).ToList(), company.People.Select(person => person.Name).ToList());
        var (importFiles, speakers, people, members) = (db.ImportFiles, db.Speakers, db.People, db.PatternMembers);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Conversations, turns, quotes and pattern members go with their files.
        await db.SourceFiles.Where(file => files.Contains(file.Name)).ExecuteDeleteAsync(ct);
        await db.Imports.Where(import => !importFiles.Any(file => file.ImportId == import.Id)).ExecuteDeleteAsync(ct);
        await db.KnownSpeakers.Where(speaker => ours.Contains(speaker.Name)).ExecuteDeleteAsync(ct);
        await db.People.Where(person => (names.Contains(person.Name) || person.IsNameless) && !speakers.Any(speaker => speaker.PersonId == person.Id)).ExecuteDeleteAsync(ct);
        await db.Accounts.Where(account => accounts.Contains(account.Name) && !people.Any(person => person.AccountId == account.Id)).ExecuteDeleteAsync(ct);
        await db.GroupingMaps.ExecuteDeleteAsync(ct);
        await db.Set<Pattern>().Where(pattern => !members.Any(member => member.PatternId == pattern.Id)).ExecuteDeleteAsync(ct);
        // What was done to rows that are gone cannot be undone.
        await db.Changes.ExecuteDeleteAsync(ct);
        (space.IsSample, space.Name, space.OfferWords) = (false, "My company", []);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await queue.EnqueueAsync<GroupJob>(GroupJob.Kind, GroupJob.Everything, ct);
        return true;
    }

    // Read once: the line above every page counts by it.
    private static readonly Lazy<Company> Sample = new(() => JsonSerializer.Deserialize<Company>(File.ReadAllBytes(Path.Combine(Folder, "company.json")), Json)!);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() }, PropertyNameCaseInsensitive = true };
}
