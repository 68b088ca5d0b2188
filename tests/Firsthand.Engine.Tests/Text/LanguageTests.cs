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
    [InlineData("Я не могу найти счёт, и никто не отвечает.", null)]
    public void Names_what_is_not_english(string text, string? name) => Assert.Equal(name, Language.NameOf(text));
}
