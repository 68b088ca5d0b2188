using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.SpeechToText;

/// <summary>Speechmatics: words by speaker, punctuation without a blank; "UU" is nobody known. Version 1 lists words and speakers apart.</summary>
internal sealed class SpeechmaticsFormat : JsonFormat
{
    private const string Unknown = "UU";

    public override string Name => "stt-speechmatics";

    protected override bool Is(JsonElement root) =>
        root.At("results").Items.Any(result => result.At("alternatives").First.Has("content")) || root.Has("job") && root.At("speakers").IsArray && root.At("words").IsArray;

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var words = new SpokenWords(draft);
        if (root.At("results").IsArray)
        {
            var joined = root.At("metadata").At("language_pack_info").At("word_delimiter").Text == "" && root.At("metadata").At("transcription_config").At("language").Text is "ja" or "cmn" or "zh";
            var attachNext = false;
            foreach (var result in root.At("results").Items)
            {
                var best = result.At("alternatives").First;
                if (best.At("content").Text is not { } text)
                {
                    continue;
                }
                var attaches = result.At("attaches_to").Text;
                var isPunctuation = result.At("type").Text == "punctuation";
                var speaker = best.At("speaker").Text;
                words.Add(speaker == Unknown ? null : speaker, result.At("start_time").Number, result.At("end_time").Number, text, joined || attachNext || isPunctuation && attaches is null or "previous" or "both");
                attachNext = isPunctuation && attaches is "next" or "both";
            }
        }
        else
        {
            ReadOld(root, words);
        }
        words.Flush();
        return null;
    }

    /// <summary>Version 1: words[] with time and duration, speakers[] with the time from which each speaks.</summary>
    private static void ReadOld(JsonElement root, SpokenWords words)
    {
        var speakers = root.At("speakers").Items.Select(speaker => (Name: speaker.At("name").Scalar, From: speaker.At("time").Number ?? 0)).OrderBy(speaker => speaker.From).ToList();
        var at = -1;
        foreach (var word in root.At("words").Items)
        {
            var start = word.At("time").Number;
            while (at + 1 < speakers.Count && start >= speakers[at + 1].From)
            {
                at++;
            }
            var name = at >= 0 ? speakers[at].Name : null;
            var text = word.At("name").Text ?? "";
            words.Add(name == Unknown ? null : name, start, start + word.At("duration").Number, text, text.Length == 1 && char.IsPunctuation(text[0]));
        }
    }
}
