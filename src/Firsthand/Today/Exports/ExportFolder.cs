namespace Firsthand.Today.Exports;

/// <summary>
/// A folder that is exported to again and again. What an earlier export wrote and this one does not is taken away, since somebody may have been forgotten
/// meanwhile; whatever else lies there stays.
/// </summary>
internal sealed class ExportFolder
{
    /// <summary>Each export's files, a line each: what may be taken away.</summary>
    private const string List = ".firsthand-export";

    private readonly string root;
    private readonly Dictionary<string, HashSet<string>> written;

    public ExportFolder(string folder)
    {
        root = Path.TrimEndingDirectorySeparator(Directory.CreateDirectory(folder).FullName);
        var list = Path.Combine(root, List);
        written = (File.Exists(list) ? File.ReadAllLines(list) : []).Select(line => line.Split('\t', 2)).Where(line => line.Length == 2).GroupBy(line => line[0], line => line[1]).ToDictionary(lines => lines.Key, lines => lines.ToHashSet());
    }

    public async Task WriteAsync(IExport export, CancellationToken ct)
    {
        // Everything stands at the top: this is the folder that `import` takes.
        var at = export.File.EndsWith('/') && export is not ExportEverything ? export.File : "";
        var (create, now) = (CopyFiles.Into(root), new HashSet<string>());
        await export.WriteAsync(name =>
        {
            now.Add(at + name);
            return create(at + name);
        }, ct);
        var before = written.GetValueOrDefault(export.Name, []);
        written[export.Name] = now;
        foreach (var path in before.Where(path => !written.Values.Any(files => files.Contains(path)))) Remove(path);
        await File.WriteAllLinesAsync(Path.Combine(root, List), written.SelectMany(one => one.Value.Order(StringComparer.Ordinal).Select(path => $"{one.Key}\t{path}")), ct);
    }

    // The list is read from outside: it names files of its own folder only.
    private void Remove(string path)
    {
        var file = Path.GetFullPath(Path.Combine(root, path));
        if (!file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(file)) return;
        File.Delete(file);
        for (var folder = Path.GetDirectoryName(file)!; folder != root && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!) Directory.Delete(folder);
    }
}
