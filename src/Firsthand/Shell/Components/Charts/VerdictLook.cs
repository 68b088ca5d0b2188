using Firsthand.Engine.Statistics;

namespace Firsthand.Shell.Components.Charts;

/// <summary>How verdicts look: only what is settled takes a colour.</summary>
internal static class VerdictLook
{
    extension(Verdict verdict)
    {
        /// <summary>"Undecided."</summary>
        public string Lead => $"{char.ToUpperInvariant(verdict.Name[0])}{verdict.Name[1..]}.";

        public Settled Colour => (verdict.Word, verdict.Side) switch
        {
            (VerdictWord.Verified, Side.For) => Settled.Settled,
            (VerdictWord.Verified, Side.Against) => Settled.Against,
            _ => Settled.Undecided,
        };
    }
}
