using System.Text.Json;

namespace Firsthand.Platform.Http;

/// <summary>A value by the name that it has in JSON ("keep-one"), for addresses and forms: a number or a name that there is not stands for none.</summary>
internal readonly record struct Named<T>(T Value) : IParsable<Named<T>> where T : struct, Enum
{
    public static Named<T> Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var named) ? named : throw new FormatException();

    public static bool TryParse(string? s, IFormatProvider? provider, out Named<T> result)
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (!string.Equals(JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), s, StringComparison.OrdinalIgnoreCase)) continue;
            result = new(value);
            return true;
        }
        result = default;
        return false;
    }
}
