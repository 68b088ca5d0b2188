namespace Firsthand.Shell.Components;

/// <summary>What an interval decides about a belief: nothing (grey), for it, or against it.</summary>
public enum Settled { Undecided, Settled, Against }
