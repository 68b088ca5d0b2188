using System.Collections.Frozen;

namespace Firsthand.Engine.Text;

/// <summary>Whether a text is English: what is heard from words was learned in English only.</summary>
public static class Language
{
    // The commonest words of grammar of the languages that Europe and the Americas write in Latin letters, without those that English spells alike.
    private static readonly FrozenSet<string> Elsewhere = """
        der die das und ist nicht ich sie wir ein eine einen dem den des mit für auf von zu im auch aber wie wenn dass noch nur schon sich kann haben wird war bei oder mein keine niemand
        le la les des et est ne pas je vous nous il elle un une du que qui dans pour sur avec mais ou ce cette ça sont être avoir très plus mon ma personne
        el los las y es en una por con para lo se mi pero como más muy está son tengo nadie al del no
        il lo gli che di è un una per non con sono ma mi si della nel anche molto nessuno
        het een en niet ik de dat van op te zijn maar met voor aan ook wel geen hebben wordt niemand
        o os um uma não eu que do da em para com mas muito meu minha ninguém
        och att det är jag inte en ett som på för med har men vi av den till ingen og ikke jeg er til
        i nie w na z się że to jest do jak ale mam nikt
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => !Words.IsStop(word) && !Words.IsFiller(word)).ToFrozenSet(StringComparer.Ordinal);

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

    private static bool IsLatin(string word)
    {
        const char LastOfLatin = '\u024F';
        foreach (var c in word)
            if (char.IsLetter(c)) return c <= LastOfLatin;
        return true;
    }
}
