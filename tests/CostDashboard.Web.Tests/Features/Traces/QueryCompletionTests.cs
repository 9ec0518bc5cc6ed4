using CostDashboard.Core.Traces.Queries;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;

namespace CostDashboard.Web.Tests.Features.Traces;

public sealed class QueryCompletionTests
{
    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mo|", "model:|")]
    [InlineData("step:a -cust|", "step:a -customer:|")]
    [InlineData("status:e|", "status:error |")]
    [InlineData("model:gpt| cost>1", "model:gpt-4o | cost>1")]
    [InlineData("model:claude,min|", "model:claude,gpt-4o-mini |")]
    [InlineData("customer:|", "customer:\"acme & co\" |")]
    [InlineData("customer:\"acme &|", "customer:\"acme & co\" |")]
    [InlineData("kind:em|", "kind:embeddings |")]
    [InlineData("tag.t|", "tag.team:|")]
    [InlineData("cost:k|", "cost:known |")]
    [InlineData("user:u|", "user:u1 |")]
    [InlineData("tag.team:r|", "tag.team:red |")]
    public async Task The_first_choice_finishes_what_is_being_written(string written, string finished)
    {
        var (text, choices) = await AtAsync(written);

        var taken = text[..choices.From] + choices.Choices[0].Text + "|" + text[choices.To..];

        Assert.Equal(finished, taken);
        Assert.Equal(written.Contains('|', StringComparison.Ordinal) ? written.IndexOf('|', StringComparison.Ordinal) : 0, choices.To);
    }

    [Theory]
    [InlineData("session:|")]
    [InlineData("duration>|")]
    [InlineData("nonsense|")]
    [InlineData("foo:x|")]
    [InlineData("model:zzz|")]
    public async Task Where_nothing_is_known_nothing_is_offered(string written) => Assert.Empty((await AtAsync(written)).Choices.Choices);

    [Fact]
    public async Task An_empty_box_offers_fields_and_values_come_dearest_first_with_their_cost()
    {
        Assert.Equal("step:", (await AtAsync("|")).Choices.Choices[0].Text);
        Assert.Equal([new QueryChoice("gpt-4o ", "$0.3000"), new QueryChoice("gpt-4o-mini ", "$0.1000")], (await AtAsync("model:|")).Choices.Choices);
    }

    [Fact]
    public void A_place_outside_of_the_text_is_its_end()
    {
        Assert.Equal(QueryCaret.Of("model:a", 7), QueryCaret.Of("model:a", 99));
        Assert.Equal(QueryCaret.Of("model:a", 7), QueryCaret.Of("model:a", -1));
    }

    private async Task<(string Text, QueryChoices Choices)> AtAsync(string written)
    {
        await _store.CommitAsync(
            [
                A.Span("a", trace: "t1", model: "gpt-4o", tokens: new(1, 0, 0, 0, 0), usd: 0.3m, attribution: new(Customer: "acme & co", User: "u1"), tags: A.Tags(("team", "red"))),
                A.Span("b", trace: "t2", model: "gpt-4o-mini", tokens: new(1, 0, 0, 0, 0), usd: 0.1m),
            ],
            Cancel);
        var at = written.IndexOf('|', StringComparison.Ordinal);
        var text = written.Remove(at, 1);
        return (text, await QueryCompletion.AtAsync(QueryCaret.Of(text, at), Questions.Context("/traces/complete?range=7d"), _store, new InMemoryAccessStore(), Cancel));
    }
}
