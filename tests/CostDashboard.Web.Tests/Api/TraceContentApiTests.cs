using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Web.Tests.Api;

/// <summary>From an exporter's request to who may read what it said, over the whole product.</summary>
public sealed class TraceContentApiTests : IAsyncLifetime
{
    private const string Said = "My address is ada@example.org, and I like teal parasols.";

    private static readonly string s_path = $"/api/v1/traces/{A.TraceId()}/content";

    private Dashboard _dashboard = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IAccessStore Access => _dashboard.Get<IAccessStore>();

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task Of_a_project_that_keeps_no_content_no_word_reaches_the_disk()
    {
        await SendAsync();

        Assert.DoesNotContain("teal parasols", await OnDiskAsync(), StringComparison.Ordinal);
        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(admin));
    }

    [Fact]
    public async Task Where_it_is_kept_what_a_rule_takes_out_never_reaches_the_disk_and_the_rest_is_read_by_those_who_may()
    {
        await KeepAsync(new() { KeepsMessages = true });
        await SendAsync();

        var disk = await OnDiskAsync();
        Assert.Contains("teal parasols", disk, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@example.org, and", disk, StringComparison.Ordinal);

        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
        var answer = JsonNode.Parse(await admin.ReadAsync(s_path))!;
        var message = answer["spans"]![0]!["messages"]![0]!;
        Assert.Equal(A.SpanId("s1").ToString(), answer["spans"]![0]!["spanId"]!.GetValue<string>());
        Assert.Equal(("user", "in"), (message["role"]!.GetValue<string>(), message["side"]!.GetValue<string>()));
        Assert.Equal("My address is [redacted: e-mail], and I like teal parasols.", message["parts"]![0]!["text"]!.GetValue<string>());
        Assert.Null(answer["next"]);
        Assert.Equal((Dashboard.AdminEmail, $"trace {A.TraceId()}", "project tests"), await LastReadingAsync());
    }

    [Fact]
    public async Task A_viewer_may_not_unless_the_project_lets_everybody()
    {
        await KeepAsync(new() { KeepsMessages = true });
        await SendAsync();
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(viewer));
        Assert.Null(await LastReadingAsync());

        await KeepAsync(new() { KeepsMessages = true, Readers = Role.Viewer });
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(viewer));
        Assert.Equal(Dashboard.ViewerEmail, (await LastReadingAsync())?.Reader);
    }

    [Fact]
    public async Task A_key_may_not_until_an_administrator_lets_it()
    {
        await KeepAsync(new() { KeepsMessages = true, Readers = Role.Viewer });
        await SendAsync();
        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
        var key = Assert.Single(await Access.GetKeysAsync(new(1), Cancel));
        using (var before = _dashboard.WithKey(Dashboard.Key))
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(before));
        }

        using (await admin.PostFormAsync("/keys?project=1", $"content-{key.Id}"))
        {
            Assert.True((await Access.GetKeysAsync(new(1), Cancel))[0].MayReadContent);
            Assert.Equal("key.grant-content", (await _dashboard.Get<IAuditLog>().GetAsync(null, 1, Cancel)).Entries[0].Action);
        }

        // A key that was asked for just now is remembered for some seconds; one that was not is read as it is.
        _dashboard = await _dashboard.RestartAsync();
        using var after = _dashboard.WithKey(Dashboard.Key);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(after));
        Assert.Equal($"key {key.Name}", (await LastReadingAsync())?.Reader);
    }

    [Fact]
    public async Task Somebody_who_was_made_a_viewer_or_deleted_meanwhile_may_not_any_more()
    {
        await KeepAsync(new() { KeepsMessages = true });
        await SendAsync();
        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
        var user = (await Access.FindUserByEmailAsync(Dashboard.AdminEmail, Cancel))!;

        await Access.UpdateUserAsync(user with { Role = Role.Viewer, SecurityStamp = "other" }, user.SecurityStamp, A.Entry, Cancel);

        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(admin));
        Assert.Null(await LastReadingAsync());
    }

    [Theory]
    [InlineData("?spans=0", "spans")]
    [InlineData("?spans=101", "spans")]
    [InlineData("?cursor=x", "cursor")]
    [InlineData("?span=1", "span")]
    public async Task A_question_that_cannot_be_read_says_which_parameter(string query, string parameter)
    {
        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);

        using var answer = await admin.GetAsync(s_path + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(parameter, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["parameter"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_long_trace_comes_a_page_at_a_time()
    {
        await KeepAsync(new() { KeepsMessages = true });
        await SendAsync("s1", "s2", "s3");
        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);

        var first = JsonNode.Parse(await admin.ReadAsync(s_path + "?spans=2"))!;
        var second = JsonNode.Parse(await admin.ReadAsync($"{s_path}?spans=2&cursor={first["next"]!.GetValue<string>()}"))!;

        var spans = first["spans"]!.AsArray().Concat(second["spans"]!.AsArray()).Select(span => span!["spanId"]!.GetValue<string>()).ToList();
        Assert.Equal(3, spans.Distinct().Count());
        Assert.Null(second["next"]);
    }

    private async Task KeepAsync(ContentSettings settings)
    {
        var store = _dashboard.Get<IContentSettingsStore>();
        await store.SetAsync(new(1), settings, (await store.GetAsync(new(1), Cancel)).Version, A.Entry, Cancel);
    }

    private async Task SendAsync(params string[] names)
    {
        DecodedSpan[] spans = [.. (names.Length > 0 ? names : ["s1"]).Select(name => A.Span(name).Span.Source with
        {
            Attributes = SpanAttributes.Of(
                ("gen_ai.operation.name", AttributeValue.Of("chat")),
                ("gen_ai.prompt.0.role", AttributeValue.Of("user")),
                ("gen_ai.prompt.0.content", AttributeValue.Of(Said))),
        })];
        using var client = new HttpClient { BaseAddress = _dashboard.Addresses.Web };
        using var body = new ByteArrayContent(OtlpRequest.Protobuf(spans));
        body.Headers.ContentType = new("application/x-protobuf");
        client.DefaultRequestHeaders.Add("x-api-key", Dashboard.Key);
        using var answer = await client.PostAsync("/v1/traces", body, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(Browser browser)
    {
        using var answer = await browser.GetAsync(s_path);
        return answer.StatusCode;
    }

    private async Task<(string Reader, string Subject, string Details)?> LastReadingAsync() =>
        (await _dashboard.Get<IAuditLog>().GetAsync(null, AuditPage.MostRows, Cancel)).Entries.FirstOrDefault(entry => entry.Action == ContentReading.Action) is { } entry
            ? (entry.Actor.Name, entry.Subject, entry.Details)
            : null;

    // Every byte of the data folder: the database, its log, and whatever lies beside them.
    private async Task<string> OnDiskAsync()
    {
        var all = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(_dashboard.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            all.Append(await reader.ReadToEndAsync(Cancel));
        }

        return all.ToString();
    }
}
