using Microsoft.AspNetCore.Components;

namespace Firsthand.Shell;

/// <summary>
/// A page that is drawn once, when what it shows is read. A component is otherwise drawn a first time as soon as its first answer is waited for:
/// SQLite answers before anybody waits, PostgreSQL does not, and half a page has nothing to show.
/// </summary>
public abstract class WholePage : ComponentBase
{
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await LoadAsync();
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Reads what the page shows; its parameters are set.</summary>
    protected abstract Task LoadAsync();
}
