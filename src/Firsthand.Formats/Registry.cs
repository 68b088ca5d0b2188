using Firsthand.Formats.Frame;

namespace Firsthand.Formats;

/// <summary>All formats, in the order in which content is tested for them: what is certain first, what could be anything last.</summary>
internal static class Registry
{
    // A ZIP in a ZIP is opened, one in that is not.
    private const int DeepestZip = 2;

    /// <summary>ZIP containers.</summary>
    private static readonly IFormat[] Containers =
    [
        new Documents.DocxFormat(),
        new Documents.OdtFormat(),
        new Tables.SurveyFormat(),
        new Qda.QdaProjectFormat(),
        new Chats.SlackFormat(),
        new Containers.ZipFormat(),
    ];

    /// <summary>JSON, told by its keys. The last takes any that holds conversations.</summary>
    private static readonly IFormat[] Jsons =
    [
        new MeetingJson.GongFormat(),
        new SpeechToText.RevFormat(),
        new SpeechToText.AzureSpeechFormat(),
        new SpeechToText.WhisperCppFormat(),
        new MeetingJson.GranolaFormat(),
        new SpeechToText.AwsTranscribeFormat(),
        new SpeechToText.DeepgramFormat(),
        new SpeechToText.SpeechmaticsFormat(),
        new SpeechToText.IbmWatsonFormat(),
        new SpeechToText.GoogleSpeechFormat(),
        new SpeechToText.PodcastFormat(),
        new SpeechToText.WhisperFormat(),
        new SpeechToText.AssemblyAiFormat(),
        new MeetingJson.ReadAiFormat(),
        new MeetingJson.FirefliesFormat(),
        new Chats.DiscordFormat(),
        new Chats.TelegramFormat(),
        new Chats.MessengerFormat(),
        new Helpdesk.IntercomFormat(),
        new Helpdesk.ZendeskFormat(),
        new Helpdesk.HelpScoutFormat(),
        new Helpdesk.CrispFormat(),
        new Chats.SlackChannelFormat(),
        new Conversations.ConversationJsonFormat(),
    ];

    /// <summary>Texts that only a file on its own can be.</summary>
    private static readonly IFormat[] Files =
    [
        new WebVtt.WebVttFormat(),
        new Qda.QdaProjectFormat(),
        new Qda.QdaCodebookFormat(),
        new People.VCardFormat(),
        new Calendar.CalendarFormat(),
        new Subtitles.SrtFormat(),
        new Subtitles.SbvFormat(),
        new Subtitles.TtmlFormat(),
        new Mail.MboxFormat(),
        new Mail.EmailFormat(),
        new Chats.IMessageFormat(),
        new Web.WebPageFormat(),
        new Zoom.ZoomChatFormat(),
        new Chats.SignalFormat(),
        new WhatsApp.WhatsAppFormat(),
        new Chats.DiscordFormat(),
        new Qda.TaguetteFormat(),
        new People.ContactTableFormat(),
        new Tables.AppReviewsFormat(),
        new Tables.HubSpotFormat(),
        new Tables.TurnTableFormat(),
        new Tables.SurveyFormat(),
    ];

    /// <summary>Texts that may also stand in a word processor's document. The last takes anything.</summary>
    private static readonly IFormat[] Texts =
    [
        new Mail.EmailBodyFormat(),
        new Documents.TeamsDocument(),
        new MeetingNotes.FathomFormat(),
        new MeetingNotes.GoogleMeetFormat(),
        new MeetingNotes.OtterFormat(),
        new PlainText.NotesFormat(),
        new PlainText.PlainTextFormat(),
    ];

    public static IReadOnlyList<IFormat> All { get; } = [.. Containers.Concat(Jsons).Concat(Files).Concat(Texts).DistinctBy(format => format.Name)];

    public static IFormat? Named(string name) => All.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first format that recognises the content.</summary>
    public static IFormat Detect(Source source) =>
        source.Archive is null
            ? (source.Json is { Broken: { } broken } ? throw new Refused(broken) : source.Json is null ? [] : Jsons).Concat(Files).Concat(Texts).First(format => format.Recognises(source))
            : Array.Find(Containers, format => !(source.Depth >= DeepestZip && format is Containers.ZipFormat) && format.Recognises(source)) ?? throw new Refused("a ZIP with a transcript in it (.docx, .odt, .xlsx, a chat export)", $"a ZIP with {Inventory(source.Archive)}");

    /// <summary>The format of a document's text.</summary>
    public static IFormat DetectText(Source source) => Texts.First(format => format.Recognises(source));

    private static string Inventory(Archive archive) =>
        archive.Entries.Count == 0 ? "nothing in it" : string.Join(", ", archive.Entries.Where(entry => !entry.IsFolder).Take(5).Select(entry => $"“{Archive.Shown(entry.Name)}”")) + (archive.Entries.Count > 5 ? " …" : "");
}
