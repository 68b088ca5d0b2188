namespace Firsthand.Shell.Components;

/// <summary>One stretch of talk, in the measure of the clock (seconds, or words where there are no times).</summary>
public readonly record struct ClockBar(double Start, double End, bool Ours);
