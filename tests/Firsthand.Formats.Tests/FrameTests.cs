using System.Text;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Tests;

/// <summary>What stands under every reader: encodings, lines, times, containers.</summary>
public sealed class FrameTests
{
    public static TheoryData<string, string> Legacy => new()
    {
        { "windows-1252", "Ça va très bien, merci. Où êtes-vous allé hier soir? À bientôt, François, déjà!" },
        { "windows-1252", "Größe, Übung und Straße: können Sie mir das erklären? Schöne Grüße aus Köln." },
        { "windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy. Děkuji, to je všechno." },
        { "windows-1250", "Zażółć gęślą jaźń. Dziękuję, wszystko działa już dobrze, proszę." },
        { "windows-1251", "Привет, как дела? Мы хотели бы получать отчёты каждую неделю." },
        { "koi8-r", "Привет, как дела? Мы хотели бы получать отчёты каждую неделю." },
        { "windows-1253", "Καλημέρα, τι κάνετε; Θα ήθελα να σας ρωτήσω κάτι για την τιμή." },
        { "windows-1255", "שלום, מה שלומך? אני רוצה לשאול שאלה על המחיר של המוצר" },
        { "windows-1256", "مرحبا كيف حالك؟ أريد أن أسأل عن السعر والجودة من فضلك" },
        { "gb2312", "你好，我想问一下这个产品的价格是多少？谢谢你的帮助。" },
        { "shift_jis", "こんにちは、この製品の価格について質問があります。ありがとうございます。" },
        { "euc-kr", "안녕하세요, 이 제품의 가격에 대해 질문이 있습니다. 감사합니다. 좋은 하루 보내세요." },
        { "big5", "你好，我想請問一下這個產品的價格是多少？謝謝你的幫助，我們下次見。" },
    };

