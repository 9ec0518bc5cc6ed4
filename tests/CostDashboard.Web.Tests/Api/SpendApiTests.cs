using System.Globalization;
using System.Net;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Keys;

namespace CostDashboard.Web.Tests.Api;

public sealed class SpendApiTests(SupportFixture support) : IClassFixture<SupportFixture>
{
    private const string Day = "/api/v1/spend?from=2026-08-06T00:00:00Z&to=2026-08-07T00:00:00Z";

    // 120 and 8 tokens of gpt-4o-mini at $0.15 and $0.60 per million, and 18 of an embedding model at $0.02.
    private const string CostOfSupport = "0.00002316";

    // For tests that only ask; what sends more has a dashboard of its own.
    private readonly Dashboard _dashboard = support.Dashboard;

    [Fact]
    public async Task A_trace_is_charged_once_however_often_it_is_sent()
    {
        await _dashboard.SendAsync(Sending.Support, Sending.Noon, Sending.SupportTrace);

        var answer = await _dashboard.AskAsync($"{Day}&by=customer");

        Assert.Equal(["acme"], answer.GetProperty("rows").Column("customer"));
        Assert.Equal([CostOfSupport], answer.GetProperty("rows").Column("costUsd"));
        var total = answer.GetProperty("total");
        Assert.Equal(
            (2, 5, 1, 0, CostOfSupport),
            (total.GetProperty("calls").GetInt32(), total.GetProperty("spans").GetInt32(), total.GetProperty("traces").GetInt32(),
                total.GetProperty("unpricedCalls").GetInt32(), total.GetProperty("costUsd").GetString()));
        Assert.Equal((138, 8), (total.GetProperty("tokens").GetProperty("input").GetInt32(), total.GetProperty("tokens").GetProperty("output").GetInt32()));
    }

