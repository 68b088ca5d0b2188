using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Firsthand.Conversations;

internal sealed class TranscriptionEndpointTable : IEntityTypeConfiguration<TranscriptionEndpoint>
{
    public void Configure(EntityTypeBuilder<TranscriptionEndpoint> builder)
    {
        builder.ToTable("TranscriptionEndpoints");
        builder.HasIndex(row => row.WorkspaceId).IsUnique();
        builder.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TranscriptionTable : IEntityTypeConfiguration<Transcription>
{
    public void Configure(EntityTypeBuilder<Transcription> builder)
    {
        builder.ToTable("Transcriptions");
        builder.HasIndex(row => row.ImportFileId).IsUnique();
        builder.HasIndex(row => new { row.WorkspaceId, row.QueuedAt });
        builder.HasOne<ImportFile>().WithMany().HasForeignKey(row => row.ImportFileId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class TranscriptionSets
{
    extension(FirsthandDb db)
    {
        public DbSet<TranscriptionEndpoint> TranscriptionEndpoints => db.Set<TranscriptionEndpoint>();
        public DbSet<Transcription> Transcriptions => db.Set<Transcription>();
    }
}
