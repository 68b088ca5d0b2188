using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Firsthand.Platform.Jobs;

internal enum JobState
{
    Waiting, Running, Done, Failed,
}

/// <summary>A piece of long work and how far it is: what the page shows.</summary>
internal sealed class JobRun : IInWorkspace
{
    public required Id<JobRun> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }

    /// <summary>"import", "hear", "group".</summary>
    public required string Kind { get; init; }

    /// <summary>What it works on, such as the id of an import; null for the whole workspace.</summary>
    public Guid? Subject { get; init; }

    public JobState State { get; set; }
    public int Done { get; set; }
    public int Total { get; set; }
    public required DateTimeOffset QueuedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Why it failed, in words without a customer's.</summary>
    public string? Problem { get; set; }
}

internal sealed class JobRunTable : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.ToTable("JobRuns");
        builder.HasIndex(run => new { run.WorkspaceId, run.State, run.QueuedAt });
        builder.HasOne<Workspace>().WithMany().HasForeignKey(run => run.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class JobSets
{
    extension(FirsthandDb db)
    {
        public DbSet<JobRun> JobRuns => db.Set<JobRun>();
    }
}

/// <summary>How far long work is: pieces done of pieces in all.</summary>
internal readonly record struct Progress(int Done, int Total);
