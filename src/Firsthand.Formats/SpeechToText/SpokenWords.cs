using System.Text;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.SpeechToText;

/// <summary>Words one by one, made into turns: a run of one speaker is one.</summary>
internal sealed class SpokenWords(Draft draft)
{
    private readonly StringBuilder text = new();
    private string? speaker;
    private double? start, end;
    private int line = 1;

    /// <param name="isAttached">Whether the word joins the one before without a blank, as punctuation does.</param>
    public void Add(string? who, double? from, double? to, string word, bool isAttached = false)
    {
        // Punctuation belongs to the word before it, whoever the tool says spoke it.
        if (text.Length > 0 && who != speaker && !isAttached)
        {
            Flush();
        }
        if (text.Length == 0)
        {
            (speaker, start, end) = (who, from, to);
        }
        else if (!isAttached)
        {
            text.Append(' ');
        }
        text.Append(word);
        start ??= from;
        end = to ?? end;
    }

    /// <summary>Ends the turn; the next word begins another.</summary>
    public void Flush()
    {
        if (text.Length > 0)
        {
            draft.Add(speaker, Clock.Offset(start), Clock.Offset(end), text.ToString().Trim(), line++);
            text.Clear();
        }
        (start, end) = (null, null);
    }
}
