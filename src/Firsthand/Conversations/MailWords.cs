namespace Firsthand.Conversations;

/// <summary>Whose words the text of a mail is: its sender's as far as they wrote it, nobody's where they quote.</summary>
internal static class MailWords
{
    extension(Formats.Turn turn)
    {
        /// <summary>What its speaker says: of a mail the reply, without what it quotes, forwards and signs. Where it stands on top, it keeps its places.</summary>
        public string Said
        {
            get
            {
                if (turn.Details?.GetValueOrDefault("replyText") is not { } reply) return turn.Text;
                // Answers between the lines of a quote are theirs, the lines are not.
                if (reply.StartsWith('>') || reply.Contains("\n>", StringComparison.Ordinal)) reply = string.Join('\n', reply.Split('\n').Where(line => !line.StartsWith('>'))).Trim();
                var blank = turn.Text.Length - turn.Text.AsSpan().TrimStart().Length;
                return turn.Text.AsSpan(blank).StartsWith(reply, StringComparison.Ordinal) ? turn.Text[..(blank + reply.Length)] : reply;
            }
        }
    }
}
