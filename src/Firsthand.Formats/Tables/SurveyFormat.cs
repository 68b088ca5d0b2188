using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Tables;

/// <summary>
/// A table with a person's answers in each row: surveys, feedback exports, any CSV or workbook. Which columns hold answers is a guess that the table's shape shows and the options overrule.
/// </summary>
internal sealed class SurveyFormat : IFormat
{
    private const int SampleRows = 5;

    public string Name => "survey";

    public bool Recognises(Source source) => TableFile.Recognises(source);

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        var rows = TableFile.Rows(source, draft);
        if (rows.Count == 0)
        {
            return new ReadingError(0, "a table with a header", "no rows");
        }
        var header = Header.Of(rows);
        List<GridRow> data = [.. rows.Skip(header.Rows).Where(row => !row.IsBlank)];
        var width = Math.Max(header.Names.Count, data.Count == 0 ? 0 : data.Max(row => row.Cells.Length));
        ReportRagged(data, header, draft);
        Column[] columns = [.. Enumerable.Range(0, width).Select(i => new Column(i, i < header.Names.Count ? header.Names[i] : $"Column {i + 1}", data))];
        for (var i = 0; i < header.Rows; i++)
        {
            draft.Aside(rows[i].Line, "header", string.Join(" | ", rows[i].Cells));
        }
        if (header.Rows == 0)
        {
            draft.Note("The first row looks like data, so the columns have no names.");
        }
        var shape = Shape(columns, data, source.Options, draft);
        draft.Table = shape;
        (draft.Items["rows"], draft.Items["columns"], draft.Items["headerRows"]) = (shape.Rows, shape.Columns.Count, header.Rows);
        if (shape.Answers.Count > 0)
        {
            WriteRows(columns, data, shape, source, draft);
        }
        return draft.Finish(Name);
    }

    private static TableShape Shape(Column[] columns, List<GridRow> data, ReadOptions options, Draft draft)
    {
        var time = Array.Find(columns, column => column.NamesTime && (column.IsDate || column.Filled == 0)) ?? Array.Find(columns, column => column.IsDate);
        var person = options.PersonColumn ?? PersonColumn(columns, data.Count)?.Index;
        var email = Array.Find(columns, column => column.IsEmail && column.Index != person && Tells(column))?.Index;
        var answers = options.Answers?.Where(i => i >= 0 && i < columns.Length).ToList() ?? [.. columns.Where(column => column.IsOpenAnswer && column.Index != person && column.Index != email && column.Index != time?.Index && !column.IsPersonal).Select(column => column.Index)];
        if (options.Answers is null)
        {
            draft.Note(answers.Count == 0
                ? "No column looks like answers in people's own words: say which ones are."
                : $"Taken for open answers by how their cells look: {string.Join(", ", answers.Select(i => $"“{Clip(columns[i].Name)}”"))}.");
        }
        if (Array.Exists(columns, column => column.IsPersonal && column.Filled > 0))
        {
            draft.Note("Network addresses and places on the map were left out.");
        }
        if (person is { } who && who >= 0 && who < columns.Length && email is { } mail)
        {
            draft.Note($"“{Clip(columns[who].Name)}” says who it is; the address in “{Clip(columns[mail].Name)}” is kept with them.");
        }
        return new([.. columns.Select(column => column.Name)], data.Count, answers, person, time?.Index, [.. data.Take(SampleRows).Select(row => (IReadOnlyList<string>)[.. columns.Select(column => row[column.Index])])]) { Email = email };
    }

    private static bool Tells(Column column) => column.Filled > 0 && column.Distinct >= Math.Min(column.Filled, 2000) * 0.5 && !column.IsDate && !column.IsOpenAnswer;

    /// <summary>A name beside an address, which tells apart two of that name; else a number or address says more than a name that two may share; the first column will do when its cells are all different.</summary>
    private static Column? PersonColumn(Column[] columns, int rows)
    {
        return (Array.Exists(columns, column => column.IsEmail && Tells(column)) ? Array.Find(columns, column => column.CallsPeople && Tells(column)) : null)
            ?? Array.Find(columns, column => Column.Plain(column.Name) is "respondentid" or "responseid" or "#" && Tells(column))
            ?? Array.Find(columns, column => column.NamesEmail && Tells(column))
            ?? Array.Find(columns, column => column.NamesPerson && Tells(column))
            ?? (columns is [var first, ..] && first.Filled == rows && first.Distinct == Math.Min(rows, 2000) && rows > 2 && !first.IsDate && first.MeanWords <= 3 && (first.Name.EndsWith("id", StringComparison.OrdinalIgnoreCase) || first.IsNumber && first.MeanLength >= 5) ? first : null)
            ?? Array.Find(columns, column => column.NamesHuman && IsRepeated(column, rows));
    }

    /// <summary>Many rows of each person: what they said stands line by line, such as highlights of interviews.</summary>
    private static bool IsRepeated(Column column, int rows) => column.Filled >= Math.Min(rows, 2000) && column.Distinct >= 2 && column.Distinct < column.Filled * 0.5 && !column.IsDate && !column.IsOpenAnswer;

    private static void WriteRows(Column[] columns, List<GridRow> data, TableShape shape, Source source, Draft draft)
    {
        var order = DateOrder.Of(shape.Time is { } time ? data.Select(row => row[time]) : [], source.Options.DateOrder, draft);
        var marked = shape.Answers.Where(answer => MarkedTurns.Are(data.Select(row => row[answer]))).ToHashSet();
        if (marked.Count > 0)
        {
            draft.Note($"Cells of {string.Join(", ", marked.Select(i => $"“{Clip(columns[i].Name)}”"))} hold several turns between marks of who speaks; they were cut there.");
        }
        var together = shape.Person is { } column && columns[column].NamesHuman && IsRepeated(columns[column], data.Count);
        if (together)
        {
            draft.Note($"“{Clip(columns[shape.Person!.Value].Name)}” says who in several rows each: all rows of one person were taken for one conversation.");
        }
        foreach (var rows in together ? data.GroupBy(row => row[shape.Person!.Value].Trim()).Select(same => same.ToArray()) : data.Select(row => new[] { row }))
        {
            foreach (var row in rows)
            {
                WriteAnswers(columns, row, shape, marked, order, draft);
            }
            draft.EndConversation(Attributes(columns, rows, shape));
        }
    }

    private static void WriteAnswers(Column[] columns, GridRow row, TableShape shape, HashSet<int> marked, string order, Draft draft)
    {
        var person = shape.Person is { } who && row[who].Trim() is { Length: > 0 } name ? name : shape.Email is { } email && row[email].Trim() is { Length: > 0 } address ? address : null;
        var at = shape.Time is { } when ? DateText.Read(row[when], order) : null;
        foreach (var answer in shape.Answers)
        {
            if (marked.Contains(answer))
            {
                foreach (var (speaker, words) in MarkedTurns.Read(row[answer]))
                {
                    draft.Add(speaker, at, null, words, row.Line);
                }
            }
            else if (!string.IsNullOrWhiteSpace(row[answer]))
            {
                draft.Add(new Turn(person, at, null, row[answer], TurnKind.Answer, row.Line) { Details = new Dictionary<string, string> { ["question"] = columns[answer].Name } });
            }
        }
    }

    // What every row of theirs says.
    private static Dictionary<string, string> Attributes(Column[] columns, GridRow[] rows, TableShape shape)
    {
        Dictionary<string, string> attributes = new(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            var cell = rows[0][column.Index];
            if (cell.Length == 0 || Array.Exists(rows, row => row[column.Index] != cell) || column.IsPersonal || shape.Answers.Contains(column.Index))
            {
                continue;
            }
            // Columns may share a name, or have none: their place tells them apart.
            var name = column.Name.Length == 0 ? $"Column {column.Index + 1}" : column.Name;
            if (!attributes.TryAdd(name, cell))
            {
                attributes[$"{name} (column {column.Index + 1})"] = cell;
            }
        }
        return attributes;
    }

    private static void ReportRagged(List<GridRow> data, Header header, Draft draft)
    {
        foreach (var row in data.Where(row => row.Cells.Length != header.Names.Count && header.Rows > 0).Take(1000))
        {
            if (row.Cells.Length > header.Names.Count || row.Cells.Length < header.Names.Count && row.Cells.Length == 1)
            {
                draft.Strange(row.Line, $"{header.Names.Count} columns", $"{row.Cells.Length}: {Clip(string.Join(" | ", row.Cells))}");
            }
        }
        var shorter = data.Count(row => row.Cells.Length < header.Names.Count && row.Cells.Length > 1);
        if (shorter > 0)
        {
            draft.Note($"{shorter} rows are shorter than the header; their missing cells were taken to be empty.");
        }
    }

    private static string Clip(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
