using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>The latest batches of files, and which of them still wait for somebody's yes.</summary>
internal sealed class ListImports(FirsthandDb db)
{
    private const int Most = 10;

    public sealed record Row(Id<Import> Id, ImportState State, DateTimeOffset At, string FirstFile, int Files, int Conversations);

    public async Task<IReadOnlyList<Row>> RunAsync(CancellationToken ct)
    {
        var files = db.ImportFiles;
        return await db.Imports.AsNoTracking().OrderByDescending(row => row.At).Take(Most).Select(row => new Row(row.Id, row.State, row.At,
            files.Where(file => file.ImportId == row.Id).OrderBy(file => file.Position).Select(file => file.Name).FirstOrDefault() ?? "",
            files.Count(file => file.ImportId == row.Id), files.Where(file => file.ImportId == row.Id).Sum(file => file.Conversations))).ToListAsync(ct);
    }
}
