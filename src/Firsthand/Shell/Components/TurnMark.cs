using Firsthand.Engine.Detection;

namespace Firsthand.Shell.Components;

/// <summary>A marked place in a turn: a highlight that a person decided, or a suggestion.</summary>
/// <param name="Id">The quote's id, or the suggestion's where it is suggested.</param>
/// <param name="Start">UTF-16 units from the turn's start.</param>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Current">The one in hand.</param>
/// <param name="Line">The line of the story that a person chose for it.</param>
public sealed record TurnMark(Guid Id, QuoteKind Kind, int Start, int Length, bool Suggested = false, bool Current = false, string? Line = null);
