namespace Firsthand.Engine.Patterns;

/// <summary>Which group of the last run each new group continues: the pairs that share most quotes first, each old and each new group once.</summary>
internal static class Continuity
{
    public static int?[] Earlier(IReadOnlyList<QuoteItem> items, IReadOnlyList<QuoteGroup> groups)
    {
        var overlaps = new List<(int Group, int Earlier, int Shared)>();
        for (var g = 0; g < groups.Count; g++)
            overlaps.AddRange(groups[g].Members.Where(i => items[i].Earlier is not null).GroupBy(i => items[i].Earlier!.Value).Select(old => (g, old.Key, old.Count())));
        var continued = new int?[groups.Count];
        var used = new HashSet<int>();
        foreach (var (group, earlier, _) in overlaps.OrderByDescending(o => o.Shared).ThenBy(o => o.Earlier).ThenBy(o => o.Group))
            if (continued[group] is null && used.Add(earlier)) continued[group] = earlier;
        return continued;
    }
}
