using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Firsthand.Evidence;

internal sealed class SuggestionTable : IEntityTypeConfiguration<Suggestion>
{
    public void Configure(EntityTypeBuilder<Suggestion> builder)
    {
        builder.ToTable("Suggestions").HasBaseType((Type?)null);
        builder.Ignore(row => row.Span);
        builder.Ignore(row => row.AsShipped);
        builder.HasIndex(row => new { row.ConversationId, row.Turn });
        // With the place, so that turns of a kind are listed without reading any proposal.
        builder.HasIndex(row => new { row.WorkspaceId, row.Decision, row.Kind, row.ConversationId, row.Turn });
        builder.HasIndex(row => new { row.WorkspaceId, row.Decision, row.Probability });
        builder.HasIndex(row => row.PersonId);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(row => row.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class HighlightTable : IEntityTypeConfiguration<Highlight>
{
    public void Configure(EntityTypeBuilder<Highlight> builder)
    {
        builder.ToTable("Highlights").HasBaseType((Type?)null);
        builder.Ignore(row => row.Span);
        builder.HasIndex(row => new { row.ConversationId, row.Turn });
        builder.HasIndex(row => new { row.WorkspaceId, row.Kind, row.At });
        builder.HasIndex(row => row.PersonId);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(row => row.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class SentenceTable : IEntityTypeConfiguration<Sentence>
{
    public void Configure(EntityTypeBuilder<Sentence> builder)
    {
        builder.ToTable("Sentences").HasKey(row => row.Number);
        builder.HasIndex(row => row.ConversationId);
        builder.HasIndex(row => new { row.WorkspaceId, row.Number });
        builder.HasOne<Conversation>().WithMany().HasForeignKey(row => row.ConversationId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class EvidenceSets
{
    extension(FirsthandDb db)
    {
        public DbSet<Suggestion> Suggestions => db.Set<Suggestion>();
        public DbSet<Highlight> Highlights => db.Set<Highlight>();
        public DbSet<Sentence> Sentences => db.Set<Sentence>();
    }
}
