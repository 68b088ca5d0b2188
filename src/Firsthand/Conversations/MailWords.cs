namespace Firsthand.Conversations;

/// <summary>Whose words the text of a mail is: its sender's as far as they wrote it, nobody's where they quote.</summary>
internal static class MailWords
{
    extension(Formats.Turn turn)
    {
        /// <summary>What its speaker says: of a mail the reply, without what it quotes, forwards and signs; that is blank where it stands before or between, so that each word keeps its place in the turn.</summary>
        public string Said
        {
            get
            {
                if (turn.Details?.GetValueOrDefault("replyText") is not { } reply) return turn.Text;
                // Answers between the lines of a quote are theirs, the lines are not.
                var theirs = reply.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('>')).ToList();
                var said = new char[turn.Text.Length];
                Array.Fill(said, ' ');
                int at = 0, end = 0, found = 0;
                foreach (var line in turn.Text.Split('\n'))
                {
                    if (found < theirs.Count && line.AsSpan().Trim().SequenceEqual(theirs[found]))
                    {
                        // Where nothing but blanks stands between two of them, they are those of the mail.
                        if (turn.Text.AsSpan(end, at - end).Trim().Length == 0) turn.Text.CopyTo(end, said, end, at - end);
                        line.CopyTo(0, said, at, line.Length);
                        (found, end) = (found + 1, at + line.TrimEnd().Length);
                    }
                    at += line.Length + 1;
                }
                if (found < theirs.Count) return reply;
                return new(said, 0, end);
            }
        }
    }
}
