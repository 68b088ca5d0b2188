using Firsthand.Engine.Patterns;

namespace Firsthand.Shell.Components;

/// <summary>After this conversation, so many different things had been heard.</summary>
public readonly record struct CurvePoint(int Conversation, int Things)
{
    public static IReadOnlyList<CurvePoint> Of(Saturation saturation)
    {
        var heard = 0;
        return [.. saturation.NewPerInterview.Select((added, i) => new CurvePoint(i + 1, heard += added))];
    }
}

/// <summary>What is expected after this conversation, with its range.</summary>
public readonly record struct CurveAhead(int Conversation, double Things, double Low, double High)
{
    /// <summary>The next few conversations; none where nothing is expected any more.</summary>
    public static IReadOnlyList<CurveAhead> Of(Incidence heard, int most = 5)
    {
        if (heard.Unheard <= 0) return [];
        return [.. Enumerable.Range(1, Math.Min(most, heard.Interviews)).Select(more => new CurveAhead(heard.Interviews + more, heard.After(more), heard.AfterInterval(more).Low, heard.AfterInterval(more).High))];
    }
}
