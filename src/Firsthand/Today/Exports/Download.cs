using System.IO.Compression;
using Firsthand.Platform;

namespace Firsthand.Today.Exports;

/// <summary>Exports over HTTP: one file as it is, a folder as a ZIP.</summary>
internal static class Download
{
    public static async Task<IResult> OfAsync(IExport export, DateTimeOffset now, CancellationToken ct)
    {
        // On the disk, because recordings go along; gone when the answer is sent.
        var file = Temporary();
        try
        {
            if (export.File.EndsWith('/'))
            {
                await using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
                await export.WriteAsync(CopyFiles.Into(zip, now), ct);
            }
            else
            {
                using var bytes = new MemoryStream();
                await export.WriteAsync(_ => bytes, ct);
                // Closed by who wrote it; its bytes are still there.
                await file.WriteAsync(bytes.ToArray(), ct);
            }
            file.Position = 0;
            return Results.File(file, export.File.EndsWith('/') ? "application/zip" : "application/octet-stream", export.File.TrimEnd('/') + (export.File.EndsWith('/') ? ".zip" : ""));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static FileStream Temporary()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }

    /// <summary>A copy that a person sends back.</summary>
    internal sealed class Upload(RestoreEverything restore)
    {
        public async Task<Outcome<RestoreEverything.Restored>> RunAsync(IFormFile file, CancellationToken ct)
        {
            try
            {
                await using var stream = file.OpenReadStream();
                await using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
                return await restore.RunAsync(CopyFiles.From(zip), ct);
            }
            catch (InvalidDataException)
            {
                return new Outcome<RestoreEverything.Restored>.Refused("file", $"{file.FileName} is not a whole ZIP. Nothing was changed.");
            }
        }
    }
}
