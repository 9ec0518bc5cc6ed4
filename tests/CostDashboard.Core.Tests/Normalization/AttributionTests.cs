using CostDashboard.Core.Spans;

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

    [Fact]
    public void An_empty_value_says_nothing() => Assert.Equal(Attribution.None, Read(("customer_id", ""), ("env", "")));

    [Fact]
    public void A_value_is_cut_to_what_a_dimension_takes() => Assert.Equal(200, Read(("customer_id", new string('x', 5_000))).Customer!.Length);

    private static Attribution Read(params (string Key, object Value)[] attributes) => Reading.Of("x", attributes).Attribution;
}
