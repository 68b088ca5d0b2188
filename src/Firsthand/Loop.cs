namespace Firsthand;

/// <summary>The stages of the loop, in the order that data flows. A stage may use earlier ones, never later ones.</summary>
internal static class Loop
{
    public static readonly string[] Stages = ["Platform", "Customers", "Conversations", "Evidence", "Patterns", "Today"];
}
