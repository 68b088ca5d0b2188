using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Firsthand.Formats.Frame;

/// <summary>A file that is one JSON value, with what was wrong if it is not whole.</summary>
internal sealed class Json : IDisposable
{
    private readonly JsonDocument? document;

    public Json(Source source)
    {
        var utf8 = JsonEscapes.Sound(source.Utf8);
        var depth = source.Options.Limits.Depth;
        try
        {
            document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = depth, AllowDuplicateProperties = false });
        }
        catch (JsonException first)
        {
            try
            {
                document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = depth });
                Note = "A name is written twice in one JSON object; the last one counts.";
            }
            catch (JsonException)
            {
                document = LineByLine(utf8.Span, depth);
                Broken = document is null ? Describe(utf8.Span, depth, (int)(first.LineNumber ?? 0) + 1) : null;
            }
        }
    }

    /// <summary>The whole value; default when the file is broken.</summary>
    public JsonElement Root => document?.RootElement ?? default;

    /// <summary>Where the JSON breaks off; null when it is whole.</summary>
    public ReadingError? Broken { get; }

    public string? Note { get; }

    /// <summary>Whether a text begins as JSON does: a brace or bracket followed by what may follow it. "[13/06/2018 ..." and "[Ana] hi" do not.</summary>
    public static bool LooksLike(string text)
    {
        var start = text.AsSpan().TrimStart().TrimStart('\uFEFF');
        if (start.IsEmpty || start[0] is not ('{' or '['))
        {
            return false;
        }
        var next = start[1..].TrimStart();
        return start[0] == '{' ? next.IsEmpty || next[0] is '"' or '}' : next.IsEmpty || next[0] is '{' or '[' or '"' or ']';
    }

    /// <summary>A file whose every line is a JSON value of its own, as one list; null when a line is none.</summary>
    private static JsonDocument? LineByLine(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        if (utf8.IndexOf((byte)'\n') is var first && (first < 0 || !IsWhole(utf8[..first], maxDepth)))
        {
            return null;
        }
        var list = new ArrayBufferWriter<byte>(utf8.Length + 2);
        list.Write("["u8);
        foreach (var range in utf8.Split((byte)'\n'))
        {
            var line = utf8[range].Trim(" \t\r"u8);
            if (!line.IsEmpty)
            {
                list.Write(list.WrittenCount > 1 ? ","u8 : default);
                list.Write(line);
            }
        }
        list.Write("]"u8);
        try
        {
            return JsonDocument.Parse(list.WrittenMemory, new JsonDocumentOptions { MaxDepth = maxDepth + 1 });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> line, int maxDepth)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            return line.Trim(" \t\r"u8) is [(byte)'{' or (byte)'[', ..] && reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Counts the whole items before the break: the objects that closed directly inside the outermost array.</summary>
    private static ReadingError Describe(ReadOnlySpan<byte> utf8, int maxDepth, int line)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth }));
        int items = 0, listDepth = -1;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartArray && listDepth < 0)
                {
                    listDepth = reader.CurrentDepth;
                }
                else if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == listDepth + 1)
                {
                    items++;
                }
            }
        }
        catch (JsonException problem)
        {
            return problem.Message.Contains("depth", StringComparison.OrdinalIgnoreCase)
                ? new ReadingError(line, $"JSON nested at most {maxDepth} deep", "deeper nesting")
                : new ReadingError(line, "JSON", $"a character that does not belong there (byte {reader.BytesConsumed + 1}), after {Items(items)}");
        }
        return new ReadingError(line, "the rest of the JSON", $"the end of the file, after {Items(items)}; the file was cut off");
    }

    private static string Items(int count) => count == 1 ? "1 whole item" : $"{count} whole items";

    public void Dispose() => document?.Dispose();
}

/// <summary>Reading JSON that may hold anything: a wrong type is "not there", never an exception.</summary>
internal static class JsonReading
{
    extension(JsonElement element)
    {
        /// <summary>A property; undefined when this is no object or has none such.</summary>
        public JsonElement At(string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

        public bool Has(string name) => element.At(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

        public bool IsObject => element.ValueKind == JsonValueKind.Object;

        public bool IsArray => element.ValueKind == JsonValueKind.Array;

        public bool IsString => element.ValueKind == JsonValueKind.String;

        public bool IsNumber => element.ValueKind == JsonValueKind.Number;

        /// <summary>The items of an array; nothing when it is none.</summary>
        public IEnumerable<JsonElement> Items => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

        /// <summary>The first item of an array; undefined when there is none.</summary>
        public JsonElement First => element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0 ? element[0] : default;

        /// <summary>A string, or null.</summary>
        public string? Text => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

        /// <summary>A string or a number as it is written; null for anything else.</summary>
        public string? Scalar => element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
            _ => null,
        };

        /// <summary>A number, or a string that holds one; null when neither, or when it is beyond all measure.</summary>
        public double? Number => (element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDouble(out var value) ? value : null,
            JsonValueKind.String => double.TryParse(element.Text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : (double?)null,
            _ => null,
        }) is { } number && double.IsFinite(number) ? number : null;

        /// <summary>Seconds from the start of a recording; null when there are none or they are impossible.</summary>
        public Moment? Seconds(double unit = 1) => Clock.Offset(element.Number * unit);
    }

    /// <summary>The text with U+FFFD for each half of a surrogate pair.</summary>
    public static string Sound(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var c = source[i];
            if (char.IsHighSurrogate(c) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]))
            {
                span[i] = c;
                span[++i] = source[i];
                continue;
            }
            span[i] = char.IsSurrogate(c) ? '\uFFFD' : c;
        }
    });
}
