namespace Firsthand.Platform.Jobs;

/// <summary>Work that cannot go on, for a reason that a person can mend. The message is the sentence for them, and is in no log.</summary>
internal sealed class WorkStoppedException(string sentence) : Exception(sentence);
