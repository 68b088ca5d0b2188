namespace Firsthand.Formats.Mail;

/// <summary>A mail's body parted into what its sender wrote and what is quoted, forwarded or signature: kept, marked, never counted as the sender's words.</summary>
internal sealed record ReplySplit(string Reply, string Elided)
{
    // Below a quote a few lines are a signature or a greeting; more are an answer written below it.
    private const int FewLines = 7;

    private const int LongestBody = 2_000_000;

    public static ReplySplit Of(string body)
    {
        // Longer than any letter: a file by mail.
        if (body.Length > LongestBody)
        {
            return new(body, "");
        }
        var lines = ReplyLines.Read(body);
        var kept = new bool[lines.Count];
        Array.Fill(kept, true);
        var parts = new Parts(lines, kept);
        parts.DropAfterDelimiter();
        parts.DropSignatures();
        if (!parts.KeepAnswerBelow())
        {
            parts.DropQuoteAtEnd();
            parts.DropUnquotedOriginal();
        }
        parts.DropHeaders();
        parts.DropMarkers();
        parts.DropTrailingQuotes();
        if (!lines.Where((line, i) => kept[i] && line.Kind is LineKind.Text or LineKind.Quote).Any())
        {
            return new(Join(lines, _ => true), "");
        }
        var reply = Join(lines, i => kept[i]);
        // Most mails are all reply: kept once, not twice.
        return new(reply == body ? body : reply, Join(lines, i => !kept[i]));
    }

    private static string Join(List<ReplyLine> lines, Func<int, bool> which) =>
        string.Join('\n', lines.Where((_, i) => which(i)).Select(line => line.Text)).Trim('\n', ' ');

    /// <summary>The rules, each of which takes lines away.</summary>
    private sealed class Parts(List<ReplyLine> lines, bool[] kept)
    {
        private LineKind Kind(int i) => lines[i].Kind;

        private void Drop(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                kept[i] = false;
            }
        }

        private int Last => Array.FindLastIndex(kept, k => k) + 1;

        /// <summary>"-- " and lines of dashes: what follows is a signature, a footer or the mail before.</summary>
        public void DropAfterDelimiter()
        {
            var at = lines.FindIndex(line => line.Kind == LineKind.Delimiter);
            if (at >= 0)
            {
                Drop(at, lines.Count);
            }
        }

        /// <summary>The phone's own line; words below it, when there were words above, are the mail before, shown without signs.</summary>
        public void DropSignatures()
        {
            var first = lines.FindIndex(line => line.Kind == LineKind.Signature);
            if (first < 0)
            {
                return;
            }
            for (var i = first; i < lines.Count; i++)
            {
                kept[i] &= Kind(i) != LineKind.Signature;
            }
            var (above, below) = (lines.Take(first).Any(line => line.Kind == LineKind.Text), lines.FindIndex(first, line => line.Kind is not (LineKind.Signature or LineKind.Empty)));
            if (above && below >= 0 && Kind(below) == LineKind.Text)
            {
                Drop(first, lines.Count);
            }
        }

        /// <summary>The whole quote on top and the answer below it.</summary>
        public bool KeepAnswerBelow()
        {
            var open = Enumerable.Range(0, lines.Count).Where(i => kept[i]).ToList();
            var first = open.FindIndex(i => Kind(i) != LineKind.Empty);
            if (first < 0 || Kind(open[first]) != LineKind.Marker)
            {
                return false;
            }
            var below = open.FindLastIndex(i => Kind(i) is not (LineKind.Text or LineKind.Empty)) + 1;
            if (open.Take(below).Any(i => Kind(i) == LineKind.Text) || !open.Skip(below).Any(i => Kind(i) == LineKind.Text))
            {
                return false;
            }
            Drop(0, open[below - 1] + 1);
            return true;
        }

        /// <summary>A marker after words, then quotes, then at most a few lines.</summary>
        public void DropQuoteAtEnd()
        {
            var end = Last;
            int at = end, texts = 0;
            while (at > 0 && (!kept[at - 1] || Kind(at - 1) is LineKind.Text or LineKind.Empty))
            {
                at--;
                texts += kept[at] && Kind(at) == LineKind.Text ? 1 : 0;
            }
            var run = at;
            while (run > 0 && (!kept[run - 1] || Kind(run - 1) is LineKind.Empty or LineKind.Quote or LineKind.Marker or LineKind.Header))
            {
                run--;
            }
            var marker = run;
            while (marker < at && (!kept[marker] || Kind(marker) == LineKind.Empty))
            {
                marker++;
            }
            if (run > 0 && marker < at && Kind(marker) == LineKind.Marker && texts < FewLines)
            {
                Drop(marker, end);
            }
        }

        /// <summary>A marker with no quote sign below it: all from the first one on is the mail before.</summary>
        public void DropUnquotedOriginal()
        {
            var lastQuote = Array.FindLastIndex(kept, k => k);
            while (lastQuote >= 0 && !(kept[lastQuote] && Kind(lastQuote) == LineKind.Quote))
            {
                lastQuote--;
            }
            if (Enumerable.Range(lastQuote + 1, lines.Count - lastQuote - 1).Any(i => kept[i] && Kind(i) == LineKind.Marker))
            {
                var first = lines.FindIndex(line => line.Kind == LineKind.Marker);
                Drop(kept[first] ? first : lastQuote + 1, lines.Count);
            }
        }

        /// <summary>"From: Sent: To: Subject:" and all below.</summary>
        public void DropHeaders()
        {
            for (var i = 0; i < lines.Count; i++)
            {
                var end = i;
                while (end < lines.Count && kept[end] && Kind(end) == LineKind.Header)
                {
                    end++;
                }
                if (end - i >= 3 || end - i == 2 && (i == 0 || Kind(i - 1) == LineKind.Empty))
                {
                    Drop(i, lines.Count);
                    return;
                }
            }
        }

        public void DropMarkers()
        {
            for (var i = 0; i < lines.Count; i++)
            {
                kept[i] &= Kind(i) != LineKind.Marker;
            }
        }

        public void DropTrailingQuotes()
        {
            var end = Last;
            var at = end;
            while (at > 0 && (!kept[at - 1] || Kind(at - 1) is LineKind.Quote or LineKind.Empty))
            {
                at--;
            }
            if (at > 0 && Enumerable.Range(at, end - at).Any(i => kept[i] && Kind(i) == LineKind.Quote))
            {
                Drop(at, end);
            }
        }
    }
}
