using System.Globalization;

namespace Firsthand.Formats.Tests;

public sealed class DayInTextTests
{
    [Theory]
    [InlineData("Zoom Lena Fischer 2026-11-03", "2026-11-03")]
    [InlineData("GMT20261103-142500_Recording.transcript", "2026-11-03")]
    [InlineData("2026_11_03 Lena", "2026-11-03")]
    [InlineData("Lena 3 Nov 2026", "2026-11-03")]
    [InlineData("Lena 3-Nov-2026", "2026-11-03")]
    [InlineData("Interview with Omar Haddad, 10 November 2026", "2026-11-10")]
    [InlineData("November 3rd, 2026: Lena", "2026-11-03")]
    [InlineData("Lena 13.11.2026", "2026-11-13")]
    [InlineData("Lena 11-13-2026", "2026-11-13")]
    [InlineData("Lena 2026-11-03 (2026-11-03)", "2026-11-03")]
    [InlineData("Lena 3.4.2026", null)]
    [InlineData("Lena 2026-11-03 and 2026-11-10", null)]
    [InlineData("Lena 2026-13-41", null)]
    [InlineData("call 120261103", null)]
    [InlineData("Lena 20٢6-11-03", null)]
    [InlineData("Survey November", null)]
    [InlineData("Lena", null)]
    public void A_day_is_read_where_it_can_be_only_one(string text, string? day) =>
        Assert.Equal(day, DayInText.Find(text)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
