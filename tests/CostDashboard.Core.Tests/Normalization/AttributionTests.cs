using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class AttributionTests
{
    [Theory]
    [InlineData("customer_id")]
    [InlineData("customer.id")]
    [InlineData("customer")]
    public void The_customer_is_read(string key) => Assert.Equal(new(Customer: "acme"), Read((key, "acme")));

    [Theory]
    [InlineData("feature")]
    [InlineData("feature_name")]
    public void The_feature_is_read(string key) => Assert.Equal(new(Feature: "chat"), Read((key, "chat")));

    [Theory]
    [InlineData("claude-code", null, "shop")]
    [InlineData("codex_cli_rs", "checkout", "checkout")]
    [InlineData("shop-api", null, null)]
    public void What_a_coding_agent_does_is_for_the_repository_where_it_names_no_feature(string service, string? feature, string? expected)
    {
        var span = Reading.Span("x", ("metadata.feature", feature ?? "")) with { Origin = new(Reading.Attributes(("vcs.repository.name", "shop"), ("service.name", service))) };

        Assert.Equal(expected, Reading.Of(span).Attribution.Feature);
    }

    [Theory]
    [InlineData("langfuse.environment")]
    [InlineData("deployment.environment.name")]
    [InlineData("deployment.environment")]
    [InlineData("environment")]
    [InlineData("env")]
    public void The_environment_is_read(string key) => Assert.Equal(new(Environment: "staging"), Read((key, "staging")));

    [Theory]
    [InlineData("user.id")]
    [InlineData("user_id")]
    [InlineData("enduser.id")]
    public void The_user_is_read(string key) => Assert.Equal(new(User: "42"), Read((key, 42)));

    [Theory]
    [InlineData("session.id")]
    [InlineData("gen_ai.conversation.id")]
    [InlineData("session_id")]
    public void The_session_is_read(string key) => Assert.Equal(new(Session: "s-1"), Read((key, "s-1")));

    [Fact]
    public void The_span_wins_over_its_resource()
    {
        var span = Reading.Span("x", ("env", "staging")) with
        {
            Origin = new(Reading.Attributes(("deployment.environment.name", "production"), ("customer_id", "acme"), ("service.name", "api"), ("service.version", "1.2"))),
        };

        var normalized = Reading.Of(span);

        Assert.Equal(new(Environment: "staging", Customer: "acme"), normalized.Attribution);
        Assert.Equal("api", normalized.Service);
        Assert.Equal("1.2", normalized.ServiceVersion);
    }

    // What Langfuse asks, in its order: each of the three names of the span and then of the resource. A name set by hand stands before the deployment's.
    [Theory]
    [InlineData("langfuse.environment", true, "deployment.environment.name", false)]
    [InlineData("deployment.environment.name", false, "deployment.environment", true)]
    [InlineData("deployment.environment.name", false, "deployment.environment.name", true)]
    [InlineData("langfuse.environment", false, "env", true)]
    [InlineData("environment", false, "env", false)]
    [InlineData("env", false, "deployment.environment.name", true)]
    [InlineData("deployment.environment", true, "env", true)]
    public void Of_two_environments_the_first_here_holds(string first, bool isFirstOnResource, string second, bool isSecondOnResource)
    {
        (string, object)[] Of(bool onResource) =>
        [
            .. isFirstOnResource == onResource ? new (string, object)[] { (first, "first") } : [],
            .. isSecondOnResource == onResource ? new (string, object)[] { (second, "second") } : [],
        ];

        var span = Reading.Span("x", Of(onResource: false)) with { Origin = new(Reading.Attributes(Of(onResource: true))) };

        Assert.Equal("first", Reading.Of(span).Attribution.Environment);
    }

    [Theory]
    [InlineData("metadata")]
    [InlineData("langfuse.trace.metadata")]
    [InlineData("langfuse.observation.metadata")]
    public void Metadata_may_be_one_json_text(string key) => Assert.Equal(
        new(Customer: "acme", Feature: "chat", User: "u-1", Session: "s-1"),
        Read((key, """{"customer_id": "acme", "feature": "chat", "user_id": "u-1", "session_id": "s-1", "other": {"customer_id": "no"}}""")));

    [Fact]
    public void A_name_of_its_own_goes_before_the_same_in_metadata() =>
        Assert.Equal("own", Read(("metadata.customer_id", "meta"), ("customer_id", "own"), ("metadata", """{"customer_id": "json"}""")).Customer);

    [Fact]
    public void An_empty_value_says_nothing() => Assert.Equal(Attribution.None, Read(("customer_id", ""), ("env", "")));

    [Fact]
    public void A_value_is_cut_to_what_a_dimension_takes() => Assert.Equal(200, Read(("customer_id", new string('x', 5_000))).Customer!.Length);

    [Fact]
    public void Baggage_fills_what_neither_span_nor_resource_say_and_is_kept_apart()
    {
        var span = Reading.Span("x", ("customer_id", "own"), ("baggage.customer_id", "carried"), ("baggage.user.id", 42), ("baggage.unknown", "x"), ("baggage.env", "staging")) with
        {
            Origin = new(Reading.Attributes(("deployment.environment.name", "production"))),
        };

        var normalized = Reading.Of(span);

        Assert.Equal(new(Customer: "own", Environment: "production"), normalized.Attribution);
        Assert.Equal(new(User: "42"), normalized.Baggage.Attribution);
    }

    [Theory]
    [InlineData("http.request.header.baggage")]
    [InlineData("rpc.grpc.request.metadata.baggage")]
    public void A_captured_baggage_header_is_read(string key) => Assert.Equal(
        new(new(Customer: "Café Zürich", Session: "s-1"), A.Tags(("tags", "a, b"))),
        Reading.Of("x", (key, new[] { "customer_id=Caf%C3%A9%20Z%C3%BCrich;ttl=30", "session.id=s-1,tags=%5B%22b%22%2C%22a%22%5D" })).Baggage);

    [Fact]
    public void An_entry_copied_onto_the_span_goes_before_the_header()
    {
        var both = Reading.Of("x", ("baggage.customer", "copied"), ("http.request.header.baggage", "customer_id=header,feature=search"));

        Assert.Equal(new(Customer: "copied", Feature: "search"), both.Baggage.Attribution);
    }

    [Theory]
    [InlineData("langfuse.trace.tags")]
    [InlineData("langfuse.tags")]
    [InlineData("tag.tags")]
    [InlineData("ai.telemetry.metadata.tags")]
    [InlineData("langsmith.span.tags")]
    [InlineData("tags")]
    public void A_list_of_tags_is_one_value_however_it_is_ordered(string key)
    {
        Assert.Equal(A.Tags(("tags", "beta, internal")), Reading.Of("x", (key, new[] { "internal", "beta", "internal", "" })).Tags);
        Assert.Equal(A.Tags(("tags", "beta, internal")), Reading.Of("x", (key, """["internal", "beta"]""")).Tags);
        Assert.Equal(A.Tags(("tags", "beta")), Reading.Of("x", (key, "beta")).Tags);
        Assert.Equal(SpanTags.None, Reading.Of("x", (key, "[]")).Tags);
    }

    [Fact]
    public void Tags_in_a_text_with_commas_are_a_list() => Assert.Equal(A.Tags(("tags", "a, b")), Reading.Of("x", ("langsmith.span.tags", " b,a , b")).Tags);

    private static Attribution Read(params (string Key, object Value)[] attributes) => Reading.Of("x", attributes).Attribution;
}
