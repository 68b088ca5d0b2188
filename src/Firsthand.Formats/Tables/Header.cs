namespace Firsthand.Formats.Tables;

/// <summary>The header of a table: one row, two (SurveyMonkey: question, then answer option; Qualtrics of old: name, then question), three (Qualtrics), or none.</summary>
internal sealed record Header(IReadOnlyList<string> Names, int Rows)
{
    private const string QualtricsMark = "{\"ImportId\"";

    public static Header Of(IReadOnlyList<GridRow> rows)
    {
        var first = rows[0].Cells;
        if (rows.Count > 2 && Array.Exists(rows[2].Cells, cell => cell.StartsWith(QualtricsMark, StringComparison.Ordinal)))
        {
            return new(Both(rows[0], rows[1], sameIsOnce: true), 3);
        }
        if (rows.Count > 1 && Array.Exists(rows[1].Cells, cell => cell.StartsWith(QualtricsMark, StringComparison.Ordinal)))
        {
            return new(first, 2);
        }
        if (rows.Count > 2 && IsQualtricsOfOld(first))
        {
            return new(Both(rows[0], rows[1], sameIsOnce: true), 2);
        }
        if (rows.Count > 2 && IsSecondHeader(rows[0], rows[1]))
        {
            return new(Questions(rows[0], rows[1]), 2);
        }
        return IsData(rows) ? new([.. first.Select((_, i) => $"Column {i + 1}")], 0) : new(first, 1);
    }

    private static bool IsQualtricsOfOld(string[] first) =>
        first is ["V1", "V2", "V3", ..] || first.Contains("ResponseID") && first.Contains("ResponseSet");

    /// <summary>Below a question that spans columns stand its answer options; below the respondent's number nothing.</summary>
    private static bool IsSecondHeader(GridRow first, GridRow second)
    {
        var options = second.Cells.Count(cell => cell is "Response" or "Open-Ended Response" || cell.StartsWith("Other (please specify)", StringComparison.OrdinalIgnoreCase));
        var under = Enumerable.Range(0, second.Cells.Length).Count(i => first[i].Length == 0 && second[i].Length > 0);
        return options > 0 && second[0].Trim().Length == 0 || under >= 2 && second[0].Trim().Length == 0 && first[0].Length > 0;
    }

    private static List<string> Questions(GridRow first, GridRow second)
    {
        List<string> names = [];
        var question = "";
        for (var i = 0; i < Math.Max(first.Cells.Length, second.Cells.Length); i++)
        {
            question = first[i].Trim().Length > 0 ? first[i].Trim() : question;
            var option = second[i].Trim();
            names.Add(option.Length == 0 || option is "Response" or "Open-Ended Response" ? first[i].Length > 0 ? first[i] : question : $"{question} - {option}");
        }
        return names;
    }

    private static List<string> Both(GridRow names, GridRow questions, bool sameIsOnce) =>
        [.. names.Cells.Select((name, i) => questions[i].Trim() is { Length: > 0 } question && !(sameIsOnce && question == name) ? IsQuestionName(name) ? $"{name}: {question}" : IsNumbered(name) ? question : name : name)];

    // The columns that Qualtrics adds carry their name in the reader's language below it; only questions gain by both.
    private static bool IsQuestionName(string name) => name.Length > 1 && (name[0] is 'Q' or 'q' && char.IsAsciiDigit(name[1]) || name.StartsWith("QID", StringComparison.Ordinal));

    // "V1" says nothing; what stands below it does.
    private static bool IsNumbered(string name) => name.Length > 1 && name[0] == 'V' && name.Skip(1).All(char.IsAsciiDigit);

    /// <summary>A first row that is data already: numbers where the column holds numbers.</summary>
    private static bool IsData(IReadOnlyList<GridRow> rows)
    {
        if (rows.Count < 3)
        {
            return false;
        }
        var numeric = Enumerable.Range(0, rows[0].Cells.Length).Where(i => IsNumber(rows[0][i])).ToList();
        return numeric.Count > 0 && numeric.TrueForAll(i => rows.Skip(1).Take(50).Count(row => IsNumber(row[i])) >= Math.Min(rows.Count - 1, 50) * 0.9);
    }

    private static bool IsNumber(string cell) => cell.Length > 0 && double.TryParse(cell, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);
}
