using System.Globalization;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;

namespace Firsthand.Bench;

/// <summary>Answers to an open question of a survey, to which people gave themes.</summary>
internal static class SurveySet
{
    private const string Themes = "_themes";

    /// <summary>Of these files the tables that give themes to rows of another: their first column numbers rows, the second is called something_themes.</summary>
    public static List<string> ThemesIn(IEnumerable<string> files) =>
        [.. files.Where(file => (File.ReadLines(file).FirstOrDefault() ?? "").Split([';', ',', '\t']) is [_, var themes, ..] && themes.Trim(' ', '"').EndsWith(Themes, StringComparison.OrdinalIgnoreCase))];

    /// <summary>One set for each table of themes: those who answered, what they answered, the themes of it. Which question it was show the rows that are numbered.</summary>
    /// <exception cref="SetRefused">A row is broken, or numbers none of the survey.</exception>
    public static IEnumerable<SessionSet> Read(string name, IReadOnlyList<string> themes, IEnumerable<string> files)
    {
        var rest = files.Except(themes).Where(file => Path.GetExtension(file) is ".csv" or ".tsv").Select(file => QuotedTable.Rows(file, File.ReadAllText(file)).ToList()).Where(rows => rows.Count > 1).ToList();
        var survey = rest.MaxBy(rows => rows.Count) ?? throw new SetRefused(themes[0], 1, "a table with the survey's answers beside it");
        // Three fields for one question have its words in common.
        var questions = survey[0].Cells.Index().GroupBy(column => column.Item.Split(':')[^1].Trim(), column => column.Index).ToList();
        foreach (var path in themes)
        {
            var rows = QuotedTable.Rows(path, File.ReadAllText(path)).ToList();
            var coded = rows.Skip(1).Select(row => int.TryParse(row.Cells[0], CultureInfo.InvariantCulture, out var number) && number >= 0 && number < survey.Count - 1
                ? (Number: number, Themes: row.Cells[1].Split([',', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                : throw new SetRefused(path, row.Line, $"the number of an answer, 0 to {survey.Count - 2}")).ToList();
            if (coded.Count == 0) throw new SetRefused(path, 2, "the number of an answer with its themes");
            var numbers = coded.ConvertAll(row => row.Number).ToHashSet();
            var question = questions.MaxBy(columns => Overlap(numbers, Enumerable.Range(0, survey.Count - 1).Where(row => Answers(survey[row + 1], columns).Any()).ToHashSet()))!;
            yield return new($"{name}: {rows[0].Cells[1][..^Themes.Length].Replace('_', ' ')}", null, [.. coded.Select(row => Of(row.Number, question.Key, Answers(survey[row.Number + 1], question), row.Themes)).Where(session => session.Turns.Count > 0)]);
        }
    }

    private static IEnumerable<string> Answers(TableRow row, IEnumerable<int> columns) => columns.Select(column => row.Cells[column].Trim()).Where(answer => answer.Length > 0);

    private static double Overlap(HashSet<int> coded, HashSet<int> answered) => (double)coded.Count(answered.Contains) / Math.Max(1, coded.Union(answered).Count());

    // Whoever answered is a session, and all that they answered is one passage that bears the themes.
    private static SessionSet.Session Of(int number, string question, IEnumerable<string> answers, string[] themes)
    {
        var (turns, starts, text) = (new List<HeardTurn>(), new List<int>(), "");
        foreach (var answer in answers)
        {
            if (text.Length > 0) text += "\n";
            starts.Add(text.Length);
            turns.Add(new(answer, false, question));
            text += answer;
        }
        return new($"{number}", text, turns, starts, text.Length == 0 ? [] : [new(0, text.Length)], text.Length == 0 ? [] : [themes]);
    }
}
