namespace Firsthand.Shell;

/// <summary>
/// What the page says of itself in the document's head, one for each request. Not by the framework's sections (PageTitle, HeadOutlet): they take a component
/// away and put another in its place, and where that meets the writing of the page, it writes itself into itself until the process ends.
/// </summary>
internal sealed class PageHead
{
    public string Title { get; private set; } = "Firsthand";

    /// <summary>Where no script runs, the page is asked for again every two seconds.</summary>
    public bool ComesAgain { get; private set; }

    public event Action? Changed;

    public void Name(string page)
    {
        Title = $"{page} · Firsthand";
        Changed?.Invoke();
    }

    public void ComeAgain()
    {
        ComesAgain = true;
        Changed?.Invoke();
    }
}
