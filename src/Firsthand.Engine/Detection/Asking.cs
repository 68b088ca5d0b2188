using Firsthand.Engine.Text;

namespace Firsthand.Engine.Detection;

/// <summary>Whether words ask something, by the words alone: quick, for whole files at once. Hearing itself knows better, because it knows the meaning too.</summary>
public static class Asking
{
    /// <summary>Somewhere in the text something is asked, with a question mark or without.</summary>
    public static bool In(string text) => Count(text) > 0;

    /// <summary>How many of the text's sentences ask something.</summary>
    public static int Count(string text)
    {
        var count = 0;
        foreach (var span in Sentences.Of(text))
            if (Asks(span.In(text).ToString())) count++;
        return count;
    }

    private static bool Asks(string sentence) => sentence.AsSpan().ContainsAny(KindDetector.QuestionMarks)
        || (Language.IsEnglish(sentence) && KindModel.Shipped.Logits(Features.Of(sentence, null), [])[(int)QuoteKind.Question] > 0);
}
