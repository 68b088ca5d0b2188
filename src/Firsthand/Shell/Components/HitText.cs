using Firsthand.Engine.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Firsthand.Shell.Components;

/// <summary>Words that were found, with the words that were looked for emphasised. The emphasis only wraps: the text is what was said, character for character.</summary>
public sealed class HitText : ComponentBase
{
    [Parameter, EditorRequired] public string Text { get; set; } = "";

    /// <summary>In order, not overlapping, inside the text.</summary>
    [Parameter] public IReadOnlyList<TextSpan> Terms { get; set; } = [];

    /// <summary>Our side said it: not set as a customer's words.</summary>
    [Parameter] public bool Ours { get; set; }

    // Not a .razor file: there, a line break between two pieces would become a space in somebody's words.
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", Ours ? "said-by-us" : "words quoted");
        var at = 0;
        foreach (var term in Terms.Where(term => term.Start >= at && term.End <= Text.Length))
        {
            builder.AddContent(2, Text[at..term.Start]);
            builder.OpenElement(3, "mark");
            builder.AddAttribute(4, "class", "hit");
            builder.AddContent(5, Text[term.Start..term.End]);
            builder.CloseElement();
            at = term.End;
        }
        builder.AddContent(6, Text[at..]);
        builder.CloseElement();
    }
}
