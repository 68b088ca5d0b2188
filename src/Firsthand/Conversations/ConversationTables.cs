using Firsthand.Customers;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Firsthand.Conversations;

internal sealed class ConversationTable : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.ToTable("Conversations");
        builder.HasIndex(row => new { row.WorkspaceId, row.HeldAt });
        builder.HasIndex(row => new { row.WorkspaceId, row.PlacedAt });
        builder.HasIndex(row => new { row.SourceFileId, row.Position }).IsUnique();
        builder.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SourceFile>().WithMany().HasForeignKey(row => row.SourceFileId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SpeakerTable : IEntityTypeConfiguration<Speaker>
{
    public void Configure(EntityTypeBuilder<Speaker> builder)
    {
        builder.ToTable("Speakers");
        builder.HasIndex(row => row.PersonId);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(row => row.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class TurnTable : IEntityTypeConfiguration<Turn>
{
    public void Configure(EntityTypeBuilder<Turn> builder)
    {
        // A whole-number key, because the full-text index points at rows by it.
        builder.ToTable("Turns").HasKey(row => row.Number);
        builder.HasIndex(row => new { row.ConversationId, row.Index }).IsUnique();
        builder.HasIndex(row => row.WorkspaceId);
        // Messages that tell their own day, for a search of some days.
        builder.HasIndex(row => new { row.WorkspaceId, row.At }).HasFilter("\"At\" IS NOT NULL");
        builder.HasOne<Conversation>().WithMany().HasForeignKey(row => row.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Speaker>().WithMany().HasForeignKey(row => row.SpeakerId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SourceFileTable : IEntityTypeConfiguration<SourceFile>
{
    public void Configure(EntityTypeBuilder<SourceFile> builder)
    {
        builder.ToTable("SourceFiles");
        builder.Property(row => row.Sha256).HasMaxLength(64);
        builder.HasIndex(row => new { row.WorkspaceId, row.Sha256 }).IsUnique();
        builder.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ImportTable : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.ToTable("Imports");
        builder.HasIndex(row => new { row.WorkspaceId, row.At });
        builder.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ImportFileTable : IEntityTypeConfiguration<ImportFile>
{
    public void Configure(EntityTypeBuilder<ImportFile> builder)
    {
        builder.ToTable("ImportFiles");
        builder.HasIndex(row => new { row.ImportId, row.Position }).IsUnique();
        builder.HasOne<Import>().WithMany().HasForeignKey(row => row.ImportId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SourceFile>().WithMany().HasForeignKey(row => row.SourceFileId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class KnownSpeakerTable : IEntityTypeConfiguration<KnownSpeaker>
{
    public void Configure(EntityTypeBuilder<KnownSpeaker> builder)
    {
        builder.ToTable("KnownSpeakers");
        builder.HasIndex(row => new { row.WorkspaceId, row.Name }).IsUnique();
        builder.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal static class ConversationSets
{
    extension(FirsthandDb db)
    {
        public DbSet<Conversation> Conversations => db.Set<Conversation>();
        public DbSet<Speaker> Speakers => db.Set<Speaker>();
        public DbSet<Turn> Turns => db.Set<Turn>();
        public DbSet<SourceFile> SourceFiles => db.Set<SourceFile>();
        public DbSet<Import> Imports => db.Set<Import>();
        public DbSet<ImportFile> ImportFiles => db.Set<ImportFile>();
        public DbSet<KnownSpeaker> KnownSpeakers => db.Set<KnownSpeaker>();
    }
}
