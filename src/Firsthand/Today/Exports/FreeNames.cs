using System.Buffers;

namespace Firsthand.Today.Exports;

/// <summary>File names for titles that come from outside: no folder, no sign that a system or a link reserves, no name twice.</summary>
internal sealed class FreeNames
{
    private const int Longest = 120;

    // Windows, and what Obsidian does not link to.
    private static readonly SearchValues<char> Reserved = SearchValues.Create("<>:\"/\\|?*#^[]%");
    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase) { "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "LPT1", "LPT2", "LPT3", "LPT4" };

    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="name">A file's own name, with the folders it came from, or a title.</param>
    /// <param name="extension">With its dot; null where the name has its own.</param>
    public string Of(string name, string? extension = null)
    {
        if (extension is null) (name, extension) = Parts(name.Replace('\\', '/').Split('/')[^1]);
        var safe = Safe(name);
        if (safe.Length > Longest) safe = safe[..(char.IsHighSurrogate(safe[Longest - 1]) ? Longest - 1 : Longest)].TrimEnd();
        if (safe.Length == 0 || Devices.Contains(safe)) safe = $"{safe}_";
        var free = safe + extension;
        for (var number = 2; !taken.Add(free); number++) free = $"{safe}-{number}{extension}";
        return free;
    }

    private static (string, string) Parts(string name) => Path.GetExtension(name) is { Length: < 12 } extension ? (Path.GetFileNameWithoutExtension(name), Safe(extension) is { Length: > 0 } kept ? $".{kept}" : "") : (name, "");

    private static string Safe(string text) => string.Concat(text.Select(sign => Reserved.Contains(sign) || char.IsControl(sign) || char.GetUnicodeCategory(sign) == System.Globalization.UnicodeCategory.Format ? '_' : sign)).Trim('.', ' ');
}
