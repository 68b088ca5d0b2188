namespace Firsthand.Shell.Components;

/// <summary>After this conversation, so many different things had been heard.</summary>
public readonly record struct CurvePoint(int Conversation, int Things);

/// <summary>What is expected after this conversation, with its range.</summary>
public readonly record struct CurveAhead(int Conversation, double Things, double Low, double High);
