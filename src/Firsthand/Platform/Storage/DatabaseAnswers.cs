using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Firsthand.Platform.Storage;

/// <summary>Healthy means that the database answers.</summary>
internal sealed class DatabaseAnswers(FirsthandDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
}
