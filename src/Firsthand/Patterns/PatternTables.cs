using Firsthand.Conversations;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Firsthand.Patterns;

internal sealed class PatternTable : IEntityTypeConfiguration<Pattern>
{
    public void Configure(EntityTypeBuilder<Pattern> builder)
    {
        builder.ToTable("Patterns");
        builder.HasIndex(row => new { row.WorkspaceId, row.State, row.People });
        builder.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PatternMemberTable : IEntityTypeConfiguration<PatternMember>
{
    public void Configure(EntityTypeBuilder<PatternMember> builder)
    {
        // A quote is in one pattern at most.
        builder.ToTable("PatternMembers").HasKey(row => row.QuoteId);
        builder.Property(row => row.Stands).HasDefaultValue(true).HasSentinel(true);
        builder.HasIndex(row => new { row.PatternId, row.PersonId });
        builder.HasOne<Pattern>().WithMany().HasForeignKey(row => row.PatternId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(row => row.ConversationId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class LoneQuoteTable : IEntityTypeConfiguration<LoneQuote>
{
    public void Configure(EntityTypeBuilder<LoneQuote> builder)
    {
        builder.ToTable("LoneQuotes").HasKey(row => row.QuoteId);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(row => row.ConversationId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CounterExampleTable : IEntityTypeConfiguration<CounterExample>
{
    public void Configure(EntityTypeBuilder<CounterExample> builder)
    {
        builder.ToTable("CounterExamples").HasKey(row => new { row.PatternId, row.QuoteId });
        builder.HasOne<Pattern>().WithMany().HasForeignKey(row => row.PatternId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PatternQuestionTable : IEntityTypeConfiguration<PatternQuestion>
{
    public void Configure(EntityTypeBuilder<PatternQuestion> builder)
    {
        builder.ToTable("PatternQuestions").HasKey(row => row.Number);
        builder.HasIndex(row => new { row.PatternId, row.PersonId });
        builder.HasOne<Pattern>().WithMany().HasForeignKey(row => row.PatternId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(row => row.ConversationId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PatternStandInTable : IEntityTypeConfiguration<PatternStandIn>
{
    public void Configure(EntityTypeBuilder<PatternStandIn> builder)
    {
        builder.ToTable("PatternStandIns").HasKey(row => row.QuoteId);
        builder.HasIndex(row => row.WorkspaceId);
        builder.HasOne<Pattern>().WithMany().HasForeignKey(row => row.PatternId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class GroupingMapTable : IEntityTypeConfiguration<GroupingMap>
{
    public void Configure(EntityTypeBuilder<GroupingMap> builder)
    {
        builder.ToTable("GroupingMaps").HasKey(row => row.WorkspaceId);
        builder.HasOne<Workspace>().WithOne().HasForeignKey<GroupingMap>(row => row.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SaturationCountTable : IEntityTypeConfiguration<SaturationCount>
{
    public void Configure(EntityTypeBuilder<SaturationCount> builder)
    {
        builder.ToTable("SaturationCounts").HasKey(row => row.WorkspaceId);
        builder.HasOne<Workspace>().WithOne().HasForeignKey<SaturationCount>(row => row.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class GroupingRunTable : IEntityTypeConfiguration<GroupingRun>
{
    public void Configure(EntityTypeBuilder<GroupingRun> builder)
    {
        builder.ToTable("GroupingRuns");
        builder.HasIndex(row => new { row.WorkspaceId, row.At });
        builder.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class PatternSets
{
    extension(FirsthandDb db)
    {
        public DbSet<Pattern> Patterns => db.Set<Pattern>();
        public DbSet<PatternMember> PatternMembers => db.Set<PatternMember>();
        public DbSet<LoneQuote> LoneQuotes => db.Set<LoneQuote>();
        public DbSet<CounterExample> CounterExamples => db.Set<CounterExample>();
        public DbSet<PatternQuestion> PatternQuestions => db.Set<PatternQuestion>();
        public DbSet<PatternStandIn> StandIns => db.Set<PatternStandIn>();
        public DbSet<GroupingMap> GroupingMaps => db.Set<GroupingMap>();
        public DbSet<SaturationCount> SaturationCounts => db.Set<SaturationCount>();
        public DbSet<GroupingRun> GroupingRuns => db.Set<GroupingRun>();

        /// <summary>Those of these quotes that are still words of a customer: marked, or proposed and not rejected.</summary>
        public async Task<HashSet<Id<Quote>>> StandingAsync(IReadOnlyList<Id<Quote>> quotes, CancellationToken ct)
        {
            var suggestions = db.Suggestions.Where(row => quotes.Contains(row.Id) && (row.Decision == Decision.Open || row.Decision == Decision.TakenBack)).Select(row => row.Id);
            return [.. await db.Highlights.Where(row => quotes.Contains(row.Id)).Select(row => row.Id).Union(suggestions).ToListAsync(ct)];
        }
    }
}
