using Firsthand.Platform;
using Firsthand.Shell.Components;

namespace Firsthand.Patterns;

/// <summary>Customers as the dots and counts that every page draws, each opening its words.</summary>
internal static class VoiceDots
{
    extension(VoiceKind kind)
    {
        public Heard Heard => kind switch { VoiceKind.SaidUnasked => Heard.Unasked, VoiceKind.SaidWhenAsked => Heard.Said, VoiceKind.AskedDidNotSay => Heard.Silent, _ => Heard.NotAsked };
    }

    extension(Heard heard)
    {
        /// <summary>As it stands in an address.</summary>
        public string Slug => heard switch { Heard.Unasked => "unasked", Heard.Said => "said", Heard.Silent => "silent", _ => "not-asked" };
    }

    extension(IEnumerable<Voice> voices)
    {
        public IReadOnlyList<Dot> Dots(Id<Pattern> pattern) => [.. voices.Select(voice => new Dot(voice.Name, voice.Kind.Heard, voice.Kind == VoiceKind.NotAsked ? $"/customers/{voice.Person}" : $"/patterns/{pattern}?person={voice.Person}#words"))];
    }

    extension(ListPatterns.Row row)
    {
        public HeardCounts Counts => new(row.SaidUnasked, row.SaidWhenAsked, row.Asked - row.SaidWhenAsked, Math.Max(0, row.People.Total - row.SaidUnasked - row.Asked));

        public string CountHref(Heard heard) => $"/patterns/{row.Id}?heard={heard.Slug}{(row.Segment is { } segment ? $"&segment={Uri.EscapeDataString(segment)}" : "")}#words";
    }

    public static VoiceKind? Parse(string? slug) => slug switch { "unasked" => VoiceKind.SaidUnasked, "said" => VoiceKind.SaidWhenAsked, "silent" => VoiceKind.AskedDidNotSay, "not-asked" => VoiceKind.NotAsked, _ => null };
}
