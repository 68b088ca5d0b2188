using System.IO.Compression;

namespace Firsthand.Today.Exports;

/// <summary>Where exports are written to and copies read from: a folder on the disk, or a ZIP of one.</summary>
internal static class CopyFiles
{
    /// <summary>Files in a folder, made as they are written.</summary>
    public static Func<string, Stream> Into(string folder) => name =>
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.Create(path);
    };

    /// <summary>Files in a ZIP.</summary>
    public static Func<string, Stream> Into(ZipArchive zip, DateTimeOffset now) => name =>
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = now;
        return entry.Open();
    };

    /// <summary>Whether a path is a copy that can be restored: its folder, its data/firsthand.json, or its ZIP.</summary>
    public static bool IsCopy(string path) => FolderOf(path) is not null || IsZip(path);

    /// <param name="opened">To be disposed of when the copy was read.</param>
    public static Func<string, Stream?> From(string path, out IDisposable? opened)
    {
        if (FolderOf(path) is not { } folder)
        {
            var zip = ZipFile.OpenRead(path);
            opened = zip;
            return From(zip);
        }
        opened = null;
        return name =>
        {
            // The list of sources is read from outside: it names files of its own folder only.
            var file = Path.GetFullPath(Path.Combine(folder, name));
            return file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file) ? File.OpenRead(file) : null;
        };
    }

    public static Func<string, Stream?> From(ZipArchive zip)
    {
        // Zipped by hand, it stands in a folder of its own.
        var manifest = zip.Entries.FirstOrDefault(entry => entry.FullName == CopyManifest.Path || entry.FullName.EndsWith("/" + CopyManifest.Path, StringComparison.Ordinal))?.FullName ?? CopyManifest.Path;
        var before = manifest[..^CopyManifest.Path.Length];
        return name => zip.GetEntry(before + name)?.Open();
    }

    private static string? FolderOf(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full)) return File.Exists(Path.Combine(full, CopyManifest.Path)) ? full.TrimEnd(Path.DirectorySeparatorChar) : null;
        return full.EndsWith(Path.DirectorySeparatorChar + CopyManifest.Path.Replace('/', Path.DirectorySeparatorChar), StringComparison.Ordinal) && File.Exists(full) ? Path.GetDirectoryName(Path.GetDirectoryName(full)) : null;
    }

    private static bool IsZip(string path)
    {
        if (!File.Exists(path) || !path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) return false;
        try
        {
            using var zip = ZipFile.OpenRead(path);
            return From(zip)(CopyManifest.Path) is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
