namespace Firsthand.EndToEnd.Journeys;

/// <summary>The sample company, loaded once for the journeys that begin there.</summary>
public sealed class SampleServer : IAsyncLifetime
{
    public FirsthandServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await FirsthandServer.WithSampleAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
