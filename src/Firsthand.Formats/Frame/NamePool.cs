using Firsthand.Formats.Speaking;

namespace Firsthand.Formats.Frame;

/// <summary>Each name as one string, however many lines begin with it.</summary>
internal sealed class NamePool
{
    private readonly HashSet<string> names = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public NamePool() => lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();

    public string this[ReadOnlySpan<char> name]
    {
        get
        {
            if (lookup.TryGetValue(name, out var known))
            {
                return known;
            }
            var added = SpeakerName.WithoutDirections(name.ToString());
            if (!names.Add(added) && names.TryGetValue(added, out var same))
            {
                return same;
            }
            return added;
        }
    }
}
