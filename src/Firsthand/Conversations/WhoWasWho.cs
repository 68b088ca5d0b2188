using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>Whom an import took for ours, for a customer, and for neither: a wrong side is worth nothing until somebody sees it.</summary>
internal sealed class WhoWasWho(FirsthandDb db)
{
    // A mailbox has thousands.
    private const int Most = 8;

    /// <returns>A line for each side that somebody is on.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(Id<Import> import, CancellationToken ct)
    {
        var (files, talks) = (db.ImportFiles, db.Conversations);
        var speakers = await db.Speakers.AsNoTracking().Where(speaker => talks.Any(talk => talk.Id == speaker.ConversationId && files.Any(file => file.ImportId == import && file.SourceFileId == talk.SourceFileId)))
            .Select(speaker => new { speaker.Name, speaker.Side }).Distinct().ToListAsync(ct);
        var on = speakers.ToLookup(speaker => speaker.Side, speaker => speaker.Name ?? "somebody without a name");
        var lines = new List<string>();
        if (on[Side.Ours].Any()) lines.Add($"Ours, not counted: {Names(on[Side.Ours])}.");
        if (on[Side.Theirs].Any()) lines.Add($"Customers: {Names(on[Side.Theirs])}.");
        if (on[Side.Unknown].Any()) lines.Add($"Nothing tells whose side they are on, so they are counted as customers: {Names(on[Side.Unknown])}. --ours NAME says who is ours.");
        return lines;
    }

    private static string Names(IEnumerable<string> names)
    {
        var sorted = names.Order(StringComparer.Ordinal).ToList();
        return string.Join(", ", sorted.Take(Most)) + (sorted.Count > Most ? $" and {sorted.Count - Most} more" : "");
    }
}
