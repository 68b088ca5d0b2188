namespace Firsthand.Shell.Components;

/// <summary>How a job stands, as a page shows it.</summary>
public enum JobShown { Running, Done, Failed }
