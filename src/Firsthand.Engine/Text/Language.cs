using System.Collections.Frozen;

namespace Firsthand.Engine.Text;

/// <summary>Whether a text is English: what is heard from words was learned in English only.</summary>
public static class Language
{
    // The commonest words of grammar of the languages that Europe and the Americas write in Latin letters, without those that English spells alike.
    private static readonly (string Name, FrozenSet<string> Words)[] Languages =
    [
        ("German", Set("der die das und ist nicht ich sie wir ein eine einen dem den des mit für auf von zu im auch aber wie wenn dass noch nur schon sich kann haben wird war bei oder mein keine niemand")),
        ("French", Set("le la les des et est ne pas je vous nous il elle un une du que qui dans pour sur avec mais ou ce cette ça sont être avoir très plus mon ma personne")),
        ("Spanish", Set("el los las y es en una por con para lo se mi pero como más muy está son tengo nadie al del la de que no")),
        ("Italian", Set("lo gli che di è un una per non con sono ma mi si della nel anche molto nessuno il la")),
        ("Dutch", Set("het een en niet ik de dat van op te zijn maar met voor aan ook wel geen hebben wordt niemand")),
        ("Portuguese", Set("o os um uma não eu que do da em para com mas muito meu minha ninguém")),
        ("Swedish", Set("och att det är jag inte en ett som på för med har men vi av den till ingen")),
        ("Danish or Norwegian", Set("og at det er jeg ikke en et som på for med har men vi af av den til ingen")),
        ("Polish", Set("i nie w na z się że to jest do jak ale mam nikt")),
    ];

    private static readonly FrozenSet<string> Elsewhere = Languages.SelectMany(language => language.Words).ToFrozenSet(StringComparer.Ordinal);

    // Letters that tell the language; others, such as Cyrillic or Arabic ones, are written by several.
    private static readonly (string Name, char First, char Last)[] Letters = [("Japanese", '\u3040', '\u30FF'), ("Korean", '\uAC00', '\uD7A3'), ("Chinese", '\u4E00', '\u9FFF'), ("Greek", '\u0370', '\u03FF'), ("Thai", '\u0E00', '\u0E7F'), ("Hebrew", '\u0590', '\u05FF')];

    private static FrozenSet<string> Set(string words) => words.Split(' ').Where(word => !Words.IsStop(word) && !Words.IsFiller(word)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True unless the text shows that it is something else: other letters, or more grammar of another language than of English.</summary>
    public static bool IsEnglish(string text)
    {
        int counted = 0, english = 0, elsewhere = 0, otherLetters = 0;
        foreach (var word in Words.Of(text))
        {
            counted++;
            if (!IsLatin(word)) otherLetters++;
            else if (Elsewhere.Contains(word)) elsewhere++;
            else if (Words.IsStop(word)) english++;
        }
        return otherLetters * 2 <= counted && (elsewhere < 2 || elsewhere <= english);
    }

    /// <summary>The English name of the language that a text which is not English is in, "German"; null where it does not show.</summary>
    public static string? NameOf(string text)
    {
        foreach (var (name, first, last) in Letters)
            if (text.AsSpan().ContainsAnyInRange(first, last)) return name;
        var words = Words.Of(text).ToList();
        var best = Languages.MaxBy(language => words.Count(language.Words.Contains));
        return words.Exists(best.Words.Contains) ? best.Name : null;
    }

    private static bool IsLatin(string word)
    {
        const char LastOfLatin = '\u024F';
        foreach (var c in word)
            if (char.IsLetter(c)) return c <= LastOfLatin;
        return true;
    }
}
