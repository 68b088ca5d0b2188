using System.Text.Json;
using System.Text.Json.Serialization;
using Firsthand.Engine.Statistics;

namespace Firsthand.Engine.Tests.Statistics;

/// <summary>One reference case: a function of the specification, what goes in, what must come out, and how exactly.</summary>
internal sealed record ReferenceCase(string Id, string Function, JsonElement Input, JsonElement Expected, double Tolerance)
{
    public static IEnumerable<ReferenceCase> ReadAll(string folder) =>
        from file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
        let root = JsonDocument.Parse(File.ReadAllText(file)).RootElement
        where root.TryGetProperty("cases", out _)
        from item in root.GetProperty("cases").EnumerateArray()
        select new ReferenceCase(
            item.GetProperty("id").GetString()!, item.GetProperty("fn").GetString()!, item.GetProperty("input"), item.GetProperty("expected"), item.GetProperty("tol").GetDouble());

    /// <summary>Where an answer differs from what is expected, in words; empty when it agrees.</summary>
    public IReadOnlyList<string> Differences(object answer)
    {
        List<string> differences = [];
        Compare("", Expected, JsonSerializer.SerializeToElement(answer, Plain), differences);
        return differences;
    }

    public bool Has(string name) => Input.TryGetProperty(name, out _);

    public double Number(string name) => Input.GetProperty(name).GetDouble();

    /// <summary>A number that cases may leave out.</summary>
    public double Number(string name, double otherwise) => Has(name) && Input.GetProperty(name).ValueKind == JsonValueKind.Number ? Number(name) : otherwise;

    public int Int(string name) => (int)Number(name);

    public string Text(string name) => Input.GetProperty(name).ToString();

    public double[] Numbers(string name) => [.. Input.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];

    public int[] Ints(string name) => [.. Numbers(name).Select(x => (int)x)];

    public bool[] Truths(string name) => [.. Input.GetProperty(name).EnumerateArray().Select(ReferenceFunctions.Truth)];

    public string[] Texts(string name) => [.. Input.GetProperty(name).EnumerateArray().Select(x => x.ToString())];

    public int[][] IntLists(string name) => [.. Input.GetProperty(name).EnumerateArray().Select(list => list.EnumerateArray().Select(x => (int)x.GetDouble()).ToArray())];

    public Share ShareOf(string count, string total) => new(Int(count), Int(total));

    public Share[] SharesOf(string counts, string totals) => [.. Numbers(counts).Zip(Numbers(totals), (count, total) => new Share((int)count, (int)total))];

    public (double, double)[] Pairs(string first, string second) => [.. Numbers(first).Zip(Numbers(second))];

    public Stay[] Stays() => [.. Numbers("time").Zip(Truths("event"), (time, left) => new Stay(time, left))];

    public Arm ArmOf(string name) => Arm.Of(ShareOf("x_" + name, "n_" + name));

    /// <summary>Yeses and noes given beforehand.</summary>
    public (double Yes, double No) YesNo() => Numbers("prior") is [var yes, var no] ? (yes, no) : throw new ArgumentException("A prior has two numbers.");

    public Lift LiftOf() => Named(Has("difference") ? Text("difference") : "relative");

    public Ties TiesOf() => Has("ties") && Text("ties") == "breslow" ? Ties.Breslow : Ties.Efron;

    /// <summary>A column of a table as numbers, or, where it holds names, one column of 0 and 1 for each of its levels but the first.</summary>
    /// <param name="expectedTerms">What the reference calls its terms; the level without one is the first.</param>
    public IEnumerable<(string Term, double[] Values)> Columns(string name, IReadOnlyCollection<string> expectedTerms)
    {
        if (Input.GetProperty(name).EnumerateArray().All(x => x.ValueKind != JsonValueKind.String)) return [(name, [.. Input.GetProperty(name).EnumerateArray().Select(x => ReferenceFunctions.Truth(x) ? x.ValueKind == JsonValueKind.Number ? x.GetDouble() : 1 : 0)])];
        var values = Texts(name);
        string[] levels = [.. values.Distinct().Order(StringComparer.Ordinal)], named = [.. expectedTerms.Where(term => levels.Any(level => term == name + level))];
        return (named.Length > 0 ? named : levels[1..].Select(level => name + level)).Select(term => (term, values.Select(value => name + value == term ? 1.0 : 0).ToArray()));
    }

    /// <summary>The same table without the rows in which one of these columns is empty.</summary>
    public ReferenceCase Complete(IReadOnlyCollection<string> columns)
    {
        var table = Input.EnumerateObject().Where(column => column.Value.ValueKind == JsonValueKind.Array).ToDictionary(column => column.Name, column => column.Value.EnumerateArray().ToArray());
        int[] rows = [.. Enumerable.Range(0, table["time"].Length).Where(row => columns.All(column => table[column][row].ValueKind != JsonValueKind.Null))];
        return this with { Input = JsonSerializer.SerializeToElement(table.ToDictionary(column => column.Key, column => rows.Select(row => column.Value[row]))) };
    }

    public LiftPrior? PriorOf() => Has("prior") && Input.GetProperty("prior") is { ValueKind: JsonValueKind.Object } prior
        ? new LiftPrior(prior.GetProperty("mean").GetDouble(), prior.GetProperty("variance").GetDouble(), Named(prior.GetProperty("type").GetString()))
        : null;

    private static Lift Named(string? lift) => lift == "relative" ? Lift.Relative : Lift.Absolute;

    // Infinite and undefined are null in the reference, so they are here.
    private static readonly JsonSerializerOptions Plain = new() { Converters = { new FiniteOrNull() } };

    private void Compare(string place, JsonElement expected, JsonElement actual, List<string> differences)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in expected.EnumerateObject())
                    if (actual.ValueKind == JsonValueKind.Object && actual.TryGetProperty(property.Name, out var inner)) Compare($"{place}.{property.Name}", property.Value, inner, differences);
                    else differences.Add($"{Id}{place}.{property.Name} is missing");
                break;
            case JsonValueKind.Array:
                if (actual.ValueKind != JsonValueKind.Array || actual.GetArrayLength() != expected.GetArrayLength())
                    differences.Add($"{Id}{place} is {Short(actual)}, expected {expected.GetArrayLength()} items: {Short(expected)}");
                else
                    for (var i = 0; i < expected.GetArrayLength(); i++) Compare($"{place}[{i}]", expected[i], actual[i], differences);
                break;
            case JsonValueKind.Number:
                var wanted = expected.GetDouble();
                if (actual.ValueKind != JsonValueKind.Number || !(Math.Abs(actual.GetDouble() - wanted) <= Tolerance * Math.Max(1, Math.Abs(wanted))))
                    differences.Add($"{Id}{place} is {Short(actual)}, expected {Short(expected)} within {Tolerance:R}");
                break;
            default:
                if (actual.GetRawText() != expected.GetRawText()) differences.Add($"{Id}{place} is {Short(actual)}, expected {Short(expected)}");
                break;
        }
    }

    private static string Short(JsonElement element) => element.GetRawText() is { Length: > 120 } text ? text[..120] + "…" : element.GetRawText();

    private sealed class FiniteOrNull : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
    }
}
