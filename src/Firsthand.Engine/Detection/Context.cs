using Firsthand.Engine.Text;

namespace Firsthand.Engine.Detection;

/// <summary>What each sentence follows: the sentence before it, or the question that it answers.</summary>
internal static class Context
{
    // An answer may begin with "Hm. Well." before it comes; a question may be followed by "Take your time."
    private const int AnswerBegins = 8, LookBack = 3;

    public static string?[] Before(IReadOnlyList<HeardTurn> turns, IReadOnlyList<HeardSentence> sentences, IReadOnlyList<string> texts)
    {
        var before = new string?[sentences.Count];
        string? question = null;
        var words = 0;
        for (var i = 0; i < before.Length; i++)
        {
            var first = i == 0 || sentences[i - 1].Turn != sentences[i].Turn;
            if (first)
            {
                question = turns[sentences[i].Turn].Asked ?? LastQuestion(sentences, texts, i);
                words = 0;
            }
            before[i] = words < AnswerBegins && question is not null ? question : i > 0 ? texts[i - 1] : null;
            words += Words.Of(texts[i]).Count;
        }
        return before;
    }

    private static string? LastQuestion(IReadOnlyList<HeardSentence> sentences, IReadOnlyList<string> texts, int i)
    {
        for (var j = i - 1; j >= 0 && j >= i - LookBack && sentences[j].Turn == sentences[i - 1].Turn; j--)
            if (Features.LooksAsked(texts[j])) return texts[j];
        return null;
    }
}
