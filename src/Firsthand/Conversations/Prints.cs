using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Firsthand.Formats;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>
/// A small print of a conversation's words, by which the same talk is known again in another file type: the hashes of all runs of six words
/// that fall on every sixteenth value, so that the print of a part is a part of the print (FracMinHash, Irber et al. 2022).
/// </summary>
internal static class Prints
{
    private const int WordsInARun = 6;
    private const uint Scale = 16;

    // Rarer still: which conversations are worth comparing at all.
    private const uint ScreenScale = 128;

    /// <summary>A conversation with fewer says too little to be told from a greeting.</summary>
    public const int Fewest = 16;

    /// <returns>Distinct hashes in ascending order.</returns>
    public static uint[] Of(Transcript transcript)
    {
        var run = new Queue<uint>(WordsInARun);
        var prints = new SortedSet<uint>();
        foreach (var turn in transcript.Turns)
        {
            // Not across turns: excerpts of a talk stand in another order, or without what was between.
            run.Clear();
            foreach (var word in WordHashes(turn.Said))
            {
                run.Enqueue(word);
                if (run.Count > WordsInARun) run.Dequeue();
                if (run.Count == WordsInARun && Hash(run) is var hash && hash % Scale == 0) prints.Add(hash);
            }
        }
        return [.. prints];
    }

    /// <summary>The share of a print that another holds too, from 0 to 1.</summary>
    public static double ShareIn(ReadOnlySpan<uint> print, ReadOnlySpan<uint> other)
    {
        int both = 0, i = 0, j = 0;
        while (i < print.Length && j < other.Length)
        {
            if (print[i] == other[j]) (both, i, j) = (both + 1, i + 1, j + 1);
            else if (print[i] < other[j]) i++;
            else j++;
        }
        return print.Length == 0 ? 0 : (double)both / print.Length;
    }

    public static IEnumerable<uint> Screen(IEnumerable<uint> print) => print.Where(hash => hash % ScreenScale == 0);

    /// <returns>Little-endian, four bytes a hash.</returns>
    public static byte[] Pack(ReadOnlySpan<uint> print)
    {
        var bytes = new byte[print.Length * sizeof(uint)];
        for (var i = 0; i < print.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), print[i]);
        return bytes;
    }

    public static uint[] Unpack(ReadOnlySpan<byte> bytes)
    {
        var print = MemoryMarshal.Cast<byte, uint>(bytes).ToArray();
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(print, print);
        return print;
    }

    // Letters and digits alone, without case: punctuation and line breaks change from one export to the next.
    private static IEnumerable<uint> WordHashes(string text)
    {
        var (hash, letters) = (FnvOffset, 0);
        foreach (var c in text)
            if (char.IsLetterOrDigit(c)) (hash, letters) = ((hash ^ char.ToUpperInvariant(c)) * FnvPrime, letters + 1);
            else if (letters > 0 && c != '\'' && c != '’')
            {
                yield return hash;
                (hash, letters) = (FnvOffset, 0);
            }
        if (letters > 0) yield return hash;
    }

    private static uint Hash(Queue<uint> words)
    {
        var hash = FnvOffset;
        foreach (var word in words) hash = (hash ^ word) * FnvPrime;
        // The low bits decide what is kept: they have to depend on all of it (the finisher of MurmurHash3).
        hash = (hash ^ hash >> 16) * 0x85ebca6b;
        hash = (hash ^ hash >> 13) * 0xc2b2ae35;
        return hash ^ hash >> 16;
    }

    // FNV-1a.
    private const uint FnvOffset = 2166136261;
    private const uint FnvPrime = 16777619;
}

/// <summary>The conversations that are here, to be asked whether a new one only repeats one of them.</summary>
internal sealed class KnownPrints
{
    // Two exports of one talk differ in a few words: time stamps, "inaudible", a corrected name.
    private const double SameFrom = 0.8;

    public static async Task<KnownPrints> OfAsync(FirsthandDb db, CancellationToken ct)
    {
        var prints = new KnownPrints();
        await foreach (var talk in db.Conversations.AsNoTracking().Where(talk => talk.Print != null).Select(talk => new { talk.Id, talk.Title, talk.Print }).AsAsyncEnumerable().WithCancellation(ct))
            prints.Add(talk.Id, talk.Title, Prints.Unpack(talk.Print));
        return prints;
    }

    /// <summary>Which of a file's conversations are here already, what a person reads about it, and where they are; null when none is.</summary>
    public (bool[] Which, string Note, IReadOnlyList<Id<Conversation>> Where)? Repeats(IReadOnlyList<uint[]> prints)
    {
        var found = prints.Select(Find).ToList();
        if (found.OfType<(Id<Conversation>? Id, string Title, double Share)>().ToList() is not [var first, ..] same) return null;
        return ([.. found.Select(row => row is not null)], prints.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"These are the words of “{first.Title}” again: {Math.Floor(first.Share * 100)} % of them are there. Nothing is added, so that nobody counts twice.")
            : string.Create(CultureInfo.InvariantCulture, $"{same.Count} of its {prints.Count} conversations are here already, such as “{first.Title}”. They are left out, so that nobody counts twice."),
            [.. same.Select(row => row.Id).OfType<Id<Conversation>>().Distinct()]);
    }

    private readonly List<(Id<Conversation>? Id, string Title, uint[] Print)> known = [];
    private readonly Dictionary<uint, List<int>> screen = [];

    /// <param name="id">Null while it is only shown, and not stored.</param>
    public void Add(Id<Conversation>? id, string title, uint[] print)
    {
        foreach (var hash in Prints.Screen(print))
        {
            if (!screen.TryGetValue(hash, out var holders)) screen[hash] = holders = [];
            holders.Add(known.Count);
        }
        known.Add((id, title, print));
    }

    /// <returns>The conversation that holds nearly all of these words, and the share of them that it holds; null when they are new.</returns>
    public (Id<Conversation>? Id, string Title, double Share)? Find(uint[] print) =>
        print.Length < Prints.Fewest ? null
        : Prints.Screen(print).SelectMany(hash => screen.GetValueOrDefault(hash) ?? []).Distinct().Select(index => (known[index].Id, known[index].Title, Share: Prints.ShareIn(print, known[index].Print)))
            .Where(found => found.Share >= SameFrom).OrderByDescending(found => found.Share).Select(found => ((Id<Conversation>?, string, double)?)found).FirstOrDefault();
}
