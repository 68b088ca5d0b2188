using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using Firsthand.Conversations;
using Firsthand.Engine.Encoding;
using Firsthand.Platform;
using Firsthand.Platform.Http;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>The owner says which model outside tells what sentences mean, or that none does. It is tried with a harmless sentence first; the key goes in and never comes out again.</summary>
internal sealed class SetEmbedding(FirsthandDb db, EmbeddingCall call, JobQueue queue, CurrentMember member, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <param name="Address">"https://api.openai.com/v1", "http://127.0.0.1:8080" or the whole address that takes sentences.</param>
    /// <param name="Key">Null keeps the one that is set, empty takes it away.</param>
    /// <param name="Dimensions">How many numbers to ask the model for; null for as many as it gives.</param>
    public sealed record Request([property: Required, StringLength(500)] string Address, [property: Required, StringLength(200)] string Model, [property: StringLength(2000)] string? Key = null, [property: Range(8, 16_384)] int? Dimensions = null);

    /// <summary>What is set, without the key.</summary>
    /// <param name="Asked">How many numbers the owner asks for; null for as many as the model gives.</param>
    /// <param name="Dimensions">How many the vectors have.</param>
    /// <param name="InUse">Whether search and patterns go by it already: once everything is encoded.</param>
    /// <param name="Encoded">Of <paramref name="Sentences"/>, those whose vectors are here.</param>
    public sealed record View(string Address, string Host, string Model, bool HasKey, int? Asked, int Dimensions, bool IsHere, bool InUse, int Encoded, int Sentences);

    public async Task<View?> ReadAsync(CancellationToken ct)
    {
        if (await db.EmbeddingEndpoints.AsNoTracking().SingleOrDefaultAsync(ct) is not { } set) return null;
        var sentences = await CountAsync(ct);
        var encoded = await db.SentenceVectors.CountAsync(row => row.EndpointId == set.Id, ct);
        return new(set.Address, set.Host, set.Model, set.ProtectedKey is not null, set.Asked, set.Dimensions, new Uri(set.Address).IsLoopback, set.CompleteAt is not null, Math.Min(encoded, sentences), sentences);
    }

    /// <summary>All that would be sent.</summary>
    public Task<int> CountAsync(CancellationToken ct)
    {
        var conversations = db.Conversations;
        return db.Sentences.CountAsync(row => conversations.Any(talk => talk.Id == row.ConversationId), ct);
    }

    public async Task<Outcome<View>> RunAsync(Request request, CancellationToken ct)
    {
        if (!await IsOwnerAsync(ct)) return new Outcome<View>.Refused("member", OwnerOnly);
        if (OutsideServer.AddressOf(request.Address, "/embeddings") is not { } address) return new Outcome<View>.Refused("address", OutsideServer.AddressExpected);
        if (string.IsNullOrWhiteSpace(request.Model)) return new Outcome<View>.Refused("model", "The server has to be told a model, such as text-embedding-3-small.");
        if (request.Dimensions is < 8 or > 16_384) return new Outcome<View>.Refused("dimensions", "A vector has 8 to 16384 numbers.");
        var set = await db.EmbeddingEndpoints.SingleOrDefaultAsync(ct);
        // A key belongs to its server: another one must not be sent it.
        var kept = set is not null && set.Host == address.Authority ? set.ProtectedKey : null;
        var secret = request.Key switch { null => kept, "" => null, var key => EmbeddingEndpoint.Protector(protection).Protect(key.Trim()) };
        var wanted = new EmbeddingEndpoint { Id = Id<EmbeddingEndpoint>.New(clock), Address = address.AbsoluteUri, Model = request.Model.Trim(), ProtectedKey = secret, Asked = request.Dimensions, Dimensions = 0, Fingerprint = [] };

        var answer = await call.RunAsync(call.ModelOf(wanted), [EmbeddingCall.Harmless], call.Patient with { Tries = 1 }, ct);
        if (answer.Problem is { } problem) return new Outcome<View>.Refused("address", problem);
        var vector = answer.Vectors[0];
        if (set is not null && set.Address == wanted.Address && set.Model == wanted.Model && set.Asked == wanted.Asked && IsSame(set, vector)) set.ProtectedKey = secret;
        else
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.EmbeddingEndpoints.ExecuteDeleteAsync(ct);
            db.ChangeTracker.Clear();
            db.EmbeddingEndpoints.Add(new() { Id = wanted.Id, Address = wanted.Address, Model = wanted.Model, ProtectedKey = secret, Asked = wanted.Asked, Dimensions = vector.Length, Fingerprint = PackedVector.Pack(vector) });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        await db.SaveChangesAsync(ct);
        await queue.EnqueueAsync<EncodeJob>(EncodeJob.Kind, null, ct);
        return (await ReadAsync(ct))!;
    }

    /// <summary>Nothing is sent any more; the key is gone at once, its vectors with the job that follows.</summary>
    public async Task<Outcome<bool>> ForgetAsync(CancellationToken ct)
    {
        if (!await IsOwnerAsync(ct)) return new Outcome<bool>.Refused("member", OwnerOnly);
        if (await db.EmbeddingEndpoints.ExecuteDeleteAsync(ct) == 0) return false;
        await queue.EnqueueAsync<EncodeJob>(EncodeJob.Kind, null, ct);
        return true;
    }

    /// <summary>Whether a vector of the harmless sentence is the one that this endpoint's model gave it before. The same model on another machine differs in its last digits.</summary>
    public static bool IsSame(EmbeddingEndpoint set, float[] vector)
    {
        const float Same = 0.98f;
        return vector.Length == set.Dimensions && TensorPrimitives.Dot(vector, PackedVector.Unpack(set.Fingerprint)) >= Same;
    }

    private const string OwnerOnly = "Only the owner decides what leaves this server.";

    // The first member made the company. A command has none: who may run it may do anything.
    private async Task<bool> IsOwnerAsync(CancellationToken ct) =>
        member.Id is not { } id || await db.Users.Where(user => user.WorkspaceId == db.Workspace).OrderBy(user => user.Id).Select(user => user.Id).FirstOrDefaultAsync(ct) == id;
}
