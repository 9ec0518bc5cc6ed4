using System.Text;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Mcp.Asking;
using CostDashboard.Mcp.Serving;
using CostDashboard.Mcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace CostDashboard.Mcp.Tests;

public sealed class ToolTests
{
    private static readonly McpCaller s_caller = new(new(7), 3, "agent/1.0", new("https://costs.example.org/"));

    private static readonly DashboardTool[] s_tools =
    [
        new GetCostsTool(null!, null!, OrganisationCalendar.Utc, TimeProvider.System),
        new GetSpikeTool(null!, null!, null!, OrganisationCalendar.Utc, TimeProvider.System),
        new ListTracesTool(null!, null!, OrganisationCalendar.Utc, TimeProvider.System),
        new GetTraceTool(null!, TimeProvider.System),
        new CheckBudgetTool(null!, null!, null!, null!, OrganisationCalendar.Utc, TimeProvider.System),
        new ListIncidentsTool(null!),
        new ListModelsTool(new CurrentPrices(), TimeProvider.System),
        new RecordSpansTool(null!),
    ];

    [Fact]
    public void Every_tool_is_tested_here() =>
        Assert.Equal(
            typeof(DashboardTool).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DashboardTool))).Select(type => type.Name).Order(StringComparer.Ordinal),
            s_tools.Select(tool => tool.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_model_is_told_of_every_argument_what_it_means() =>
        Assert.Empty(
            from tool in s_tools
            from argument in tool.Schema.GetProperty("properties").EnumerateObject()
            where !argument.Value.TryGetProperty("description", out var text) || text.GetString() is not { Length: > 10 }
            select $"{tool.Name}.{argument.Name}");

    [Fact]
    public void A_model_is_told_when_to_use_a_tool() => Assert.DoesNotContain(s_tools, tool => tool.Description.Length is < 100 or > 600);

    [Fact]
    public void A_model_is_told_of_every_field_of_a_span_what_it_means() =>
        Assert.DoesNotContain(
            s_tools.OfType<RecordSpansTool>().Single().Schema.GetProperty("properties").GetProperty("spans").GetProperty("items").GetProperty("properties").EnumerateObject(),
            field => !field.Value.TryGetProperty("description", out var text) || text.GetString() is not { Length: > 10 });

    [Theory]
    [InlineData("get_costs", """{"by": "modle"}""", "by", "'modle' is no dimension. There are: project, environment,")]
    [InlineData("get_costs", """{"by": ["model", "step", "kind", "feature"]}""", "by", "4 dimensions are too many: at most 3")]
    [InlineData("get_costs", """{"grain": "week"}""", "grain", "'week' is none of: total, minute, quarter, hour, day, month.")]
    [InlineData("get_costs", """{"from": "last monday"}""", "from", "'last monday' is not a time: write 2026-11-22T14:30:00Z")]
    [InlineData("get_costs", """{"filters": {"project": "other"}}""", "filters.project", "A key belongs to one project and sees no other: leave it out.")]
    [InlineData("get_costs", """{"filters": {"kind": "llm"}}""", "filters.kind", "'llm' is none of: ")]
    [InlineData("get_costs", """{"filters": {"model": []}}""", "filters.model", "Give 1 to 100 values;")]
    [InlineData("get_spike", """{"from": "2026-01-01", "to": "2026-06-01"}""", "from", "A report explains at most 92 days: choose a later beginning.")]
    [InlineData("list_traces", """{"sort": "price"}""", "sort", "'price' is none of: start, cost, latency, tokens, spans, calls, errors.")]
    [InlineData("list_traces", """{"cursor": "x"}""", "cursor", "It is none that this question gave:")]
    [InlineData("get_trace", "{}", "trace_id", "Give the trace's id: 32 hexadecimal digits. list_traces shows which there are.")]
    [InlineData("get_trace", """{"trace_id": "abc"}""", "trace_id", "'abc' is not a trace id: it has 32 hexadecimal digits and is not all zero.")]
    [InlineData("check_budget", """{"trace_id": "abc"}""", "trace_id", "'abc' is not a trace id:")]
    [InlineData("list_incidents", """{"state": "new"}""", "state", "'new' is none of: active, open, acknowledged, snoozed, resolved, expected, all.")]
    [InlineData("list_models", """{"provider": "nobody"}""", "provider", "The price book has no provider 'nobody'.")]
    [InlineData("record_spans", "{}", "spans", "Give the spans: a list in 'spans', OpenTelemetry's JSON in 'otlp', or Langfuse's in 'langfuse'.")]
    [InlineData("record_spans", """{"spans": []}""", "spans", "Give 1 to 200 spans; of more in several calls with the same trace_id.")]
    [InlineData("record_spans", """{"spans": [{"name": "a"}], "langfuse": {}}""", "langfuse", "Give one of 'spans', 'otlp' and 'langfuse'")]
    [InlineData("record_spans", """{"spans": [{"name": "a"}], "otlp": {}}""", "otlp", "Give one of 'spans', 'otlp' and 'langfuse'")]
    [InlineData("record_spans", """{"otlp": {}, "customer": "acme"}""", "customer", "It belongs to 'spans'; in 'otlp' the spans say it themselves.")]
    [InlineData("record_spans", """{"langfuse": [], "user": "u"}""", "langfuse", "It is an object.")]
    public async Task A_mistake_names_the_argument_and_the_remedy(string name, string arguments, string argument, string message)
    {
        var mistake = await Assert.ThrowsAsync<QueryMistake>(() => AskAsync(s_tools.Single(tool => tool.Name == name), arguments));

        Assert.Equal(argument, mistake.Parameter);
        Assert.StartsWith(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spans_go_through_the_door_as_those_of_the_key_and_the_answer_names_their_trace()
    {
        var door = new Door(new SpanReceipt.Taken(2, [new(1, 2)], 1, [new("x\ny", "it has no name") { Field = "name", Remedy = "Give it one." }]));

        var answer = await AskAsync(new RecordSpansTool(door), """{"spans": [{"name": "a"}, {"name": "b"}]}""");

        Assert.Equal((Core.Spans.Door.Mcp, new ProjectId(7), 3, "agent/1.0", SpanForm.Plain), (door.Taken!.Door, door.Taken.Project, door.Taken.ApiKeyId, door.Taken.Client, door.Taken.Form));
        Assert.Equal(
            """{"recordedSpans":2,"traces":[{"traceId":"00000000000000010000000000000002","link":"https://costs.example.org/traces/00000000000000010000000000000002?project=7"}],"rejected":[{"span":"x y","reason":"it has no name","field":"name","remedy":"Give it one."}]}""",
            ServedTool.TextOf(answer));
    }

    [Fact]
    public async Task Nothing_is_said_to_be_recorded_that_is_not()
    {
        var later = await Assert.ThrowsAsync<QueryMistake>(() => AskAsync(
            new RecordSpansTool(new Door(new SpanReceipt.Later("the database is busy"))), """{"spans": [{"name": "a"}]}"""));
        var unreadable = await Assert.ThrowsAsync<QueryMistake>(() => AskAsync(
            new RecordSpansTool(new Door(new SpanReceipt.Unreadable("it is no object"))), """{"otlp": {"resourceSpans": 1}}"""));
        var none = await Assert.ThrowsAsync<QueryMistake>(() => AskAsync(
            new RecordSpansTool(new Door(new SpanReceipt.Taken(0, [], 0, []))), """{"otlp": {}}"""));

        Assert.Equal("Nothing was recorded, because the database is busy. Call again in a few seconds.", later.Message);
        Assert.Equal("it is no object", unreadable.Message);
        Assert.StartsWith("There are no spans in it", none.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"otlp": {"resourceSpans": []}}""", SpanForm.Otlp, """{"resourceSpans": []}""")]
    [InlineData("""{"otlp": [{"name": "a"}]}""", SpanForm.Otlp, """{"resourceSpans":[{"scopeSpans":[{"spans":[{"name": "a"}]}]}]}""")]
    [InlineData("""{"langfuse": {"observations": []}}""", SpanForm.Langfuse, """{"observations": []}""")]
    [InlineData("""{"spans": [{"name": "a"}], "customer": "acme"}""", SpanForm.Plain, """{"scope":"costdashboard.mcp","service":"mcp","customer":"acme","spans":[{"name":"a"}]}""")]
    public async Task Each_form_is_handed_on_in_its_own_words(string arguments, SpanForm form, string bytes)
    {
        var door = new Door(new SpanReceipt.Taken(1, [new(1, 2)], 0, []));

        await AskAsync(new RecordSpansTool(door), arguments);

        Assert.Equal((form, bytes), (door.Taken!.Form, Encoding.UTF8.GetString(door.Taken.Bytes.Span)));
    }

    [Fact]
    public async Task Of_plain_spans_that_cannot_be_meant_the_field_is_named_and_nothing_is_recorded()
    {
        var mistake = await Assert.ThrowsAsync<QueryMistake>(() => AskAsync(
            new RecordSpansTool(new Door(new SpanReceipt.Taken(0, [], 2, [new("a", "cost is not an amount from 0") { Field = "spans[0].cost", Remedy = "Send US dollars." }]))),
            """{"spans": [{"cost": "x"}, {"cost": "y"}]}"""));

        Assert.Equal(
            ("spans[0].cost", "cost is not an amount from 0. Send US dollars. One more span has a mistake. Nothing was recorded."), (mistake.Parameter, mistake.Message));
    }

    [Theory]
    [InlineData("why_did_cost_rise", """{"from": "2026-11-22"}""", "in the period from 2026-11-22")]
    [InlineData("why_did_cost_rise", "{}", "in the last 24 hours")]
    [InlineData("review_trace", """{"trace_id": "0000000000000000000000000000abcd"}""", "Review the trace 0000000000000000000000000000abcd.")]
    public void A_prompt_names_tools_that_there_are(string name, string arguments, string said)
    {
        var text = Assert.IsType<TextContentBlock>(Assert.Single(Prompts.Get(new() { Name = name, Arguments = Read(arguments) }).Messages).Content).Text;

        Assert.Contains(said, text, StringComparison.Ordinal);
        var words = text.Split([' ', ',', '.', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Contains('_', StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(words);
        Assert.All(words, word => Assert.Contains(s_tools, tool => tool.Name == word));
    }

    [Fact]
    public void A_prompt_that_is_not_there_or_lacks_an_argument_says_so()
    {
        Assert.Contains("There are: why_did_cost_rise, review_trace.", Assert.Throws<McpProtocolException>(() => Prompts.Get(new() { Name = "x" })).Message, StringComparison.Ordinal);
        Assert.StartsWith("trace_id: ", Assert.Throws<McpProtocolException>(() => Prompts.Get(new() { Name = "review_trace" })).Message, StringComparison.Ordinal);
    }

    private static Task<object> AskAsync(DashboardTool tool, string arguments) =>
        tool.AnswerAsync(Arguments.Of(Read(arguments), tool.Known), s_caller, TestContext.Current.CancellationToken);

    private static Dictionary<string, JsonElement> Read(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;

    private sealed class Door(SpanReceipt receipt) : ISpanDoor
    {
        internal SpanParcel? Taken { get; private set; }

        public Task<SpanReceipt> TakeAsync(SpanParcel parcel, CancellationToken cancellationToken)
        {
            Taken = parcel;
            return Task.FromResult(receipt);
        }
    }
}
