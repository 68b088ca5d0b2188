using System.Globalization;
using System.Text.RegularExpressions;
using Firsthand.Engine.Statistics;

namespace Firsthand.Shell;

/// <summary>Values in the words that a screen uses, the same on every page.</summary>
public static partial class Say
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Between two things that are said in one line, which never begins with it.</summary>
    public const string Dot = "\u00a0· ";

    /// <summary>A place in a recording: "14:02", "1:03:20".</summary>
    public static string Clock(TimeSpan at) => at.ToString(at.TotalHours >= 1 ? @"h\:mm\:ss" : @"mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>How long something took: "42 min", "1 h 5 min", "40 s".</summary>
    public static string Length(TimeSpan length) => length switch
    {
        { TotalSeconds: < 60 } => Plain($"{(int)length.TotalSeconds} s"),
        { TotalMinutes: < 60 } => Plain($"{(int)Math.Round(length.TotalMinutes)} min"),
        _ => Plain($"{(int)length.TotalHours} h {length.Minutes} min"),
    };

    /// <summary>"today", "yesterday", "23 November", and the year where it is another one.</summary>
    public static string Day(DateTimeOffset day, DateTimeOffset now) => (now.Date - day.Date).Days switch
    {
        0 => "today",
        1 => "yesterday",
        -1 => "tomorrow",
        _ => Date(day, now),
    };

    /// <summary>"23 November", and the year where it is another one.</summary>
    public static string Date(DateTimeOffset day, DateTimeOffset now) => day.ToString(day.Year == now.Year ? "d MMMM" : "d MMMM yyyy", English);

    /// <summary>"Tuesday 24 November": the title of a day.</summary>
    public static string Weekday(DateTimeOffset day) => day.ToString("dddd d MMMM", English);

    /// <summary>"1 quote", "1,204 quotes".</summary>
    public static string Count(long n, string one, string? many = null) => $"{Number(n)} {(n == 1 ? one : many ?? one + "s")}";

    /// <summary>"1,204".</summary>
    public static string Number(long n) => n.ToString("N0", English);

    /// <summary>A chance as a person says it: "1 in 5", "9 in 10", "less than 1 in 100".</summary>
    public static string Chance(double chance) => Percents.Chance(chance);

    /// <summary>A share of people. Below five people it is only ever counted.</summary>
    public static string Share(int k, int n) => new Share(k, n).ToString();

    /// <summary>A name in the parts between which a narrow column may break it: an e-mail address breaks after its signs, not within a word.</summary>
    public static string[] Parts(string name) => AfterSigns().Split(name);

    [GeneratedRegex("(?<=[@._-])(?=.)")]
    private static partial Regex AfterSigns();

    /// <summary>A number for SVG and data attributes: never a comma, at most two decimals.</summary>
    public static string Place(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Plain(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
