using System.Net;
using System.Text.RegularExpressions;
using CostDashboard.Core.Access;
using CostDashboard.Core.Attributes;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Web.Tests.Features.Attributes;

public sealed partial class AttributesPageTests : IAsyncLifetime
{
    private const string Path = "/attributes?project=1";
    private const string Hostile = "\"><script>alert(1)</script>";

    private Dashboard _dashboard = null!;
    private Browser _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IMappingStore Mappings => _dashboard.Get<IMappingStore>();

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
        await _dashboard.Get<ISpanStore>().CommitAsync(
            [
                Call("a", 0.3m, ("tenant.id", "acme"), ("note", Hostile)),
                Call("b", 0.2m, ("tenant.id", "globex")),
                Call("c", 0.1m),
            ],
            Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task A_preview_shows_what_a_mapping_would_give_and_changes_nothing()
    {
        var page = await PostAsync(("action", "preview"), ("version", "0"), ("customer.0.key", " tenant.id "), ("customer.0.place", "Span"), ("customer.known", "1"));

        Assert.Contains("Of the last 3 spans, in 3 traces", Words(page), StringComparison.Ordinal);
        Assert.Contains("0 values → 2 values; without one 100 % → 33 % of the spans", Words(page), StringComparison.Ordinal);
        Assert.Contains("acme", page, StringComparison.Ordinal);
        Assert.Contains("""name="customer.0.key" value="tenant.id" """.TrimEnd(), page, StringComparison.Ordinal);
        Assert.Equal(new(AttributeMapping.Default, 0), await Mappings.GetAsync(new(1), Cancel));
    }

    [Fact]
    public async Task What_is_saved_holds_from_then_on_and_is_in_the_audit_log()
    {
        var page = await PostAsync(
            ("action", "save"),
            ("version", "0"),
            ("customer.0.key", ""),
            ("customer.1.key", "tenant.id"),
            ("customer.1.member", "id"),
            ("user.known", "1"),
            ("tag.0.name", "team"),
            ("tag.0.known", "1"),
            ("tag.1.name", " "));

        Assert.Contains("Saved.", page, StringComparison.Ordinal);
        var stored = await Mappings.GetAsync(new(1), Cancel);
        var none = new ValueSources([], ThenKnownNames: false);
        Assert.Equal(
            new(
                new()
                {
                    Customer = new([new("tenant.id", Member: "id")], ThenKnownNames: false),
                    Feature = none,
                    Environment = none,
                    Session = none,
                    Tags = [new("team", ValueSources.Known)],
                },
                1),
            stored);
        var entry = Assert.Single((await _dashboard.Get<IAuditLog>().GetAsync(null, 10, Cancel)).Entries, e => e.Action == "attributes.change");
        Assert.Equal((Dashboard.AdminEmail, "tests"), (entry.Actor.Name, entry.Subject));
        Assert.Contains("customer: id in tenant.id, nothing else;", entry.Details, StringComparison.Ordinal);
        Assert.Contains("tag team: known names", entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_change_from_the_same_page_is_refused_and_kept_in_the_form()
    {
        await PostAsync(("action", "save"), ("version", "0"), ("customer.0.key", "first"));

        var page = await PostAsync(("action", "save"), ("version", "0"), ("customer.0.key", "second"));

        Assert.Contains("Somebody else has changed this mapping", page, StringComparison.Ordinal);
        Assert.Contains("value=\"second\"", page, StringComparison.Ordinal);
        Assert.Equal("first", (await Mappings.GetAsync(new(1), Cancel)).Mapping.Customer.Sources[0].Key);
    }

    [Theory]
    [InlineData("tag.0.0.key", "x", "is no name of a tag")]
    [InlineData("customer.0.key", "a\tb", "is no source")]
    [InlineData("tag.0.name", "\u0001", "is no name of a tag")]
    public async Task A_mistake_is_said_and_changes_nothing(string field, string value, string message)
    {
        Assert.Contains(message, await PostAsync(("action", "save"), ("version", "0"), (field, value)), StringComparison.Ordinal);
        Assert.Equal(0, (await Mappings.GetAsync(new(1), Cancel)).Version);
    }

    [Fact]
    public async Task Attributes_that_were_seen_are_listed_with_examples_and_uses()
    {
        var page = Words(await _admin.ReadAsync(Path));

        Assert.Contains("On the last 3 spans.", page, StringComparison.Ordinal);
        Assert.Contains("tenant.id", page, StringComparison.Ordinal);
        Assert.Contains("67 %", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", await _admin.ReadAsync(Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_sources_are_text_wherever_they_are_shown()
    {
        var page = await PostAsync(("action", "save"), ("version", "0"), ("customer.0.key", Hostile), ("tag.0.name", Hostile), ("tag.0.known", "1"));

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);
        Assert.DoesNotContain("<script>alert", await viewer.ReadAsync(Path), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", await viewer.ReadAsync("/spend?project=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_looks_and_cannot_change()
    {
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var page = await viewer.ReadAsync(Path);
        using var refused = await viewer.PostFormAsync(Path, "mapping", ("action", "save"), ("version", "0"), ("customer.0.key", "mine"));

        Assert.Contains("Taken from, in this order", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"save\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(0, (await Mappings.GetAsync(new(1), Cancel)).Version);
    }

    [Fact]
    public async Task A_project_without_spans_and_one_that_is_not_there_say_so()
    {
        Assert.Contains("This project has no spans yet.", await _admin.ReadAsync("/attributes?project=2"), StringComparison.Ordinal);
        Assert.Contains("There is no such project.", await _admin.ReadAsync("/attributes?project=99"), StringComparison.Ordinal);
    }

    private static PricedSpan Call(string id, decimal usd, params (string Key, string Value)[] attributes) => A.Span(
        id, trace: id, tokens: new(1, 0, 0, 0, 1), usd: usd, attributes: SpanAttributes.Of([.. attributes.Select(a => (a.Key, AttributeValue.Of(a.Value)))]));

    private static string Words(string html) => WebUtility.HtmlDecode(Tag().Replace(html, ""));

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    private async Task<string> PostAsync(params (string Name, string Value)[] fields)
    {
        using var answer = await _admin.PostFormAsync(Path, "mapping", fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
