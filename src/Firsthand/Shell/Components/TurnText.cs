using Firsthand.Engine.Detection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Firsthand.Shell.Components;

/// <summary>A turn's words with its marks. Marks only wrap: the text content is the turn's text, character for character, so that places can be counted in it.</summary>
public sealed class TurnText : ComponentBase
{
    [Parameter, EditorRequired] public string Text { get; set; } = "";
    [Parameter] public IReadOnlyList<TurnMark> Marks { get; set; } = [];

    /// <summary>Our side said it: not set as a customer's words.</summary>
    [Parameter] public bool Ours { get; set; }

    // Not a .razor file: there, a line break between two marks would become a space in somebody's words.
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "p");
        builder.AddAttribute(1, "class", Ours ? "said-by-us" : "words");
        builder.AddAttribute(2, "data-text", true);
        var opened = new HashSet<Guid>();
        foreach (var (start, end, over) in Pieces(Text.Length, Marks))
        {
            foreach (var mark in over)
            {
                builder.OpenElement(3, "mark");
                if (opened.Add(mark.Id)) builder.AddAttribute(4, "id", $"q-{mark.Id}");
                builder.AddAttribute(5, "data-quote", mark.Id.ToString());
                builder.AddAttribute(6, "data-kind", mark.Kind.Name);
                if (mark.Suggested) builder.AddAttribute(7, "class", "suggested");
                if (mark.Line is not null) builder.AddAttribute(8, "data-line", mark.Line);
                if (mark.Current) builder.AddAttribute(9, "aria-current", "true");
            }
            builder.AddContent(10, Text[start..end]);
            foreach (var _ in over) builder.CloseElement();
        }
        builder.CloseElement();
    }

    /// <summary>Cuts a text at every edge of a mark: each piece with the marks that lie over it, the longest outermost.</summary>
    internal static IEnumerable<(int Start, int End, IReadOnlyList<TurnMark> Over)> Pieces(int length, IReadOnlyList<TurnMark> marks)
    {
        var inside = marks.Where(mark => mark.Length > 0 && mark.Start >= 0 && mark.Start + mark.Length <= length)
            .OrderBy(mark => mark.Start).ThenByDescending(mark => mark.Length).ToList();
        var edges = inside.SelectMany(mark => new[] { mark.Start, mark.Start + mark.Length }).Append(0).Append(length).Distinct().Order().ToList();
        for (var i = 0; i + 1 < edges.Count; i++)
        {
            var (start, end) = (edges[i], edges[i + 1]);
            yield return (start, end, inside.FindAll(mark => mark.Start <= start && end <= mark.Start + mark.Length));
        }
    }
}
