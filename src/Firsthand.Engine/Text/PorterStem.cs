namespace Firsthand.Engine.Text;

/// <summary>M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980: the rules as published, step by step.</summary>
internal static class PorterStem
{
    // Longer ones are keys, hashes and noise: they have no stem.
    private const int LongestWord = 60;

    // In a rule the condition holds for the stem that is left; the longest suffix that matches decides, whether its condition holds or not.
    private static readonly (string Suffix, string Into)[] Step2 =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"), ("alli", "al"), ("entli", "ent"),
        ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"),
        ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
    ];

    private static readonly (string Suffix, string Into)[] Step3 =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    private static readonly (string Suffix, string Into)[] Step4 =
    [
        ("ement", ""), ("ance", ""), ("ence", ""), ("able", ""), ("ible", ""), ("ment", ""), ("ant", ""), ("ent", ""), ("ism", ""), ("ate", ""),
        ("iti", ""), ("ous", ""), ("ive", ""), ("ize", ""), ("ion", ""), ("al", ""), ("er", ""), ("ic", ""), ("ou", ""),
    ];

    public static string Of(string word)
    {
        if (word.EndsWith("'s", StringComparison.Ordinal)) word = word[..^2];
        if (word.Length is <= 2 or > LongestWord || word.AsSpan().ContainsAnyExceptInRange('a', 'z')) return word;

        Span<char> letters = stackalloc char[word.Length + 1];
        word.CopyTo(letters);
        var length = word.Length;
        length = Plurals(letters, length);
        length = PastAndProgressive(letters, length);
        if (letters[length - 1] == 'y' && HasVowel(letters[..(length - 1)])) letters[length - 1] = 'i';
        length = Longest(letters, length, Step2, 1);
        length = Longest(letters, length, Step3, 1);
        length = Longest(letters, length, Step4, 2);
        length = FinalE(letters, length);
        return letters[..length].SequenceEqual(word) ? word : new string(letters[..length]);
    }

    private static int Plurals(Span<char> letters, int length)
    {
        var word = letters[..length];
        if (word.EndsWith("sses") || word.EndsWith("ies")) return length - 2;
        return word.EndsWith("s") && !word.EndsWith("ss") ? length - 1 : length;
    }

    private static int PastAndProgressive(Span<char> letters, int length)
    {
        var word = letters[..length];
        if (word.EndsWith("eed")) return Measure(word[..^3]) > 0 ? length - 1 : length;
        var stem = word.EndsWith("ed") ? length - 2 : word.EndsWith("ing") ? length - 3 : length;
        if (stem == length || !HasVowel(letters[..stem])) return length;

        word = letters[..stem];
        var wantsE = word.EndsWith("at") || word.EndsWith("bl") || word.EndsWith("iz");
        if (!wantsE && IsDoubleConsonant(word)) return word[^1] is 'l' or 's' or 'z' ? stem : stem - 1;
        if (!wantsE && !(Measure(word) == 1 && EndsShort(word))) return stem;
        letters[stem] = 'e';
        return stem + 1;
    }

    private static int Longest(Span<char> letters, int length, (string Suffix, string Into)[] rules, int measure)
    {
        var (suffix, into) = ("", "");
        foreach (var rule in rules)
            if (rule.Suffix.Length > suffix.Length && letters[..length].EndsWith(rule.Suffix)) (suffix, into) = rule;
        if (suffix.Length == 0) return length;

        var stem = letters[..(length - suffix.Length)];
        if (Measure(stem) < measure || (suffix == "ion" && !(stem.EndsWith("s") || stem.EndsWith("t")))) return length;
        into.CopyTo(letters[stem.Length..]);
        return stem.Length + into.Length;
    }

    private static int FinalE(Span<char> letters, int length)
    {
        if (letters[length - 1] == 'e')
        {
            var stem = letters[..(length - 1)];
            var measure = Measure(stem);
            if (measure > 1 || (measure == 1 && !EndsShort(stem))) length--;
        }
        var word = letters[..length];
        return word.EndsWith("ll") && Measure(word[..^1]) > 1 ? length - 1 : length;
    }

    // m in the paper: how many times a vowel is followed by a consonant.
    private static int Measure(ReadOnlySpan<char> stem)
    {
        var measure = 0;
        for (var i = 1; i < stem.Length; i++)
            if (IsConsonant(stem, i) && !IsConsonant(stem, i - 1)) measure++;
        return measure;
    }

    private static bool HasVowel(ReadOnlySpan<char> stem)
    {
        for (var i = 0; i < stem.Length; i++)
            if (!IsConsonant(stem, i)) return true;
        return false;
    }

    private static bool IsDoubleConsonant(ReadOnlySpan<char> stem) => stem.Length > 1 && stem[^1] == stem[^2] && IsConsonant(stem, stem.Length - 1);

    // *o in the paper: consonant, vowel, consonant at the end, and the last is not w, x or y.
    private static bool EndsShort(ReadOnlySpan<char> stem) =>
        stem.Length > 2 && IsConsonant(stem, stem.Length - 3) && !IsConsonant(stem, stem.Length - 2) && IsConsonant(stem, stem.Length - 1) && stem[^1] is not ('w' or 'x' or 'y');

    // A y is a vowel after a consonant.
    private static bool IsConsonant(ReadOnlySpan<char> word, int i)
    {
        if (word[i] != 'y') return word[i] is not ('a' or 'e' or 'i' or 'o' or 'u');
        var run = 1;
        while (run <= i && word[i - run] == 'y') run++;
        var firstIsConsonant = run > i || word[i - run] is 'a' or 'e' or 'i' or 'o' or 'u';
        return firstIsConsonant == (run % 2 == 1);
    }
}
