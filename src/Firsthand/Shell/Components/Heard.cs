namespace Firsthand.Shell.Components;

/// <summary>How one person stands to a pattern. Not asked is not a no.</summary>
public enum Heard { Unasked, Said, Silent, NotAsked }

/// <summary>One person behind a count, and where their words open.</summary>
public sealed record Dot(string Name, Heard Heard, string Href);

/// <summary>How many people stand how: for more people than dots can show.</summary>
public readonly record struct HeardCounts(int Unasked, int Said, int Silent, int NotAsked)
{
    public int Asked => Said + Silent;
    public int All => Unasked + Said + Silent + NotAsked;

    public static HeardCounts Of(IReadOnlyCollection<Dot> people) => new(
        people.Count(dot => dot.Heard == Heard.Unasked), people.Count(dot => dot.Heard == Heard.Said),
        people.Count(dot => dot.Heard == Heard.Silent), people.Count(dot => dot.Heard == Heard.NotAsked));

    public int this[Heard heard] => heard switch { Heard.Unasked => Unasked, Heard.Said => Said, Heard.Silent => Silent, _ => NotAsked };
}

/// <summary>The words and the style class for each.</summary>
internal static class HeardWords
{
    public static readonly Heard[] InOrder = [Heard.Unasked, Heard.Said, Heard.Silent, Heard.NotAsked];

    extension(Heard heard)
    {
        public string Class => heard switch { Heard.Unasked => "unasked", Heard.Said => "said", Heard.Silent => "silent", _ => "not-asked" };

        /// <summary>"Hannah Osei brought it up unasked".</summary>
        public string Sentence(string name) => heard switch
        {
            Heard.Unasked => $"{name} brought it up unasked",
            Heard.Said => $"{name} said it when asked",
            Heard.Silent => $"{name} was asked and did not say it",
            _ => $"{name} was not asked",
        };

        public string Title => heard switch
        {
            Heard.Unasked => "said it unasked",
            Heard.Said => "said it when asked",
            Heard.Silent => "asked, did not say it",
            _ => "not asked (that is not a no)",
        };
    }
}
