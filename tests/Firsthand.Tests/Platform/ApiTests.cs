using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Firsthand.Customers;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Platform;

/// <summary>What the API says of itself, and to a request that it cannot do.</summary>
public sealed class ApiTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    private static readonly Guid Nothing = Guid.CreateVersion7();

    [Theory]
    [InlineData("POST", "patterns/merge", "{}", "into", "an id")]
    [InlineData("POST", "patterns/merge", """{"into":"11111111-1111-1111-1111-111111111111","from":null}""", "from", "a list")]
    [InlineData("POST", "patterns/merge", """{"into":7,"from":[]}""", "into", "an id")]
    [InlineData("POST", "patterns/{0}/split", "{}", "quotes", "a list")]
    [InlineData("PUT", "patterns/{0}", """{"nane":"Late files"}""", "name", "text")]
    [InlineData("POST", "quotes", "{}", "kind", "text")]
    [InlineData("PUT", "transcription", "{}", "address", "text")]
    [InlineData("PUT", "speakers/{0}", """{"side":7}""", "side", "unknown, theirs, ours")]
    [InlineData("PUT", "speakers/{0}", """{"side":"7"}""", "side", "unknown, theirs, ours")]
    [InlineData("PUT", "speakers/{0}", """{"side":"mine"}""", "side", "unknown, theirs, ours")]
    [InlineData("PUT", "people/{0}", """{"stage":"gone","name":"Ada"}""", "stage", "at-risk")]
    [InlineData("PUT", "people/{0}", """{"consent":99}""", "consent", "quote-by-name")]
    [InlineData("PUT", "imports/files/{0}", """{"speakers":{"Mara":{"side":"mine"}}}""", "speakers.Mara.side", "unknown, theirs, ours")]
    [InlineData("PUT", "imports/files/{0}", """{"answers":["third"]}""", "answers[0]", "a number")]
    [InlineData("PUT", "people/{0}", """{"name": Ada}""", "body", "line 1, byte 10")]
    [InlineData("PUT", "people/{0}", "", "body", "an object")]
    [InlineData("PUT", "people/ada", """{"name":"Ada"}""", "id", "Expected an id, found “ada”.")]
    [InlineData("GET", "conversations/abc", null, "id", "an id")]
    [InlineData("GET", "conversations?page=abc", null, "page", "a number")]
    [InlineData("GET", "find", null, "q", "text")]
    [InlineData("GET", "find?q=files&kind=zz", null, "kind", "pain, question, desire")]
    [InlineData("GET", "find?q=files&from=yesterday", null, "from", "a day")]
    [InlineData("GET", "quotes?kind=xx", null, "kind", "keep-one")]
    [InlineData("GET", "patterns?kind=7", null, "kind", "keep-one")]
    [InlineData("GET", "people?stage=99", null, "stage", "at-risk")]
    [InlineData("POST", "suggestions/{0}/accept?kind=nonsense", null, "kind", "keep-one")]
    public async Task A_request_that_cannot_be_read_is_told_where_and_what_was_expected(string method, string address, string? body, string field, string expected)
    {
        using var request = new HttpRequestMessage(new(method), $"/api/{string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Nothing)}") { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        var answer = await app.Owner.SendAsync(request, TestContext.Current.CancellationToken);
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, said);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(expected, JsonDocument.Parse(said).RootElement.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quotes?kind=keep-one")]
    [InlineData("patterns?kind=Pain")]
    [InlineData("people?stage=at-risk")]
    public async Task What_there_is_can_be_asked_for_by_its_name(string address) => await app.Owner.ReadAsync($"/api/{address}");

    [Theory]
    [InlineData("conversations/{0}/quotes")]
    [InlineData("conversations/{0}/story")]
    public async Task A_conversation_that_there_is_not_has_no_quotes_and_no_story(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await app.Owner.GetAsync($"/api/{string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Nothing)}")).StatusCode);

    [Theory]
    [InlineData("nomail", HttpStatusCode.BadRequest)]
    [InlineData("@example.org", HttpStatusCode.BadRequest)]
    [InlineData("ada@", HttpStatusCode.BadRequest)]
    [InlineData("ada@example.org", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task An_e_mail_address_has_an_at_between_two_parts(string email, HttpStatusCode status)
    {
        var ada = new Person { Id = Id<Person>.New(app.Clock), Name = "Ada Quist", CreatedAt = app.Clock.GetUtcNow() };
        await app.InWorkspaceAsync(services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            db.People.Add(ada);
            return db.SaveChangesAsync();
        });
        Assert.Equal(status, (await app.Owner.PutAsJsonAsync($"/api/people/{ada.Id}", new { email })).StatusCode);
    }

    [Fact]
    public async Task Each_use_case_has_a_schema_of_its_own_in_the_document_and_says_who_may_ask()
    {
        var document = await app.Owner.ReadAsync("/openapi/v1.json");
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).ToDictionary(operation => operation.Value.GetProperty("operationId").GetString()!, operation => operation.Value);
        var bodies = operations.Where(operation => operation.Value.TryGetProperty("requestBody", out _)).Select(operation => operation.Value.GetProperty("requestBody").GetRawText()).Where(body => body.Contains("$ref", StringComparison.Ordinal) && !body.Contains("FormFile", StringComparison.Ordinal)).ToList();
        Assert.True(bodies.Count >= 10);
        Assert.Equal(bodies.Count, bodies.Distinct().Count());
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.True(schemas.GetProperty("PlaceSpeakerRequest").GetProperty("properties").TryGetProperty("side", out _));
        Assert.Equal(["from", "into"], schemas.GetProperty("ShapePatternsMerge").GetProperty("required").EnumerateArray().Select(name => name.GetString()).Order());
        Assert.All(["Request", "Page", "View", "Row"], name => Assert.False(schemas.TryGetProperty(name, out _), name));

        Assert.Equal("X-CSRF", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("csrf").GetProperty("name").GetString());
        var change = operations["PlaceSpeaker"];
        Assert.Equal(["cookie", "csrf"], change.GetProperty("security")[0].EnumerateObject().Select(scheme => scheme.Name));
        Assert.Equal(["200", "400", "401", "404"], change.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order());
        Assert.True(operations["MergePatterns"].GetProperty("responses").TryGetProperty("404", out _));
        Assert.Equal(["cookie"], operations["Today"].GetProperty("security")[0].EnumerateObject().Select(scheme => scheme.Name));
    }
}
