namespace Firsthand.Platform.Cli;

/// <summary>How a command ends, for scripts.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Bad input: the message says where.</summary>
    public const int Refused = 1;

    /// <summary>Something is broken: ours to mend.</summary>
    public const int Broken = 2;
}
