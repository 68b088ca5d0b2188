using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Firsthand.Formats;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>What a person once said of a table's columns, known again by its header: the next export of the same survey is not asked about.</summary>
internal sealed class KnownColumns(FirsthandDb db)
{
    /// <summary>The header as one word: names in their order, without case and spacing.</summary>
    public static string KeyOf(TableShape table) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', table.Columns.Select(WhoIsWho.Fold)))));

    /// <summary>Reads a file as a person chose, and where they chose no columns, as they did for the last table with this header.</summary>
    /// <returns>The reading, and the name of the file whose columns were taken; null when none was.</returns>
    public async Task<(Reading<FileReading> Reading, string? From)> ReadAsync(ReadOnlyMemory<byte> bytes, string name, FileChoices choices, CancellationToken ct)
    {
        var options = RunImport.Options(choices);
        var reading = TranscriptFile.Read(bytes, name, options, ct);
        if (choices.Answers is not null || reading.Value?.Table is not { } table) return (reading, null);
        var key = KeyOf(table);
        var last = await db.ImportFiles.AsNoTracking().Where(file => file.Choices != null && file.Choices.Contains(key)).OrderByDescending(file => file.Id).Select(file => new { file.Name, file.Choices }).FirstOrDefaultAsync(ct);
        if (last is null) return (reading, null);
        var chosen = JsonSerializer.Deserialize(last.Choices!, ImportJson.Default.FileChoices)!;
        var again = TranscriptFile.Read(bytes, name, options with { Answers = chosen.Answers, PersonColumn = choices.PersonColumn ?? chosen.PersonColumn }, ct);
        return again.Value is { } read ? (read with { Notes = [.. read.Notes, $"The columns are taken as you chose them for {last.Name}."] }, last.Name) : (again, last.Name);
    }
}
