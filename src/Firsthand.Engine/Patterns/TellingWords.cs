using Firsthand.Engine.Text;

namespace Firsthand.Engine.Patterns;

/// <summary>The words that tell a group from the rest: stems that many of its quotes have and few others do, each shown as people mostly say it.</summary>
internal sealed class TellingWords
{
    private const int Most = 5;
    private readonly IReadOnlyList<ContentWord[]> contentWords;
    private readonly Dictionary<string, int> quotesWith = new(StringComparer.Ordinal);

    /// <param name="contentWords">Of every quote of the corpus.</param>
    public TellingWords(IReadOnlyList<ContentWord[]> contentWords)
    {
        this.contentWords = contentWords;
        foreach (var words in contentWords)
            foreach (var stem in Stems(words)) quotesWith[stem] = quotesWith.GetValueOrDefault(stem) + 1;
    }

    public IReadOnlyList<string> Of(IReadOnlyList<int> members)
    {
        var inside = new Dictionary<string, int>(StringComparer.Ordinal);
        var forms = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            foreach (var stem in Stems(contentWords[member])) inside[stem] = inside.GetValueOrDefault(stem) + 1;
            foreach (var (word, _) in contentWords[member])
            {
                var stem = Words.Stem(word);
                if (!forms.TryGetValue(stem, out var counts)) forms.Add(stem, counts = new(StringComparer.Ordinal));
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
        }
        // A word of one quote alone does not speak for a group, unless no word is shared.
        var shared = inside.Where(entry => entry.Value > 1).ToList();
        return [.. (shared.Count > 0 ? shared : inside.ToList())
            .Select(entry => (Stem: entry.Key, Score: (double)entry.Value / members.Count * Math.Log(1 + (double)contentWords.Count / quotesWith[entry.Key])))
            .OrderByDescending(word => word.Score).ThenBy(word => word.Stem, StringComparer.Ordinal)
            .Take(Most)
            .Select(word => forms[word.Stem].OrderByDescending(form => form.Value).ThenBy(form => form.Key, StringComparer.Ordinal).First().Key)];
    }

    private static IEnumerable<string> Stems(ContentWord[] words) => words.Select(word => Words.Stem(word.Text)).Distinct(StringComparer.Ordinal);
}
