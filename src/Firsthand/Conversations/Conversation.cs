using System.Globalization;
using Firsthand.Customers;
using Firsthand.Formats;
using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;

namespace Firsthand.Conversations;

/// <summary>How we know when a conversation was held.</summary>
internal enum DateBasis
{
    /// <summary>Nobody said: the day it was brought here stands in for it.</summary>
    Received, File, Person,
}

/// <summary>Any one contact with a customer, either direction, any channel.</summary>
internal sealed class Conversation : IUndoable, IRemovable
{
    public required Id<Conversation> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required Id<SourceFile> SourceFileId { get; init; }

    /// <summary>Which of the file's conversations, from 0.</summary>
    public required int Position { get; init; }

    public required string Title { get; set; }
    public required string Format { get; init; }
    public required DateTimeOffset HeldAt { get; set; }
    public required DateBasis HeldAtBasis { get; set; }

    /// <summary>The day that pages may name: not the one on which it was brought here.</summary>
    public static DateTimeOffset? Known(DateTimeOffset heldAt, DateBasis basis) => basis == DateBasis.Received ? null : heldAt;

    /// <summary>Kinds to choose from; a person may write another.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["interview", "onboarding", "support", "sales", "check-in", "churn", "survey", "note"];

    /// <summary>What kind of contact it was: one of <see cref="Kinds"/>, or another word. Null when nobody said.</summary>
    public string? Channel { get; set; }

    /// <summary>Seconds from the first turn's start to the last one's end; null when the file has no times.</summary>
    public double? Seconds { get; init; }

    public required int TurnCount { get; init; }

    /// <summary>What <see cref="Prints"/> packs, so that the same talk in another file is known; null for one that holds a forgotten person's place.</summary>
    public byte[]? Print { get; set; }

    /// <summary>The recording that plays beside the transcript.</summary>
    public Id<SourceFile>? RecordingId { get; set; }

    /// <summary>When the engine listened to it; null until then, so that a restarted job knows what is left.</summary>
    [DoneAnew] public DateTimeOffset? HeardAt { get; set; }

    /// <summary>What heard it, by the engine's name for its weights and rules, so that what an update hears otherwise is heard again; null until then.</summary>
    public string? HeardWith { get; set; }

    /// <summary>When the quotes that were heard in it were last looked for in patterns; null until then.</summary>
    [DoneAnew] public DateTimeOffset? PlacedAt { get; set; }

    /// <summary>What it, or a part of it, is spoken in instead of English: "German", or <see cref="UnnamedLanguage"/>. Null for English, and before it was heard.</summary>
    public string? OtherLanguage { get; set; }

    /// <summary>How many of its turns are.</summary>
    public int OtherTurns { get; set; }

    public const string UnnamedLanguage = "another language";

    /// <summary>When a member said "read": it leaves Today.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Taken out by an undone import; out of every list and number until it comes back.</summary>
    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>Whose side somebody speaks for.</summary>
internal enum Side
{
    Unknown, Theirs, Ours,
}

/// <summary>A name in one transcript, and who that is.</summary>
internal sealed class Speaker : IUndoable
{
    public required Id<Speaker> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required Id<Conversation> ConversationId { get; init; }

    /// <summary>As written in the file; null when the file does not say who spoke.</summary>
    public string? Name { get; init; }

    public Side Side { get; set; }

    /// <summary>Why the engine thinks so; null when a person said so.</summary>
    public string? GuessedBecause { get; set; }

    /// <summary>The customer whose words these are; null for our side.</summary>
    public Id<Person>? PersonId { get; set; }

    /// <summary>When this speaker was forgotten, because they asked for it: their turns stay as empty places. Null for everybody else.</summary>
    public DateTimeOffset? ForgottenAt { get; set; }
}

/// <summary>One speaker's stretch. Its text never changes: quotes are places in it.</summary>
internal sealed class Turn : IInWorkspace
{
    public long Number { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required Id<Conversation> ConversationId { get; init; }

    /// <summary>Its place in the conversation, from 0.</summary>
    public required int Index { get; init; }

    public required Id<Speaker> SpeakerId { get; init; }
    public required TurnKind Kind { get; init; }

    /// <summary>Seconds from the start; null when the file has no such times.</summary>
    public double? Start { get; init; }

    public double? End { get; init; }

    /// <summary>ISO 8601 as the file says it, for chats and mail, or a clock without a day where it says no more; null otherwise.</summary>
    public string? At { get; init; }

    /// <summary>SQL's LIKE for what tells a day.</summary>
    public const string TellsDay = "____-__-__%";

    /// <summary>When it was written, where that is told with its day. A time without a zone is kept as it reads: inventing one would move the day.</summary>
    public static DateTimeOffset? MomentOf(string? at) =>
        at is [_, _, _, _, '-', ..] && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    /// <summary>Empty where the speaker was forgotten.</summary>
    public required string Text { get; init; }

    /// <summary>Line, row or message in the source file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The question that a survey answer answers; null otherwise.</summary>
    public string? Asked { get; init; }
}
