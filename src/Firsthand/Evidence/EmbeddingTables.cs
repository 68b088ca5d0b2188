using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Firsthand.Evidence;

internal sealed class EmbeddingEndpointTable : IEntityTypeConfiguration<EmbeddingEndpoint>
{
    public void Configure(EntityTypeBuilder<EmbeddingEndpoint> builder)
    {
        builder.ToTable("EmbeddingEndpoints");
        builder.Ignore(row => row.Host);
        builder.HasIndex(row => row.WorkspaceId).IsUnique();
        builder.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SentenceVectorTable : IEntityTypeConfiguration<SentenceVector>
{
    public void Configure(EntityTypeBuilder<SentenceVector> builder)
    {
        builder.ToTable("SentenceVectors").HasKey(row => row.Number);
        builder.HasIndex(row => new { row.SentenceNumber, row.EndpointId }).IsUnique();
        builder.HasIndex(row => new { row.EndpointId, row.Number });
        builder.HasIndex(row => row.WorkspaceId);
        builder.HasOne<Sentence>().WithMany().HasForeignKey(row => row.SentenceNumber).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class EmbeddingRunTable : IEntityTypeConfiguration<EmbeddingRun>
{
    public void Configure(EntityTypeBuilder<EmbeddingRun> builder)
    {
        builder.ToTable("EmbeddingRuns");
        builder.HasIndex(row => new { row.WorkspaceId, row.StartedAt });
        builder.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class EmbeddingSets
{
    extension(FirsthandDb db)
    {
        public DbSet<EmbeddingEndpoint> EmbeddingEndpoints => db.Set<EmbeddingEndpoint>();
        public DbSet<SentenceVector> SentenceVectors => db.Set<SentenceVector>();
        public DbSet<EmbeddingRun> EmbeddingRuns => db.Set<EmbeddingRun>();

        /// <summary>The endpoint whose vectors serve search and patterns; null while our own encoder's do.</summary>
        public Task<EmbeddingEndpoint?> ReadyEndpointAsync(CancellationToken ct) => db.EmbeddingEndpoints.AsNoTracking().SingleOrDefaultAsync(row => row.CompleteAt != null, ct);
    }
}
