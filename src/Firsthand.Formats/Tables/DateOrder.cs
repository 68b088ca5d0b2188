using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Tables;

/// <summary>Whether dates in digits put the day or the month first: some date of the file decides; if none does, it is said.</summary>
internal static class DateOrder
{
    public static string Of(IEnumerable<string> dates, string? wanted, Draft draft)
    {
        if (wanted is not null)
        {
            return wanted;
        }
        bool ambiguous = false, half = false;
        foreach (var date in dates)
        {
            var parts = date.Split(['/', '.', '-', ' ', ','], 4, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 3 || parts[0].Length > 2 || !int.TryParse(parts[0], out var a) || !int.TryParse(parts[1], out var b))
            {
                continue;
            }
            if (a > 12 || date.Contains('.', StringComparison.Ordinal) && !date.Contains('/', StringComparison.Ordinal) && parts[2].Length == 4 && b <= 12 && a <= 31 && !date.Contains('-', StringComparison.Ordinal))
            {
                return "dmy";
            }
            if (b > 12)
            {
                return "mdy";
            }
            ambiguous = true;
            half |= date.Contains("AM", StringComparison.OrdinalIgnoreCase) || date.Contains("PM", StringComparison.OrdinalIgnoreCase);
        }
        if (!ambiguous)
        {
            return "mdy";
        }
        var guess = half ? "mdy" : "dmy";
        draft.Note($"The dates could be day first or month first; they were read {(guess == "dmy" ? "day first" : "month first")}, which is a guess.");
        return guess;
    }
}
