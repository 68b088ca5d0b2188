using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Firsthand.Tests;

namespace Firsthand.Formats.Tests;

/// <summary>A sample file and what its oracle says.</summary>
internal sealed record Sample(string Path, JsonElement Expected)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Folder => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(Path)!);

    /// <summary>Every sample of the folders below; nothing where the real data is absent.</summary>
    public static IEnumerable<string> Under(params string[] folder)
    {
        var root = System.IO.Path.Combine([Checkout.Shared, .. folder]);
        return Directory.Exists(root)
            ? Directory.EnumerateFiles(root, "*.expected.json", SearchOption.AllDirectories).Select(file => file[..^".expected.json".Length]).Where(File.Exists).Select(file => System.IO.Path.GetRelativePath(Checkout.Shared, file)).Order(StringComparer.Ordinal)
            : [];
    }

    public static Sample Open(string relative)
    {
        var path = Checkout.SharedPath(relative);
        using var expected = JsonDocument.Parse(File.ReadAllBytes(path + ".expected.json"));
        return new(path, expected.RootElement.Clone());
    }

    public byte[] Bytes => File.ReadAllBytes(Path);

    /// <summary>Reads as the oracle was made: under a name without extension, so that only the content speaks.</summary>
    public Reading<FileReading> Read(ReadOptions? options = null) => TranscriptFile.Read(Bytes, "file", options ?? Options(), TestContext.Current.CancellationToken);

    private ReadOptions Options() => new()
    {
        Answers = Expected.TryGetProperty("countedColumns", out var columns) ? [.. columns.EnumerateArray().Select(column => column[0].GetInt32())] : null,
        Format = Folder == "email-reply" && !Name.EndsWith(".eml", StringComparison.Ordinal) ? "email-body" : null,
    };

    /// <summary>The "nothing lost" figures: length and hash of all words without white space.</summary>
    public static (int Length, string Sha256) Fingerprint(IEnumerable<string> texts)
    {
        var words = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var c in text)
            {
                if (!char.IsWhiteSpace(c) && c != '\uFEFF')
                {
                    words.Append(c);
                }
            }
        }
        var all = words.ToString();
        return (all.Length, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all))));
    }
}
