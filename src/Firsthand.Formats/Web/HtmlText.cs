using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Firsthand.Formats.Web;

/// <summary>HTML as the text that a reader of the page sees: blocks end lines, br ends a line, scripts and styles are nothing. Nothing is fetched and nothing runs.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section", "article", "header", "footer", "hr", "dl", "dt", "dd", "form", "fieldset", "figure", "main", "nav", "aside", "center", "address",
    };

    private static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe" };

    public static string Of(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        return Of((INode?)document.Body ?? document);
    }

    public static string Of(INode root)
    {
        var text = new StringBuilder();
        // By hand rather than by recursion: a page may nest ten thousand deep.
        Stack<(INode Node, bool Closing)> open = new();
        open.Push((root, false));
        var preformatted = 0;
        while (open.TryPop(out var next))
        {
            var (node, closing) = next;
            var name = node.NodeName;
            if (closing)
            {
                preformatted -= name.Equals("pre", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                EndLine(text);
                continue;
            }
            switch (node)
            {
                case IText words:
                    Append(text, words.Data, preformatted > 0);
                    continue;
                case IElement when Unseen.Contains(name):
                    continue;
                case IElement when name.Equals("br", StringComparison.OrdinalIgnoreCase):
                    TrimBlank(text).Append('\n');
                    continue;
                case IElement when name.Equals("td", StringComparison.OrdinalIgnoreCase) || name.Equals("th", StringComparison.OrdinalIgnoreCase):
                    Append(text, " ", false);
                    break;
                case IElement when Blocks.Contains(name):
                    preformatted += name.Equals("pre", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                    EndLine(text);
                    open.Push((node, true));
                    break;
            }
            for (var child = node.LastChild; child is not null; child = child.PreviousSibling)
            {
                open.Push((child, false));
            }
        }
        return text.ToString().Trim('\n', ' ');
    }

    private static void Append(StringBuilder text, string words, bool asIs)
    {
        foreach (var c in words)
        {
            if (asIs || c is not (' ' or '\t' or '\n' or '\r' or '\f'))
            {
                text.Append(c);
            }
            else if (text.Length > 0 && text[^1] is not (' ' or '\n'))
            {
                text.Append(' ');
            }
        }
    }

    private static void EndLine(StringBuilder text)
    {
        TrimBlank(text);
        if (text.Length > 0 && text[^1] != '\n')
        {
            text.Append('\n');
        }
    }

    private static StringBuilder TrimBlank(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == ' ')
        {
            text.Length--;
        }
        return text;
    }
}
