using System.Security.Cryptography;
using System.Text;
using Firsthand.Engine.Detection;
using Firsthand.Formats.Qda;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today.Exports;

/// <summary>A project for tools of qualitative analysis (REFI-QDA): the transcripts, each quote where it was said, kinds and patterns as codes.</summary>
internal sealed class ExportAnalysis(FirsthandDb db, ReadBook read, TimeProvider clock) : IExport
{
    public string Name => "analysis";
    public string Says => "A REFI-QDA project for ATLAS.ti, MAXQDA, NVivo and others: transcripts, quotes, codes.";
    public string File => "firsthand.qdpx";

    public async Task WriteAsync(Func<string, Stream> create, CancellationToken ct)
    {
        var book = await read.RunAsync(ct);
        var codes = Codes.Of(book);
        var quotesOf = book.Quotes.ToLookup(quote => quote.Talk);
        var sources = new List<QdaSource>();
        foreach (var talk in book.Talks)
        {
            var speakers = talk.Speakers.ToDictionary(speaker => speaker.Id);
            var text = new StringBuilder();
            var starts = new Dictionary<int, int>();
            foreach (var turn in await read.TurnsAsync(talk.Id, ct))
            {
                text.Append(speakers[turn.SpeakerId].Who).Append(": ");
                starts[turn.Index] = text.Length;
                text.Append(turn.Text).Append("\n\n");
            }
            sources.Add(new(Guid(talk.Id.Value), talk.Title, "TextSource", text.ToString())
            {
                Selections = [.. quotesOf[talk.Id].Select(quote => new QdaSelection(Guid(quote.Id.Value), starts[quote.Turn] + quote.Start, starts[quote.Turn] + quote.Start + quote.Length, quote.Text, codes.OfQuote(quote)))],
            });
        }
        var name = await db.Workspaces.AsNoTracking().Where(row => row.Id == db.Workspace).Select(row => row.Name).SingleAsync(ct);
        await using var file = create(File);
        await file.WriteAsync(QdaWriter.Project(new(name, "Firsthand") { Codes = codes.Roots, Sources = sources }, clock.GetUtcNow()), ct);
    }

    internal static string Guid(Guid id) => id.ToString().ToUpperInvariant();
}

/// <summary>The codes alone: kinds, and below each the patterns of it.</summary>
internal sealed class ExportCodebook(ReadBook read) : IExport
{
    public string Name => "codebook";
    public string Says => "Kinds and patterns as a REFI-QDA codebook.";
    public string File => "firsthand.qdc";

    public async Task WriteAsync(Func<string, Stream> create, CancellationToken ct)
    {
        await using var file = create(File);
        await file.WriteAsync(QdaWriter.Codebook(new(null, "Firsthand") { Codes = Codes.Of(await read.RunAsync(ct)).Roots }), ct);
    }
}

/// <summary>Kinds and patterns as codes; what nobody has decided on yet carries a code that says so.</summary>
internal sealed class Codes
{
    private const string ProposedName = "proposed, not decided";

    private readonly Dictionary<Id<Evidence.Quote>, string> patternOf;

    private Codes(Book book)
    {
        patternOf = book.Patterns.SelectMany(pattern => pattern.Quotes.Select(quote => (quote, pattern.Id))).ToDictionary(pair => pair.quote, pair => ExportAnalysis.Guid(pair.Id.Value));
        Roots =
        [
            .. QuoteKinds.All.Where(kind => book.Quotes.Any(quote => quote.Kind == kind) || book.Patterns.Any(pattern => pattern.Kind == kind)).Select(kind => new QdaCode(IdOf(kind.Name), kind.Title, null, null, IsCodable: true)
            {
                Below = [.. book.Patterns.Where(pattern => pattern.Kind == kind).Select(pattern => new QdaCode(ExportAnalysis.Guid(pattern.Id.Value), pattern.Name, pattern.Words.Count > 0 ? $"Telling words: {string.Join(", ", pattern.Words)}" : null, null, IsCodable: true))],
            }),
            .. book.Quotes.Any(quote => !quote.IsMarked) ? [new QdaCode(IdOf(ProposedName), ProposedName, "Firsthand proposes these quotes; no person has accepted them.", null, IsCodable: true)] : (QdaCode[])[],
        ];
    }

    public static Codes Of(Book book) => new(book);

    public IReadOnlyList<QdaCode> Roots { get; }

    public IReadOnlyList<string> OfQuote(Book.Said quote) =>
        [IdOf(quote.Kind.Name), .. patternOf.TryGetValue(quote.Id, out var pattern) ? [pattern] : (string[])[], .. quote.IsMarked ? [] : (string[])[IdOf(ProposedName)]];

    // The same in every export, so that a tool that merges projects merges them.
    private static string IdOf(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"firsthand {name}")).AsSpan(0, 16);
        // Version 8 (RFC 9562): made by our own rule.
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return ExportAnalysis.Guid(new Guid(hash, bigEndian: true));
    }
}
