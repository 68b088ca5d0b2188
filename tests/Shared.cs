namespace Firsthand.Tests;

/// <summary>Where this checkout is, and the folder of real data beside it (never part of the project; tests that need it are skipped without it).</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Shared { get; } =
        Path.GetFullPath(Environment.GetEnvironmentVariable("FIRSTHAND_SHARED") ?? Path.Combine(Root, "..", "shared"));

    /// <summary>A place under the folder of real data; skips the running test, saying so, where there is none.</summary>
    public static string SharedPath(params string[] parts)
    {
        var path = Path.Combine([Shared, .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"No real data here: {path} is absent. Set FIRSTHAND_SHARED to its folder.");
        return path;
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Firsthand.slnx")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
