using Firsthand.Engine.Encoding;

namespace Firsthand.Engine.Patterns;

/// <summary>The words that tell a group from the rest: stems that many of its quotes have and few others do, each shown as people mostly say it.</summary>
internal sealed class TellingWords
{
    private const int Most = 5;
    private readonly Lexicon lexicon;
    private readonly ContentWord[][] words;
    private readonly Dictionary<string, int> quotesWith = new(StringComparer.Ordinal);

    /// <param name="substance">Of every quote of the corpus.</param>
    public TellingWords(Substance substance)
    {
        (lexicon, words) = substance;
        foreach (var quote in words) foreach (var stem in Stems(quote)) quotesWith[stem] = quotesWith.GetValueOrDefault(stem) + 1;
    }

    public IReadOnlyList<string> Of(IReadOnlyList<int> members)
    {
        var inside = new Dictionary<string, int>(StringComparer.Ordinal);
        var forms = new Dictionary<int, int>();
        foreach (var member in members)
        {
            foreach (var stem in Stems(words[member])) inside[stem] = inside.GetValueOrDefault(stem) + 1;
            foreach (var (word, _) in words[member]) forms[word] = forms.GetValueOrDefault(word) + 1;
        }
        var said = forms.ToLookup(form => lexicon.Stem(form.Key), form => (Word: lexicon.Word(form.Key), Times: form.Value), StringComparer.Ordinal);
        // A word of one quote alone does not speak for a group, unless no word is shared.
        var shared = inside.Where(entry => entry.Value > 1).ToList();
        return [.. (shared.Count > 0 ? shared : [.. inside])
            .Select(entry => (Stem: entry.Key, Score: (double)entry.Value / members.Count * Math.Log(1 + (double)words.Length / quotesWith[entry.Key])))
            .OrderByDescending(word => word.Score).ThenBy(word => word.Stem, StringComparer.Ordinal)
            .Take(Most)
            .Select(word => said[word.Stem].OrderByDescending(form => form.Times).ThenBy(form => form.Word, StringComparer.Ordinal).First().Word)];
    }

    private IEnumerable<string> Stems(ContentWord[] quote) => quote.Where(word => !Substance.IsCourtesy(lexicon.Word(word.Word))).Select(word => lexicon.Stem(word.Word)).Distinct(StringComparer.Ordinal);
}
