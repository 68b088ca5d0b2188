using System.Text;

namespace Firsthand.Tests;

/// <summary>Conversations written for the tests.</summary>
internal static class Talks
{
    /// <summary>A Zoom transcript of a short interview: "Mara" asks, the customer answers.</summary>
    public static string Zoom(string customer, params string[] answers)
    {
        string[] questions = ["How does a project usually start for you?", "And what happens then?", "What did you do about it?", "What would you keep if you could keep only one thing?"];
        var text = new StringBuilder("WEBVTT\r\n\r\n");
        var cue = 0;
        for (var i = 0; i < answers.Length; i++)
        {
            Cue("Mara", questions[i % questions.Length]);
            Cue(customer, answers[i]);
        }
        return text.ToString();

        void Cue(string speaker, string words)
        {
            var (start, end) = (TimeSpan.FromSeconds(cue * 10), TimeSpan.FromSeconds(cue * 10 + 9));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{++cue}\r\n{start:hh\\:mm\\:ss}.000 --> {end:hh\\:mm\\:ss}.000\r\n{speaker}: {words}\r\n\r\n");
        }
    }

    /// <summary>Four customers who share two pains in different words, and say a thing of their own each.</summary>
    public static (string Name, string Text)[] FourAgencies { get; } =
    [
        ("ana.vtt", Zoom("Ana Lopes", "After they sign I spend two weeks chasing the client for their logo and texts.", "It is frustrating, we cannot start without the files and the client never sends them.", "I wish there was one list that tells them what to send.", "The checklist. I would keep only the checklist.")),
        ("ben.vtt", Zoom("Ben Okafor", "Honestly the worst part is waiting for clients to send us their files and logos.", "We lose days because the client forgot to send the texts.", "My biggest client pays after ninety days and I have a payroll to make.", "I would keep the checklist, nothing else.")),
        ("caro.vtt", Zoom("Caro Lindqvist", "I am always chasing the client for files, every single project.", "Another login is the problem, my clients refuse to make another password.", "They told me they hate one more account to log into.", "The reports I never open, you could drop those.")),
        ("dev.vtt", Zoom("Dev Nair", "My clients refuse to create yet another login, they just do not do it.", "We can never start on time because files from the client are missing.", "I am afraid of losing them in the first week.", "Keep the templates, they are great.")),
    ];
}
