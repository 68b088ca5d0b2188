using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firsthand.Platform.Storage;

/// <summary>A list of words in one column.</summary>
[JsonSerializable(typeof(List<string>))]
internal sealed partial class StoredList : JsonSerializerContext
{
    public static string Write(List<string> list) => JsonSerializer.Serialize(list, Default.ListString);

    public static List<string> Read(string text) => JsonSerializer.Deserialize(text, Default.ListString) ?? [];
}
