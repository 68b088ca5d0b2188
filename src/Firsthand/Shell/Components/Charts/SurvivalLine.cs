using Firsthand.Engine.Statistics;

namespace Firsthand.Shell.Components.Charts;

/// <summary>A survival curve with the name of its group.</summary>
public sealed record SurvivalLine(string Name, SurvivalCurve Curve);
