namespace Firsthand.Today.Exports;

/// <summary>One way out for what is kept here, in a form that other tools read.</summary>
internal interface IExport
{
    /// <summary>As in the address and on the command line: "tables".</summary>
    string Name { get; }

    /// <summary>What somebody gets, in a line for the page.</summary>
    string Says { get; }

    /// <summary>The file's name; that of a folder, downloaded as a ZIP, ends in a slash.</summary>
    string File { get; }

    /// <param name="create">Makes a file of that name, in which folders are divided by slashes; the one before is closed by then.</param>
    Task WriteAsync(Func<string, Stream> create, CancellationToken ct);
}