    [Fact]
    public async Task A_reported_cost_is_charged_and_what_the_book_computes_is_said_beside_it()
    {
        await using var dashboard = await SupportFixture.StartAsync();
        await dashboard.SendAsync(
            "0000000000000000000000000000beef",
            Sending.Noon,
            [
                new("b1", null, "chat", 0, 10, ("llm.provider", "openai"), ("llm.model", "gpt-4o-mini"), ("llm.input_tokens", 120), ("llm.output_tokens", 8), ("llm.cost_usd", "0.00003")),
                new("b2", null, "chat", 11, 15, ("llm.provider", "openai"), ("llm.model", "nobody-knows"), ("llm.input_tokens", 120), ("llm.cost_usd", "")),
            ]);

        var answer = await dashboard.AskAsync($"{Day}&by=priceState");

        var rows = answer.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("priceState").GetString()!);
        Assert.Equal("""{"calls":1,"reportedUsd":"0.00003","computedUsd":"0.0000228","differenceUsd":"0.0000072"}""", rows["reported"].GetProperty("compared").GetRawText());
        Assert.Equal(JsonValueKind.Null, rows["computed"].GetProperty("compared").ValueKind);
        Assert.Equal((1, 0), (rows["unpriced"].GetProperty("unpricedCalls").GetInt32(), rows["unpriced"].GetProperty("partialCalls").GetInt32()));
    }

    [Theory]
    [InlineData("by=model")]
    [InlineData("by=model&by=step&by=kind")]
    [InlineData("by=provider,priceState")]
    [InlineData("by=service,environment,feature&grain=hour")]
    [InlineData("by=key&grain=day")]
    [InlineData("by=project&grain=month")]
    [InlineData("by=user")]
    [InlineData("by=service,release")]
    public async Task Rows_add_up_to_the_total_by_whatever_they_are_grouped(string question)
    {
        var answer = await _dashboard.AskAsync($"{Day}&{question}");

        Assert.Equal(
            decimal.Parse(CostOfSupport, CultureInfo.InvariantCulture),
            answer.GetProperty("rows").Column("costUsd").Sum(cost => decimal.Parse(cost, CultureInfo.InvariantCulture)));
        Assert.Equal(CostOfSupport, answer.GetProperty("total").GetProperty("costUsd").GetString());
    }

    [Fact]
    public async Task Values_are_said_in_words()
    {
        var answer = await _dashboard.AskAsync($"{Day}&by=kind,project,key&kind=embeddings");

        var row = Assert.Single(answer.GetProperty("rows").EnumerateArray());
        Assert.Equal(
            ("embeddings", "tests", 1, "initial", 1),
            (row.GetProperty("kind").GetString(), row.GetProperty("project").GetString(), row.GetProperty("projectId").GetInt32(),
                row.GetProperty("key").GetString(), row.GetProperty("keyId").GetInt32()));
    }

    [Theory]
    [InlineData("customer=acme", 2)]
    [InlineData("customer=acme&customer=other", 2)]
    [InlineData("customer=other", 0)]
    [InlineData("model=gpt-4o-mini&customer=acme", 1)]
    [InlineData("kind=CHAT", 1)]
    [InlineData("key=initial", 2)]
    [InlineData("key=1", 2)]
    [InlineData("key=nobody", 0)]
    [InlineData("user=u-7", 2)]
    [InlineData("project=Tests", 2)]
    [InlineData("release=4.2.0&service=bot", 2)]
    [InlineData("release=4.2", 0)]
    public async Task Filters_keep_what_they_name(string filter, int calls)
    {
        var answer = await _dashboard.AskAsync($"{Day}&{filter}");

        Assert.Equal(calls, answer.GetProperty("total").GetProperty("calls").GetInt32());
    }

    [Fact]
    public async Task A_call_without_a_price_is_unknown_and_not_free()
    {
        await using var dashboard = await SupportFixture.StartAsync();
        await dashboard.SendAsync("0000000000000000000000000000beef", Sending.Noon, [new("b1", null, "chat house-model-9", 0, 10, Sending.Call("house-model-9", 5, 5))]);

        var answer = await dashboard.AskAsync($"{Day}&by=model&model=house-model-9");

        Assert.Equal(["null"], answer.GetProperty("rows").Column("costUsd"));
        Assert.Equal(["1"], answer.GetProperty("rows").Column("unpricedCalls"));
        var all = await dashboard.AskAsync(Day);
        Assert.Equal((CostOfSupport, 1), (all.GetProperty("total").GetProperty("costUsd").GetString(), all.GetProperty("total").GetProperty("unpricedCalls").GetInt32()));
    }

    [Theory]
    [InlineData("by=customer", 1)]
    [InlineData("by=environment,feature&project=tests", 1)]
    [InlineData("by=model", null)]
    [InlineData("service=bot", null)]
    public async Task Traces_are_counted_only_where_that_can_be_exact(string question, int? traces)
    {
        var total = (await _dashboard.AskAsync($"{Day}&{question}")).GetProperty("total").GetProperty("traces");

        Assert.Equal(traces, total.ValueKind is JsonValueKind.Null ? null : total.GetInt32());
    }

    [Theory]
    [InlineData("from=2026-08-06T12:07:31Z&to=2026-08-06T12:08:00Z", "2026-08-06T12:00:00+00:00", "2026-08-06T12:15:00+00:00")]
    [InlineData("from=2026-08-06T12:07:31Z&to=2026-08-06T12:08:00Z&grain=minute", "2026-08-06T12:07:00+00:00", "2026-08-06T12:08:00+00:00")]
    [InlineData("from=2026-08-06T12:07:31Z&to=2026-08-06T12:08:00Z&by=user", "2026-08-06T00:00:00+00:00", "2026-08-07T00:00:00+00:00")]
    [InlineData("from=2026-08-06T12:00:00Z&to=2026-08-06T12:15:00Z", "2026-08-06T12:00:00+00:00", "2026-08-06T12:15:00+00:00")]
    [InlineData("from=2026-08-06&to=2026-08-07", "2026-08-06T00:00:00+00:00", "2026-08-07T00:00:00+00:00")]
    [InlineData("from=2026-08-06T14:00:00+02:00&to=2026-08-06T15:00:00%2B02:00", "2026-08-06T12:00:00+00:00", "2026-08-06T13:00:00+00:00")]
    public async Task The_period_grows_to_what_can_be_answered_exactly_and_the_answer_says_so(string period, string from, string to)
    {
        var answer = await _dashboard.AskAsync($"/api/v1/spend?{period}");

        Assert.Equal((from, to, "UTC"), (answer.GetProperty("from").GetString(), answer.GetProperty("to").GetString(), answer.GetProperty("timeZone").GetString()));
    }

    [Fact]
    public async Task Without_a_period_it_is_the_last_day()
    {
        var answer = await _dashboard.AskAsync("/api/v1/spend");

        var (from, to) = (answer.GetProperty("from").GetDateTimeOffset(), answer.GetProperty("to").GetDateTimeOffset());
        Assert.InRange(to - from, TimeSpan.FromHours(24), TimeSpan.FromHours(24.25));
    }

    [Theory]
    [InlineData("from", "from=yesterday")]
    [InlineData("from", "from=2026-08-06T12:00:00")]
    [InlineData("from", "from=2026-08-07&to=2026-08-06")]
    [InlineData("to", "to=9999-01-01")]
    [InlineData("grain", "grain=week")]
    [InlineData("grain", "grain=minute&from=2025-01-01&to=2026-01-01")]
    [InlineData("by", "by=colour")]
    [InlineData("by", "by=model,step,kind,feature")]
    [InlineData("kind", "kind=telepathy")]
    [InlineData("form", "form=2026-08-06")]
    public async Task A_mistake_is_answered_with_the_parameter_and_the_remedy(string parameter, string query)
    {
        var problem = await _dashboard.AskAsync($"/api/v1/spend?{query}", HttpStatusCode.BadRequest);

        Assert.Equal((parameter, 400), (problem.GetProperty("parameter").GetString(), problem.GetProperty("status").GetInt32()));
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task What_the_totals_cannot_answer_exactly_is_refused()
    {
        var problem = await _dashboard.AskAsync($"{Day}&by=user,model", HttpStatusCode.UnprocessableEntity);

        Assert.Equal(422, problem.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_key_sees_nothing_of_another_project()
    {
        var (key, access) = (NewKey.Make(), _dashboard.Get<IAccessStore>());
        var other = (await access.GetProjectsAsync(TestContext.Current.CancellationToken)).Single(p => p.Name == "other");
        await access.CreateKeyAsync(other.Id, "theirs", key.Prefix, key.Sha256, new UnixNanos(0), A.Entry, TestContext.Current.CancellationToken);

        var spend = await _dashboard.AskAsync($"{Day}&by=project", key: key.Secret);
        var trace = await _dashboard.AskAsync($"/api/v1/traces/{Sending.Support}", HttpStatusCode.NotFound, key.Secret);
        var linked = await _dashboard.AskAsync($"/api/v1/traces/{Sending.Support}/linked", HttpStatusCode.NotFound, key.Secret);
        var forced = await _dashboard.AskAsync($"{Day}&project=tests", HttpStatusCode.Forbidden, key.Secret);

        Assert.Equal(0, spend.GetProperty("rows").GetArrayLength());
        Assert.Equal(("traceId", "traceId"), (trace.GetProperty("parameter").GetString(), linked.GetProperty("parameter").GetString()));
        Assert.Equal("project", forced.GetProperty("parameter").GetString());
    }
}
