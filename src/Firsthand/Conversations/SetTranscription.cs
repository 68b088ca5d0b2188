using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Firsthand.Platform;
using Firsthand.Platform.Http;
using Firsthand.Platform.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>The owner says which server writes down recordings, or that none does. The key goes in and never comes out again.</summary>
internal sealed class SetTranscription(FirsthandDb db, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <param name="Address">"https://api.openai.com/v1", "http://127.0.0.1:8000" or the whole address that takes recordings.</param>
    /// <param name="Key">Null keeps the one that is set, empty takes it away.</param>
    /// <param name="PricePerMinute">In <paramref name="Currency"/>; 0 for a server of one's own.</param>
    public sealed record Request([property: Required, StringLength(500)] string Address, [property: Required, StringLength(200)] string Model, [property: StringLength(2000)] string? Key = null,
        [property: StringLength(20)] string? Language = null, [property: Range(0, 1000)] decimal PricePerMinute = 0, [property: StringLength(10)] string? Currency = null);

    /// <summary>What is set, without the key.</summary>
    public sealed record View(string Address, string Host, string Model, bool HasKey, string? Language, decimal PricePerMinute, string Currency, bool IsHere);

    public async Task<View?> ReadAsync(CancellationToken ct) => await db.TranscriptionEndpoints.AsNoTracking().SingleOrDefaultAsync(ct) is { } set
        ? new(set.Address, new Uri(set.Address).Authority, set.Model, set.ProtectedKey is not null, set.Language, (decimal)set.PricePerMinute / Transcription.Million, set.Currency, new Uri(set.Address).IsLoopback)
        : null;

    public async Task<Outcome<View>> RunAsync(Request request, CancellationToken ct)
    {
        if (OutsideServer.AddressOf(request.Address, "/audio/transcriptions") is not { } address) return new Outcome<View>.Refused("address", OutsideServer.AddressExpected);
        if (string.IsNullOrWhiteSpace(request.Model)) return new Outcome<View>.Refused("model", "The server has to be told a model, such as whisper-1.");
        if (request.PricePerMinute is < 0 or > 1000) return new Outcome<View>.Refused("pricePerMinute", "The price of a minute lies between 0 and 1000.");
        var set = await db.TranscriptionEndpoints.SingleOrDefaultAsync(ct);
        if (set is null) db.TranscriptionEndpoints.Add(set = new() { Id = Id<TranscriptionEndpoint>.New(clock), Address = address.AbsoluteUri, Model = "", PricePerMinute = 0, Currency = "" });
        // A key belongs to its server: another one must not be sent it.
        if (new Uri(set.Address).Authority != address.Authority || request.Key is { Length: 0 }) set.ProtectedKey = null;
        if (request.Key is { Length: > 0 } key) set.ProtectedKey = Protector(protection).Protect(key.Trim());
        (set.Address, set.Model, set.Language) = (address.AbsoluteUri, request.Model.Trim(), string.IsNullOrWhiteSpace(request.Language) ? null : request.Language.Trim());
        (set.PricePerMinute, set.Currency) = ((long)Math.Round(request.PricePerMinute * Transcription.Million), string.IsNullOrWhiteSpace(request.Currency) ? "USD" : request.Currency.Trim().ToUpperInvariant());
        await db.SaveChangesAsync(ct);
        return (await ReadAsync(ct))!;
    }

    /// <summary>Nothing is sent any more; the key is gone.</summary>
    public Task<int> ForgetAsync(CancellationToken ct) => db.TranscriptionEndpoints.ExecuteDeleteAsync(ct);

    public static IDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("transcription key");

    /// <summary>"0.07 USD", with as many digits as a small sum needs.</summary>
    public static string Money(long millionths, string? currency) => string.Create(CultureInfo.InvariantCulture, $"{(decimal)millionths / Transcription.Million:0.00##} {currency}");
}
