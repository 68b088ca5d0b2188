using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Schema;
using Firsthand.Formats.Calendar;
using Firsthand.Formats.People;
using Firsthand.Formats.Qda;
using Firsthand.Formats.Tables;
using Firsthand.Tests;

namespace Firsthand.Formats.Tests;

/// <summary>What is written can be read again, by us and by the standards' own schemas.</summary>
public sealed class WritersTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2025-03-04T09:15:00Z", CultureInfo.InvariantCulture);

    private static QdaProject Project { get; } = new("Renewals & more", "Firsthand")
    {
        Users = [new("AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA", "Ana")],
        Codes = [new("CCCCCCCC-CCCC-4CCC-8CCC-CCCCCCCCCCC1", "price", "what it costs", "#FF0000", true) { Below = [new("CCCCCCCC-CCCC-4CCC-8CCC-CCCCCCCCCCC2", "never", null, null, true)] }],
        Sources =
        [
            new("DDDDDDDD-DDDD-4DDD-8DDD-DDDDDDDDDDDD", "Ana.txt", "TextSource", "Ana: 👩🏽‍💻 I pay 40 €.\nBo: Really?")
            {
                Selections = [new("11111111-1111-4111-8111-111111111111", 13, 23, "I pay 40 €", ["CCCCCCCC-CCCC-4CCC-8CCC-CCCCCCCCCCC1"])],
            },
        ],
        Sets = [new("all of it", ["CCCCCCCC-CCCC-4CCC-8CCC-CCCCCCCCCCC1"])],
    };

    [Fact]
    public void A_written_project_reads_back_the_same()
    {
        var reading = TranscriptFile.Read(QdaWriter.Project(Project, Now), "p.qdpx", ct: TestContext.Current.CancellationToken);
        var again = Assert.IsType<QdaProject>(reading.Value!.Items["project"]);
        var selection = Assert.Single(again.Sources[0].Selections);
        Assert.Equal((13, 23, "I pay 40 €"), (selection.Start, selection.End, selection.Words));
        // Ten code points stand before it, but thirteen UTF-16 units.
        Assert.Equal((10, 20), selection.Written);
        Assert.Equal(["price", "never"], again.AllCodes.Select(code => code.Name));
        Assert.Equal("what it costs", again.Codes[0].Description);
        Assert.Equal(["CCCCCCCC-CCCC-4CCC-8CCC-CCCCCCCCCCC1"], again.Sets[0].Codes);
    }

    [Fact]
    public void A_second_export_equals_the_first() => Assert.Equal(QdaWriter.Project(Project, Now), QdaWriter.Project(Project, Now));

    [Fact]
    public void A_written_project_is_valid_by_the_standards_schema()
    {
        var schema = Checkout.SharedPath("formats", "schema", "Project.xsd");
        using var zip = new ZipArchive(new MemoryStream(QdaWriter.Project(Project, Now)));
        using var xml = zip.GetEntry("project.qde")!.Open();
        Assert.Empty(Problems(xml, schema));
    }

    [Fact]
    public void A_written_codebook_is_valid_by_the_standards_schema()
    {
        var schema = Checkout.SharedPath("formats", "schema", "Codebook.xsd");
        using var xml = new MemoryStream(QdaWriter.Codebook(Project));
        Assert.Empty(Problems(xml, schema));
    }

    private static List<string> Problems(Stream xml, string schema)
    {
        List<string> problems = [];
        var schemas = new XmlSchemaSet();
        using (var text = XmlReader.Create(schema, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null }))
        {
            schemas.Add(XmlSchema.Read(text, null)!);
        }
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationEventHandler += (_, problem) => problems.Add(problem.Message);
        using var reader = XmlReader.Create(xml, settings);
        while (reader.Read())
        {
        }
        return problems;
    }

    [Fact]
    public void A_calendar_keeps_its_lines_short_and_its_words_whole()
    {
        var meeting = new Appointment("1", "Interview; Ana, Bo\\Cy", Now, Now.AddHours(1))
        {
            Description = "First line\nsecond " + string.Concat(Enumerable.Repeat("👩🏽‍💻é", 40)),
            Attendees = [("Ana \"A\" Díaz\r\nEVIL:1", "ana@example.com\r\nEVIL:2")],
        };
        var bytes = CalendarWriter.Write([meeting], Now);
        Assert.All(Encoding.UTF8.GetString(bytes).Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75));
        var read = TranscriptFile.Read(bytes, "a.ics", ct: TestContext.Current.CancellationToken).Value!;
        var one = Assert.Single(Assert.IsType<List<CalendarEvent>>(read.Items["eventList"]));
        Assert.Equal(meeting.Summary, one.Summary);
        Assert.Equal(meeting.Description, one.Description);
        Assert.Equal("20250304T091500Z", one.Dtstart![0]);
        Assert.DoesNotContain("\r\nEVIL", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_written_card_reads_back_the_same()
    {
        Contact[] people = [new("Díaz, Ana", ["Díaz", "Ana;Maria", "", "Dr.", ""], ["ana@example.com"], 0, "Example;Sales", null), new("Bo " + new string('ö', 80), [], [], 0, null, null)];
        var read = TranscriptFile.Read(VCardWriter.Write(people), "a.vcf", ct: TestContext.Current.CancellationToken).Value!;
        var cards = Assert.IsType<List<Contact>>(read.Items["cards"]);
        Assert.Equal(people.Select(person => person.Fn), cards.Select(card => card.Fn));
        Assert.Equal(people[0].N, cards[0].N);
        Assert.Equal("Example;Sales", cards[0].Org);
    }

    [Theory, InlineData("=1+1"), InlineData("+cmd"), InlineData("-2"), InlineData("@SUM(A1)"), InlineData("\t=1"), InlineData("\r=1"), InlineData("'quoted"), InlineData("plain"), InlineData("")]
    public void A_cell_that_looks_like_a_formula_is_made_text_and_comes_back(string cell)
    {
        var neutral = CsvWriter.Neutral(cell);
        Assert.False(neutral.Length > 0 && "=+-@\t\r".Contains(neutral[0], StringComparison.Ordinal));
        Assert.Equal(cell, CsvWriter.Plain(neutral));
    }

    [Fact]
    public void A_written_table_reads_back_the_same()
    {
        string[][] rows = [["a", "b, c", "d \"e\"\nf"], ["", " g ", "=1"]];
        var again = CsvText.Open(CsvWriter.Write(rows), 100).Rows().Select(row => row.Cells.Select(CsvWriter.Plain).ToArray()).ToArray();
        Assert.Equal(rows, again);
    }
}
