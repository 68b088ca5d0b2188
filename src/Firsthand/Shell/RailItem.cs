namespace Firsthand.Shell;

/// <summary>A place in the rail. Each stage registers its own, so that the shell knows no stage.</summary>
/// <param name="Order">Small is high: Today 0, then the stages by tens. A new group begins where <paramref name="StartsGroup"/> says so.</param>
/// <param name="OnPhone">One of the four that a phone's bar has room for; the others are under More.</param>
/// <param name="Count">What waits there for a person; null or zero shows nothing. Asked at every page, so it has to be cheap.</param>
internal sealed record RailItem(
    string Title, string Href, int Order, bool StartsGroup = false, bool OnPhone = false,
    Func<IServiceProvider, CancellationToken, Task<int>>? Count = null);

/// <summary>One line above every page, with one thing to do about it, such as the sample company's.</summary>
/// <param name="Warning">What it will do, said before it is done.</param>
/// <param name="Yes">On the button that does it.</param>
internal sealed record Banner(string Text, string Button, string Warning, string Yes, string Action);

/// <summary>Says whether a banner is due; registered by whoever knows, so that the shell need not.</summary>
internal sealed record BannerSource(Func<IServiceProvider, CancellationToken, Task<Banner?>> Find);
