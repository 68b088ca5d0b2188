namespace Firsthand.Engine.Patterns;

/// <summary>Which group of the last run each new group continues: what a person pinned first, then the pairs that share most quotes; each old and each new group once.</summary>
internal static class Continuity
{
    // However many came to it from elsewhere, it is the group that a person made.
    private const int Pinned = int.MaxValue;

    public static int?[] Earlier(IReadOnlyList<QuoteItem> items, IReadOnlyList<QuoteGroup> groups)
    {
        var overlaps = new List<(int Group, int Earlier, int Shared)>();
        for (var g = 0; g < groups.Count; g++)
            overlaps.AddRange(groups[g].Members.Where(i => items[i].Earlier is not null).GroupBy(i => items[i].Earlier!.Value).Select(old => (g, old.Key, old.Any(i => items[i].Pin == old.Key) ? Pinned : old.Count())));
        var continued = new int?[groups.Count];
        var used = new HashSet<int>();
        foreach (var (group, earlier, _) in overlaps.OrderByDescending(o => o.Shared).ThenBy(o => o.Earlier).ThenBy(o => o.Group))
            if (continued[group] is null && used.Add(earlier)) continued[group] = earlier;
        return continued;
    }
}
