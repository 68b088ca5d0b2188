namespace Firsthand.Shell.Components.Charts;

/// <summary>Evidence after each observation, in natural logarithms, and what it speaks for.</summary>
/// <param name="Dashed">Drawn as a broken line: the other side.</param>
public sealed record EvidenceLine(string What, IReadOnlyList<double> LnE, bool Dashed = false);
