namespace Firsthand.Engine.Patterns;

/// <summary>Which group each node is in, as one array of group numbers.</summary>
internal static class Membership
{
    /// <summary>The members of each group, in rising order: those of g at Members[Starts[g]..Starts[g + 1]].</summary>
    public static (int[] Starts, int[] Members) Lists(int[] groupOf, int groups)
    {
        var starts = new int[groups + 1];
        foreach (var g in groupOf) starts[g + 1]++;
        for (var g = 0; g < groups; g++) starts[g + 1] += starts[g];
        var next = starts.AsSpan(0, groups).ToArray();
        var members = new int[groupOf.Length];
        for (var i = 0; i < groupOf.Length; i++) members[next[groupOf[i]]++] = i;
        return (starts, members);
    }

    /// <summary>Renumbers the groups 0, 1, 2 ... in the order in which they first occur.</summary>
    /// <returns>How many there are.</returns>
    public static int Renumber(int[] groupOf)
    {
        var numbers = new int[groupOf.Length == 0 ? 0 : groupOf.Max() + 1];
        var count = 0;
        for (var i = 0; i < groupOf.Length; i++)
        {
            ref var number = ref numbers[groupOf[i]];
            if (number == 0) number = ++count;
            groupOf[i] = number - 1;
        }
        return count;
    }
}
