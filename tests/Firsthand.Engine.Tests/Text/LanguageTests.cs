using Firsthand.Engine.Text;

namespace Firsthand.Tests.Text;

public class LanguageTests
{
    [Theory]
    [InlineData("I can't find the invoice and nobody answers the phone.", true)]
    [InlineData("so yeah we just copy it into the other sheet every friday", true)]
    [InlineData("difficult to diff changes, especially with large plot data blocks", true)]
    [InlineData("Ich finde die Rechnung nicht und niemand geht ans Telefon.", false)]
    [InlineData("Das war so nicht gewollt, und ich will das Geld in bar haben.", false)]
    [InlineData("Je ne trouve pas la facture et personne ne répond au téléphone.", false)]
    [InlineData("No encuentro la factura y nadie contesta el teléfono.", false)]
    [InlineData("Ik kan de factuur niet vinden en niemand neemt de telefoon op.", false)]
    [InlineData("Non trovo la fattura e nessuno risponde al telefono.", false)]
    [InlineData("Я не могу найти счёт, и никто не отвечает.", false)]
    [InlineData("请问我的发票在哪里", false)]
    [InlineData("Yes.", true)]
    [InlineData("", true)]
    public void Knows_english(string text, bool english) => Assert.Equal(english, Language.IsEnglish(text));

    [Theory]
    [InlineData("Ich finde die Rechnung nicht und niemand geht ans Telefon.", "German")]
    [InlineData("Je ne trouve pas la facture et personne ne répond au téléphone.", "French")]
    [InlineData("No encuentro la factura y nadie contesta el teléfono.", "Spanish")]
    [InlineData("Ik kan de factuur niet vinden en niemand neemt de telefoon op.", "Dutch")]
    [InlineData("Non trovo la fattura e nessuno risponde al telefono.", "Italian")]
    [InlineData("Não encontro a fatura e ninguém atende o telefone, é muito mau para mim.", "Portuguese")]
    [InlineData("Jag hittar inte fakturan och ingen svarar i telefonen.", "Swedish")]
    [InlineData("请问我的发票在哪里", "Chinese")]
    [InlineData("請求書がどこにあるかわかりません", "Japanese")]
    [InlineData("Я не могу найти счёт, и никто не отвечает.", "Russian")]
    [InlineData("Mwen pa ka jwenn fakti a e pèsonn pa reponn telefòn nan.", null)]
    public void Names_what_is_not_english(string text, string? name) => Assert.Equal(name, Language.NameOf(text));

    [Fact]
    public void English_stays_english_however_it_is_said_written_or_mixed()
    {
        string[] foreign = [.. Lines("english.txt").Where(text => !Language.IsEnglish(text))];
        Assert.Empty(foreign);
    }

    [Fact]
    public void Every_other_language_is_told_from_english_and_the_common_ones_are_named()
    {
        string[] wrong =
        [
            .. from line in Lines("other-languages.tsv")
               let example = line.Split('\t')
               let name = Language.IsEnglish(example[1]) ? "English" : Language.NameOf(example[1])
               where name == "English" || (example[0] != "?" && example[0] != name)
               select $"{example[1]} is {example[0]}, not {name}",
        ];
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("OK.")]
    [InlineData("Müller")]
    [InlineData("4711")]
    [InlineData("Samsung Galaxy")]
    public void What_is_the_same_in_all_languages_shows_none(string text) => Assert.Null(Language.Shows(text));

    [Fact]
    public void A_goodbye_in_another_language_makes_no_english_talk_foreign_and_an_okay_is_of_the_language_around_it()
    {
        Assert.Empty(Language.NotEnglish(["So how do you collect the files today?", "We ask for them by e-mail and then we wait.", "Ha det bra!"]));
        Assert.Equal([0, 1, 2], Language.NotEnglish(["Miten te keräätte tiedostot nyt?", "Me kysymme niitä sähköpostilla ja sitten odotamme.", "OK."]));
    }

    [Theory]
    [InlineData("Die Rechnung kommt immer zu spät, und das ist für uns ein Problem.", "rechnung|kommt|spät|problem")]
    [InlineData("La facture arrive toujours trop tard pour nous.", "facture|arrive|tard")]
    [InlineData("La factura llega siempre muy tarde para nosotros, y no sé por qué.", "factura|llega|tarde")]
    [InlineData("A fatura chega sempre muito tarde para nós.", "fatura|chega|tarde")]
    [InlineData("La fattura arriva sempre troppo tardi e non è per noi.", "fattura|arriva|troppo|tardi")]
    [InlineData("De factuur komt altijd te laat en dat is niet goed voor ons.", "factuur|komt|laat|goed")]
    [InlineData("Fakturan kommer alltid för sent och det är inte bra för oss.", "fakturan|kommer|sent|bra")]
    [InlineData("Fakturaen kommer altid for sent, og det er ikke godt for os.", "fakturaen|kommer|sent|godt")]
    [InlineData("Faktura zawsze jest za późno i to nie jest dobre dla nas.", "faktura|późno|dobre")]
    [InlineData("Lasku tulee aina myöhässä ja se ei ole hyvä.", "lasku|tulee|myöhässä|hyvä")]
    [InlineData("Fatura her zaman çok geç geliyor ve bu bizim için iyi değil.", "fatura|geç|geliyor|iyi")]
    [InlineData("The men from the van pour it out and let it die.", "men|van|pour|die")]
    public void Small_words_of_other_languages_are_not_what_a_text_is_about(string text, string about) => Assert.Equal(about, string.Join('|', Words.Content(text)));

    private static IEnumerable<string> Lines(string page) =>
        File.ReadLines(Path.Combine(Checkout.Root, "tests", "Firsthand.Engine.Tests", "Text", page)).Where(line => line.Length > 0 && line[0] != '#');
}
