using System.Text.Json;
using System.Text.RegularExpressions;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Chats;

/// <summary>Who Slack's ids are: by the list of users, else by the profile that the messages carry, if all agree.</summary>
internal sealed partial class SlackPeople
{
    private static readonly string[] ProfileNames = ["first_name", "name", "real_name", "display_name"];

    private readonly Dictionary<string, string> users = [];
    private readonly Dictionary<string, (string Profile, string? Name)> profiles = [];
    private readonly HashSet<string> disputed = [];

    public SlackPeople(JsonElement list)
    {
        foreach (var user in list.Items)
        {
            if (user.At("id").Text is { } id && (First(user.At("profile"), "display_name", "real_name") ?? First(user, "real_name", "name")) is { } name)
            {
                users[id] = name;
            }
        }
    }

    public IEnumerable<string> Notes => disputed.Select(id => $"Messages of {id} carry different profiles and the list of users does not know it; its number was kept.");

    /// <summary>Takes note of the profile on a message.</summary>
    public void Learn(JsonElement message)
    {
        if (message.At("user").Text is not { } id || users.ContainsKey(id) || !message.At("user_profile").IsObject)
        {
            return;
        }
        var profile = message.At("user_profile");
        var names = string.Join('\n', ProfileNames.Select(key => profile.At(key).Text));
        if (!profiles.TryAdd(id, (names, First(profile, "display_name", "real_name", "name"))) && profiles[id].Profile != names)
        {
            disputed.Add(id);
        }
    }

    public string? Name(JsonElement message)
    {
        if (message.At("user").Text is { } id)
        {
            return users.GetValueOrDefault(id) ?? (disputed.Contains(id) ? id : profiles.GetValueOrDefault(id).Name ?? id);
        }
        return First(message, "username") ?? (message.At("user").Has("id") ? message.At("user").At("id").Scalar : null) ?? First(message.At("bot_profile"), "name") ?? message.At("bot_id").Scalar;
    }

    /// <summary>A text as Slack shows it: ids as names, links by their label, &amp;amp; as &amp;.</summary>
    public string Display(string text)
    {
        if (!text.AsSpan().ContainsAny('<', '&'))
        {
            return text;
        }
        var named = Reference().Replace(text, match =>
        {
            var (sign, body, label) = (match.Groups["sign"].Value, match.Groups["body"].Value, match.Groups["label"].Value);
            return sign switch
            {
                "@" => "@" + (users.GetValueOrDefault(body) ?? (label.Length > 0 ? label : body)),
                "#" => "#" + (label.Length > 0 ? label : body),
                "!" => "@" + (label.Length > 0 ? label.TrimStart('@') : body),
                _ => label.Length > 0 ? label : body,
            };
        });
        return named.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
    }

    private static string? First(JsonElement element, params string[] keys) => keys.Select(key => element.At(key).Text).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    [GeneratedRegex(@"<(?<sign>[@#!]?)(?<body>[^<>|]{1,2000})(?:\|(?<label>[^<>]{0,2000}))?>")]
    private static partial Regex Reference();
}
