using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Firsthand.Platform.Telemetry;

/// <summary>Traces and metrics to an OpenTelemetry collector, when the owner names one (Telemetry:Endpoint). Ids and counts only.</summary>
internal sealed class Telemetry(IConfiguration configuration) : IHostedService
{
    private TracerProvider? traces;
    private MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration["Telemetry:Endpoint"] is not { Length: > 0 } endpoint) return Task.CompletedTask;
        var resource = ResourceBuilder.CreateDefault().AddService("firsthand");
        // Not "Quartz*": it makes a span for every look at the queue.
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "Microsoft.AspNetCore.*", "Npgsql", "System.Net.Http", "Firsthand")
            .AddOtlpExporter(options => Address(options, endpoint, "/v1/traces")).Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.*", "System.Runtime", "Npgsql", "Firsthand")
            .AddOtlpExporter(options => Address(options, endpoint, "/v1/metrics")).Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        // A test host can stop twice.
        Interlocked.Exchange(ref traces, null)?.Dispose();
        Interlocked.Exchange(ref metrics, null)?.Dispose();
        return Task.CompletedTask;
    }

    private static void Address(OtlpExporterOptions options, string endpoint, string path)
    {
        options.Endpoint = new Uri(endpoint.TrimEnd('/') + path);
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
    }
}