    [Theory, MemberData(nameof(Legacy))]
    public void An_old_code_page_is_guessed_and_the_guess_is_said(string encoding, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var read = DecodedText.Read(Encoding.GetEncoding(encoding).GetBytes(text), null);
        Assert.Equal(text, read.Text);
        Assert.Contains("which is a guess", Assert.Single(read.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Stray_bytes_in_plain_text_are_no_other_script() =>
        Assert.Matches("^windows-125[024]$", DecodedText.Read([.. "Do you consider yourself to be a fan of the Expanded Universe?"u8, 0x8C, 0xE6], null).Encoding);

    [Fact]
    public void Bytes_that_are_no_text_are_refused_unless_a_person_says_what_they_are()
    {
        var bytes = new byte[3_000];
        new Random(1).NextBytes(bytes);
        Assert.Contains("no text", TranscriptFile.Read(bytes, "broken.xyz", ct: TestContext.Current.CancellationToken).Error!.Found, StringComparison.Ordinal);
        Assert.Null(TranscriptFile.Read(bytes, "broken.xyz", new ReadOptions { Format = "txt-transcript" }, TestContext.Current.CancellationToken).Error);
        Assert.Contains("no text", TranscriptFile.Read(new byte[40], "zeros.txt", ct: TestContext.Current.CancellationToken).Error!.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_with_a_stray_control_character_is_a_text() =>
        Assert.Equal("We lost\0 a day\u0007 over it.", TranscriptFile.Read("Ana: What happened?\nBo: We lost\0 a day\u0007 over it.\nAna: And then?"u8.ToArray(), "a.txt", ct: TestContext.Current.CancellationToken).Value!.Turns[1].Text);

    [Fact]
    public void A_person_may_say_which_encoding_it_is()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding("windows-1250").GetBytes("Ana: łódź");
        var reading = TranscriptFile.Read(bytes, "a.txt", new ReadOptions { Encoding = "windows-1250" }, TestContext.Current.CancellationToken);
        Assert.Equal("łódź", reading.Value!.Turns[0].Text);
        Assert.Equal("windows-1250", reading.Value.Encoding);
    }

    [Theory, InlineData("utf-8"), InlineData("utf-16"), InlineData("utf-16BE"), InlineData("utf-32"), InlineData("utf-32BE")]
    public void A_mark_names_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        Assert.Equal("Ana: naïve 👍", DecodedText.Read([.. encoding.GetPreamble(), .. encoding.GetBytes("Ana: naïve 👍")], null).Text);
    }

    [Fact]
    public void Only_CR_LF_and_both_end_a_line()
    {
        var lines = new Lines("a\r\nb\nc\rd\u2028e\u0085f\vg\n");
        Assert.Equal(["a", "b", "c", "d\u2028e\u0085f\vg"], Enumerable.Range(0, lines.Count).Select(lines.Line));
        Assert.Equal("a\nb\nc", lines.Join(0, 3));
    }

    [Theory, InlineData("1:02", 62.0), InlineData("01:02:03.5", 3723.5), InlineData("00:00:01,250", 1.25), InlineData("100:00:00", 360000.0), InlineData("00:00:01:12", 1.0), InlineData("1h02m03s", 3723.0), InlineData("12m30s", 750.0), InlineData("9:10 AM", 33000.0), InlineData("12:05:09 p.m.", 43509.0), InlineData("12:05 am", 300.0)]
    public void Times_of_recordings_are_read(string text, double seconds) => Assert.Equal(seconds, Clock.Read(text));

    [Theory, InlineData("1:60"), InlineData("12"), InlineData("1:2:3:4"), InlineData("a:b"), InlineData("1:02."), InlineData(":02"), InlineData("am"), InlineData("13:10 PM"), InlineData("5h3s"), InlineData("s")]
    public void What_is_no_time_is_none(string text) => Assert.Null(Clock.Read(text));

    [Theory]
    [InlineData("2024/03/04 9:15:02 AM GMT+1", "mdy", "2024-03-04T09:15:02+01:00")]
    [InlineData("03/06/2024 09:00 PM EST", "mdy", "2024-03-06T21:00:00-05:00")]
    [InlineData("13/06/2018 9:05", "mdy", "2018-06-13T09:05:00")]
    [InlineData("4.3.2024, 12:00", "dmy", "2024-03-04T12:00:00")]
    [InlineData("March 4, 2025 9:15 AM", "mdy", "2025-03-04T09:15:00")]
    [InlineData("Tue, 4 Mar 2025 09:00:00 +0000", "mdy", "2025-03-04T09:00:00Z")]
    [InlineData("2024-02-29", "mdy", "2024-02-29")]
    public void Dates_of_tools_are_read_and_no_zone_is_made_up(string text, string order, string iso) => Assert.Equal(iso, DateText.Read(text, order)?.Date);

    [Theory, InlineData("31/02/2024 10:00"), InlineData("2024-13-01"), InlineData("soon"), InlineData("25:61"), InlineData("12/05/13٣"), InlineData("1٣/05/2024 1٠:00")]
    public void Dates_that_exist_in_no_calendar_are_none(string text) => Assert.Null(DateText.Read(text, "dmy"));

    [Fact]
    public void The_checksum_is_that_of_ZIP() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    [Theory, InlineData("../a"), InlineData("/a"), InlineData("C:\\a"), InlineData("a\\..\\b"), InlineData("con.txt"), InlineData("a.txt:ads"), InlineData("\u202Etxt.exe"), InlineData("a. ")]
    public void A_name_that_could_lead_out_of_a_container_is_refused(string name) => Assert.NotNull(Archive.Suspicious(name));

    [Fact]
    public void What_a_ZIP_in_a_ZIP_unpacks_counts_for_the_whole()
    {
        var inner = Spec.Bytes("=== a.txt\n" + string.Concat(Enumerable.Repeat("Ana: Hello\n", 300)));
        using var stream = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "one.zip", "two.zip" })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(inner);
            }
        }
        FileReading Read(int limit) => TranscriptFile.Read(stream.ToArray(), "both.zip", new ReadOptions { Limits = new Limits { UnpackedBytes = limit } }, TestContext.Current.CancellationToken).Value!;
        Assert.Equal(2, Read(10_000).Conversations.Count);
        Assert.Contains("two.zip", Assert.Single(Read(5_000).NotUnderstood).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Ordinary_names_are_not_refused() => Assert.All(["a.txt", "Sources/b c.txt", "ü/ö..txt", "com.example/x"], name => Assert.Null(Archive.Suspicious(name)));

    [Fact]
    public void A_file_beyond_a_limit_is_refused_by_name()
    {
        var limits = new ReadOptions { Limits = new Limits { Turns = 2 } };
        Assert.Contains("at most 2 turns", TranscriptFile.Read("A: x\nB: y\nA: z"u8.ToArray(), "a.txt", limits, TestContext.Current.CancellationToken).Error?.ToString(), StringComparison.Ordinal);
        var small = new ReadOptions { Limits = new Limits { FileBytes = 3 } };
        Assert.Contains("at most 3 bytes", TranscriptFile.Read("A: x"u8.ToArray(), "a.txt", small, TestContext.Current.CancellationToken).Error?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("A: x\nB: y\n", 10_000)));
        Assert.Throws<OperationCanceledException>(() => TranscriptFile.Read(text, "a.txt", ct: stop.Token));
    }

    [Fact]
    public void Every_format_has_its_own_name() => Assert.Equal(TranscriptFile.Formats.Count, TranscriptFile.Formats.Distinct(StringComparer.OrdinalIgnoreCase).Count());
}
