namespace Firsthand.Benchmarks;

/// <summary>512 sentences of 12 words, always the same: what encoders are compared on.</summary>
internal static class EncoderSentences
{
    private static readonly string[] Words =
    [
        .. """
        we had three people leave last month because nobody could find the old invoices in time and honestly I would pay more if someone just told me what changed since Monday
        our customers keep asking why export takes so long when their report is small my team ends up copying numbers by hand into another sheet which feels wrong after buying software
        it works fine on a phone but never with the bigger accounts there should be one place to see every open question before the renewal meeting starts
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
    ];

    public static string[] All { get; } = Make(new Random(1));

    private static string[] Make(Random random) => [.. Enumerable.Range(0, 512).Select(_ => string.Join(' ', random.GetItems(Words, 12)))];
}
