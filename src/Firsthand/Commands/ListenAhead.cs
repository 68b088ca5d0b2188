using Firsthand.Conversations;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Evidence;
using Firsthand.Formats;

namespace Firsthand.Commands;

/// <summary>
/// While one core opens the store and takes down what the files hold, another encodes their sentences, so that hearing them is mostly done when it begins.
/// Nothing depends on it: a sentence that was not reached, or was read otherwise, is encoded when it is heard.
/// </summary>
internal sealed class ListenAhead : IDisposable
{
    private const long LargestFile = 4 << 20;

    private readonly KnownPrints known = new();
    private readonly CancellationTokenSource stop = new();
    private bool isOver;

    public ListenAhead(Engines engines, IReadOnlyList<(string Path, string Name)> files)
    {
        var ct = stop.Token;
        Task.Run(() =>
        {
            var detector = new KindDetector(engines.Encoder);
            // What is read and compiled only when somebody listens for the first time.
            detector.Listen([new("The first sentence takes the longest.", null)]);
            detector.EncodeAhead(files.Where(file => new FileInfo(file.Path) is { Exists: true, Length: <= LargestFile }).SelectMany(file => Said(file.Path, file.Name, ct)).Take(SentenceEncoder.MostAhead), ct);
        }, ct);
    }

    /// <summary>Stops within a tenth of a second: before hearing begins, which takes all cores.</summary>
    public void Dispose()
    {
        if (isOver) return;
        isOver = true;
        stop.Cancel();
        stop.Dispose();
    }

    private IEnumerable<string> Said(string path, string name, CancellationToken ct)
    {
        if (TranscriptFile.Read(File.ReadAllBytes(path), name, new(), ct).Value is not { } read) yield break;
        foreach (var talk in read.Conversations)
        {
            // The same words in another file are not heard twice.
            var print = Prints.Of(talk);
            if (known.Find(print) is not null) continue;
            known.Add(null, name, print);
            foreach (var turn in talk.Turns.Where(turn => turn.Kind is TurnKind.Speech or TurnKind.Answer && turn.Said.Length > 0)) yield return turn.Said;
        }
    }
}
