namespace Firsthand.Platform;

/// <summary>What a use case came to when nothing is broken: what was asked for, or why it was not given.</summary>
public abstract record Outcome<T>
{
    private Outcome() { }

    public sealed record Done(T Value) : Outcome<T>;
    public sealed record Missing(string What) : Outcome<T>;
    public sealed record Refused(string Field, string Reason) : Outcome<T>;

    public static implicit operator Outcome<T>(T value) => new Done(value);

    /// <summary>The sentence for a person when it was not done; null when it was.</summary>
    public string? Problem => this switch
    {
        Missing missing => $"There is no such {missing.What}.",
        Refused refused => refused.Reason,
        _ => null,
    };
}
