using Firsthand.Engine.Detection;

namespace Firsthand.Engine.Tests.Detection;

public sealed class SmallTalkTests
{
    [Theory]
    [InlineData("Hello and welcome to Tidewater, my name is Ines, how may I help you today?")]
    [InlineData("What can I assist you with?")]
    [InlineData("How can I be of assistance?")]
    [InlineData("Is there anything else I can help you with today?")]
    [InlineData("Anything else today?")]
    [InlineData("Could you please provide me your booking number and the e-mail address on the account?")]
    [InlineData("Can I have your full name and your date of birth?")]
    [InlineData("May I know who I am speaking with?")]
    [InlineData("And can you confirm the last four digits for me?")]
    [InlineData("What's your policy number?")]
    [InlineData("Do you have your order number handy?")]
    [InlineData("Are you still there?")]
    [InlineData("Is there anything else I can do for you today?")]
    [InlineData("Would you mind holding for a moment?")]
    public void What_a_service_asks_everybody_tells_nothing_of_what_the_answer_is_about(string question) => Assert.True(SmallTalk.AsksAsService(question));

    [Theory]
    [InlineData("Sent from my iPhone", true)]
    [InlineData("Sent from my Galaxy phone", true)]
    [InlineData("This message and any attachment are confidential and intended only for the addressee, if you are not the addressee please delete it.", true)]
    [InlineData("If you have received this email in error, please notify the sender.", true)]
    [InlineData("Please do not reply to this e-mail.", true)]
    [InlineData("Please rate your experience today by clicking the link below.", true)]
    [InlineData("The report sent from my account never arrived.", false)]
    [InlineData("Our clients' files are confidential, so nobody may see them.", false)]
    [InlineData("I received the wrong file in error.", false)]
    [InlineData("How do I unsubscribe my team?", false)]
    [InlineData("I tried to unsubscribe and it did nothing.", false)]
    [InlineData("I click the link below the invoice and nothing happens.", false)]
    [InlineData("Every tool makes me take a survey.", false)]
    [InlineData("It feels intended only for big teams.", false)]
    [InlineData("I was not the right recipient, and the client got nothing.", false)]
    [InlineData("I received this message in error, twice.", false)]
    [InlineData("To unsubscribe, click here.", true)]
    public void What_programs_put_under_a_message_is_nobodys_words(string text, bool footer) => Assert.Equal(footer, SmallTalk.IsFooter(text));

    [Theory]
    [InlineData("What is the hardest part of a first call?")]
    [InlineData("How did you help the client then?")]
    [InlineData("Is there anything you would change about the weekly report?")]
    [InlineData("Can you tell me about the last time you sent an order?")]
    [InlineData("What happens to your number of orders in winter?")]
    [InlineData("Would you have paid for it?")]
    [InlineData("Can I ask why you stopped?")]
    [InlineData("Could you share how your team confirms a booking?")]
    [InlineData("Who else is there when you decide?")]
    [InlineData("What helps you with the accounts?")]
    [InlineData("Is there anything else we could do better?")]
    [InlineData("Do you mind waiting for the files of a client?")]
    [InlineData("Can you tell me how your order is put together?")]
    public void What_we_want_to_learn_is_asked_otherwise(string question) => Assert.False(SmallTalk.AsksAsService(question));
}
