using Firsthand.Formats.Frame;

namespace Firsthand.Formats.WhatsApp;

/// <summary>Whether the dates of a chat put day, month or year first: what is impossible one way decides; else the order in which time does not run backwards; else it is said to be a guess.</summary>
internal sealed class ChatDates
{
    private int seen, day, month, year, backDayFirst, backMonthFirst;
    private bool half;
    private string lastDayFirst = "", lastMonthFirst = "";

    /// <summary>Takes note of a date, in the file's order.</summary>
    public void Observe(MessageHeader header)
    {
        seen++;
        year += header.ADigits == 4 || header.A > 31 ? 1 : 0;
        day += header.ADigits < 4 && header.A is > 12 and <= 31 && header.B <= 12 ? 1 : 0;
        month += header.ADigits < 4 && header.A <= 12 && header.B is > 12 and <= 31 ? 1 : 0;
        half |= header.Half != '\0';
        if (day + month + year == 0)
        {
            backDayFirst += StepsBack(header, "dmy", ref lastDayFirst);
            backMonthFirst += StepsBack(header, "mdy", ref lastMonthFirst);
        }
    }

    public string Order(string? wanted, Draft draft)
    {
        if (wanted is not null)
        {
            return wanted;
        }
        if (year == seen || day + month == 0 && year > 0)
        {
            return "ymd";
        }
        if (day > 0 || month > 0)
        {
            if (day > 0 && month > 0)
            {
                draft.Note($"Some dates can only be day first ({day}), others only month first ({month}); the more frequent order was used, and dates that it makes impossible were left open.");
            }
            return day >= month ? "dmy" : "mdy";
        }
        if (backDayFirst != backMonthFirst)
        {
            return backDayFirst < backMonthFirst ? "dmy" : "mdy";
        }
        var guess = half ? "mdy" : "dmy";
        draft.Note($"The dates could be day first or month first; they were read {(guess == "dmy" ? "day first" : "month first")}, which is a guess.");
        return guess;
    }

    /// <summary>The moment of a header; null when no calendar has it.</summary>
    public static Moment? Of(MessageHeader header, string order)
    {
        var (year, digits, month, day) = header.ADigits == 4 || order == "ymd" ? (header.A, header.ADigits, header.B, header.C)
            : order == "dmy" ? (header.C, header.CDigits, header.B, header.A) : (header.C, header.CDigits, header.A, header.B);
        if (header.Half != '\0' && header.Hour is < 1 or > 12)
        {
            return null;
        }
        var hour = header.Half switch { 'a' => header.Hour % 12, 'p' => header.Hour % 12 + 12, _ => header.Hour };
        return DateText.Compose(digits <= 2 ? 2000 + year : year, month, day, hour, header.Minute, header.Second);
    }

    private static int StepsBack(MessageHeader header, string order, ref string last)
    {
        if (Of(header, order)?.Date is not { } date)
        {
            return 0;
        }
        var back = string.CompareOrdinal(date, last) < 0;
        last = date;
        return back ? 1 : 0;
    }
}
