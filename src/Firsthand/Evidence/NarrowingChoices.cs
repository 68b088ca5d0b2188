using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>What a person can choose from to narrow quotes and searches.</summary>
internal sealed class NarrowingChoices(FirsthandDb db)
{
    private const int Most = 200;

    public sealed record View(IReadOnlyList<string> Segments, IReadOnlyList<string> Channels)
    {
        public static View None { get; } = new([], []);
    }

    /// <param name="only">What is asked for is among the choices, whether or not somebody has it.</param>
    public async Task<View> RunAsync(Narrowing only, CancellationToken ct) => new(
        With(only.Segment, await db.People.Where(row => row.Segment != null).Select(row => row.Segment!).Distinct().OrderBy(name => name).Take(Most).ToListAsync(ct)),
        With(only.Channel, await db.Conversations.Where(row => row.Channel != null).Select(row => row.Channel!).Distinct().OrderBy(name => name).Take(Most).ToListAsync(ct)));

    private static List<string> With(string? asked, List<string> known) => asked is null || known.Contains(asked) ? known : [.. known, asked];
}
