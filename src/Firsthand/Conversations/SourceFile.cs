using System.Text.Json;
using System.Text.Json.Serialization;
using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>The bytes that a person brought, kept as they came.</summary>
internal sealed class SourceFile : IInWorkspace
{
    public required Id<SourceFile> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required string Name { get; init; }

    /// <summary>SHA-256 of the bytes, in lower-case hexadecimal: the same bytes are the same file.</summary>
    public required string Sha256 { get; init; }

    public required long Size { get; init; }
    public required byte[] Bytes { get; set; }
    public required DateTimeOffset ReceivedAt { get; init; }

}

/// <summary>A kept file without its bytes, which may be many.</summary>
internal sealed record KeptSource(Id<SourceFile> Id, string Sha256, long Size, DateTimeOffset ReceivedAt)
{
    private static readonly string Nothing = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([]));

    /// <summary>Everybody whose words it held asked to be forgotten: its bytes are gone, and only the hash still knows it.</summary>
    public bool IsForgotten => Size == 0 && Sha256 != Nothing;

    /// <summary>From here on what was needed to read it is given back at once: a server must not stay as large as the largest file that it once read.</summary>
    public bool IsLarge => Size >= 16 << 20;

    /// <summary>What a browser needs to know to play it; null when it is no recording. Its first bytes tell.</summary>
    public async Task<string?> RecordingTypeAsync(FirsthandDb db, CancellationToken ct)
    {
        if (Size == 0) return null;
        await using var bytes = await StoredBytes.OpenAsync(db, "SourceFiles", nameof(SourceFile.Bytes), Id.Value, Size, ct);
        return await Recording.TypeOfAsync(bytes, ct);
    }

    public Task<byte[]> BytesAsync(FirsthandDb db, CancellationToken ct) => StoredBytes.ReadAsync(db, "SourceFiles", nameof(SourceFile.Bytes), Id.Value, Size, ct);

    public static Task<KeptSource> OfAsync(FirsthandDb db, Id<SourceFile> id, CancellationToken ct) =>
        db.SourceFiles.AsNoTracking().Where(row => row.Id == id).Select(row => new KeptSource(row.Id, row.Sha256, row.Size, row.ReceivedAt)).SingleAsync(ct);
}

internal enum ImportState
{
    /// <summary>Shown to a person, who has not said yes yet.</summary>
    Preview,
    Waiting, Running, Done, Undone,
}

/// <summary>One batch of files brought together.</summary>
internal sealed class Import : IInWorkspace
{
    public required Id<Import> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public Guid? MemberId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required ImportState State { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
}

internal enum ImportFileState
{
    Waiting,

    /// <summary>Its conversations are stored.</summary>
    Read,

    /// <summary>The same bytes, or the same words in another file, were here before: nothing changed.</summary>
    Already,

    /// <summary>It could not be read: the message says why, and the bytes are kept.</summary>
    Refused,

    /// <summary>Sound or film: kept, and played beside the conversation of the same name, or waiting to be written down.</summary>
    Recording,
}

/// <summary>One file of a batch: what a person chose for it, and the report of what became of it.</summary>
internal sealed class ImportFile : IInWorkspace
{
    public required Id<ImportFile> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required Id<Import> ImportId { get; init; }
    public required Id<SourceFile> SourceFileId { get; init; }

    /// <summary>The name it came under this time.</summary>
    public required string Name { get; init; }

    public required int Position { get; init; }
    public required ImportFileState State { get; set; }

    /// <summary>JSON of <see cref="FileChoices"/>; null for what the engine guesses.</summary>
    public string? Choices { get; set; }

    public string? Format { get; set; }
    public string? Encoding { get; set; }
    public int Conversations { get; set; }
    public int Turns { get; set; }

    /// <summary>Why it was refused: what, where, what was expected, what was kept.</summary>
    public string? Problem { get; set; }

    /// <summary>JSON of <see cref="FileReport"/>.</summary>
    public string? Report { get; set; }
}

/// <summary>What a person decides before a file is read.</summary>
internal sealed record FileChoices
{
    public string? Format { get; init; }
    public string? Encoding { get; init; }
    public string? DateOrder { get; init; }
    public IReadOnlyList<int>? Answers { get; init; }
    public int? PersonColumn { get; init; }

    /// <summary>The header of the table that the columns were chosen for, as <see cref="KnownColumns"/> knows it; null for other files.</summary>
    public string? Header { get; init; }

    public string? Title { get; init; }
    public string? Channel { get; init; }
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>Read it although its words are here already.</summary>
    public bool Again { get; init; }

    /// <summary>Speaker name as written ("" for no name) to side and person.</summary>
    public IReadOnlyDictionary<string, SpeakerChoice> Speakers { get; init; } = new Dictionary<string, SpeakerChoice>();
}

/// <param name="Person">The customer's name, when it differs from the speaker's.</param>
internal sealed record SpeakerChoice(Side Side, string? Person = null);

/// <summary>What became of a file: the lists that the import page shows.</summary>
internal sealed record FileReport(IReadOnlyList<Formats.SetAside> SetAside, IReadOnlyList<Formats.NotUnderstood> NotUnderstood, IReadOnlyList<string> Notes)
{
    /// <summary>Conversations that were here before and hold the same words.</summary>
    public IReadOnlyList<Id<Conversation>> Same { get; init; } = [];
}

/// <summary>How choices and reports are written into their columns.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FileChoices))]
[JsonSerializable(typeof(FileReport))]
internal sealed partial class ImportJson : JsonSerializerContext;

/// <summary>A name that a person once placed: remembered for the next file.</summary>
internal sealed class KnownSpeaker : IInWorkspace
{
    public required Id<KnownSpeaker> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }

    /// <summary>Folded: case and spacing do not matter.</summary>
    public required string Name { get; init; }

    public required Side Side { get; set; }
    public Id<Customers.Person>? PersonId { get; set; }
}
