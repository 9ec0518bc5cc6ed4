using AngleSharp.Dom;
using Bunit;
using CostDashboard.Core.Access;
using CostDashboard.Core.Annotations;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Features.Traces.Runs;
using CostDashboard.Web.Tests.Features.Content;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Traces.Runs;

public sealed class AgentRunTabTests : BunitContext
{
    private const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e😀";

    private readonly InMemoryStore _store = new();
    private readonly InMemoryAccessStore _access = new();
    private readonly KeptContents _contents = new();

    public AgentRunTabTests()
    {
        Services.AddSingleton(TimeProvider.System);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ITraceQueries>(_store);
        Services.AddSingleton<IAnnotationStore>(new InMemoryAnnotations());
        Services.AddSingleton<Core.Guardrails.IGuardrailStore>(new InMemoryGuardrails());
        Services.AddSingleton<TraceSights>();
        _contents.AddTo(Services, _access);
        Services.AddSingleton<Core.Traces.Links.ILinkedTraces>(_store);
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton(OrganisationCalendar.Utc);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task The_run_is_told_in_a_sentence_before_anything_else()
    {
        await LoopAsync(7);

        var page = Open();

        Assert.Equal(
            "8 turns, context grew from 1,000 to 8,000 tokens, $0.0080 in all; from turn 2 on search was called 6 times with the same arguments as before: stopping there would have saved $0.0060 of $0.0080.",
            Words(page.Find(".run .sentence")));
        Assert.Equal("Agent run", page.Find(".tabs [aria-current=page]").TextContent);
    }

    [Fact]
    public async Task Of_fifty_thousand_spans_a_bounded_number_of_turns_and_runs_is_drawn()
    {
        await _store.CommitAsync(TraceShapes.Of("fifty thousand"), Xunit.TestContext.Current.CancellationToken);

        // Beside the table of turns, each of the two charts has one.
        Assert.InRange(Open().FindAll(".run tbody tr").Count, 1, 3 * AgentRunTab.TurnsAtOnce);
    }

    [Fact]
    public async Task Each_turn_says_what_it_read_what_it_cost_and_what_it_used()
    {
        await LoopAsync(7);

        var rows = Open().FindAll(".run tbody tr").Where(row => row.QuerySelector(".uses") is not null).Select(row => string.Join('|', row.QuerySelectorAll("td.number, .uses bdi, .uses .duration, .tag").Select(Words))).ToList();

        Assert.Equal(8, rows.Count);
        Assert.Equal("1,000|10|$0.0010|search|200 ms", rows[0]);
        Assert.Equal("stop here|2,000|10|$0.0010|search|200 ms|as in 1", rows[1]);
        Assert.Equal("8,000|10|$0.0010", rows[7]);
    }

    [Theory]
    [InlineData(Role.Administrator, "from turn 2 on search was called 2 times with arguments that were like those before", "like 1", "The arguments are compared as text, which this project keeps and you may read", 1)]
    [InlineData(Role.Viewer, "no loop was found", null, "Arguments are compared by a hash of what they say, since their text is not kept or not for you to read", 0)]
    public async Task Arguments_that_are_alike_are_a_loop_for_who_may_read_them_and_the_page_says_how_they_were_compared(Role role, string sentence, string? mark, string how, int readings)
    {
        var reader = new User(Guid.NewGuid(), "ada@example.org", "", role, "stamp");
        await _access.CreateProjectAsync("one", A.Entry, Cancel);
        await _access.CreateUserAsync(reader, A.Entry, Cancel);
        await _access.KeepAsync(A.Project, new() { KeepsTools = true });
        string[] asked = ["cheap direct flights Berlin Rome", "flights Berlin Rome cheap direct please", "Cheap direct flights: Berlin, Rome?"];
        await _store.CommitAsync(
            [A.Span("agent", name: "invoke_agent", duration: 99_000, kind: OperationKind.Agent), .. asked.SelectMany((_, i) => new[] { Call($"c{i}", "agent", i, 1000), Tool($"t{i}", "agent", i + 0.6, i) }), Call("final", "agent", 9, 1000)],
            Cancel);
        for (var i = 0; i < asked.Length; i++)
        {
            _contents.Add($"t{i}", ("gen_ai.tool.call.arguments", $$"""{"query":"{{asked[i]}}"}"""));
        }

        var page = Render<CascadingValue<Task<AuthenticationState>>>(p => p
            .Add(c => c.Value, KeptContents.SignedIn(reader))
            .AddChildContent<TraceExplorer>(inner => inner.Add(t => t.Project, A.Project.Value).Add(t => t.Trace, A.TraceId().ToString()).Add(t => t.Query, "?view=run")));

        Assert.Contains(sentence, Words(page.Find(".run .sentence")), StringComparison.Ordinal);
        Assert.Equal(mark, page.FindAll(".uses .tag").Select(Words).FirstOrDefault());
        Assert.Contains(how, Words(page.Find(".run .notes")), StringComparison.Ordinal);
        Assert.Equal(readings, _contents.Readings.Count);
    }

    [Fact]
    public async Task A_turn_opens_the_panel_of_its_call_and_a_tool_its_own()
    {
        await LoopAsync(7);
        var page = Open();

        page.FindAll(".run tbody .uses button")[2].Click();

        Assert.Equal("execute_tool search", page.Find("aside h2").TextContent);
        page.FindAll(".run tbody th button")[0].Click();
        Assert.Equal("chat", page.Find("aside h2").TextContent);
        Assert.Single(page.FindAll(".run tbody tr.selected"));
    }

    [Fact]
    public async Task Limits_that_were_broken_are_named()
    {
        await LoopAsync(12);

        Assert.Equal(
            ["limit 12 calls of search, over the limit of 3", "limit 91,000 tokens read in all, over the limit of 50,000", "limit 13 turns in the trace, over the limit of 10"],
            Open().FindAll(".findings li").Select(Words).Where(text => text.StartsWith("limit", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_several_runs_one_is_shown_and_the_address_says_which()
    {
        await _store.CommitAsync(
            [
                A.Span("boss", name: "invoke_agent boss", duration: 9_000, kind: OperationKind.Agent),
                Call("b1", "boss", 0, 1000),
                A.Span("helper", "boss", name: "invoke_agent helper", start: 1_000, duration: 3_000, kind: OperationKind.Agent),
                Call("h1", "helper", 1.1, 500),
                Tool("ht", "helper", 1.5, null),
                Call("h2", "helper", 2, 700),
                Call("b2", "boss", 5, 2000),
            ],
            Cancel);
        var page = Open();
        Assert.Equal(["boss $0.0040", "helper $0.0020"], page.FindAll(".runs button").Select(Words));

        page.FindAll(".runs button")[1].Click();

        Assert.StartsWith("2 turns, context grew from 500 to 700 tokens, $0.0020 in all; no loop was found.", Words(page.Find(".run .sentence")), StringComparison.Ordinal);
        Assert.Equal("set off by boss", Words(page.Find(".run header button")));
        Assert.StartsWith("2 turns, context grew from 500", Words(Open("?view=run&run=2").Find(".run .sentence")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_run_shows_its_turns_a_hundred_at_a_time()
    {
        await LoopAsync(149);
        var page = Open();
        Assert.Equal(100, page.FindAll(".run tbody .uses").Count);

        page.Find(".run p > button.ctl").Click();

        Assert.Equal(150, page.FindAll(".run tbody .uses").Count);
        Assert.Equal(150, Open("?view=run&turns=200").FindAll(".run tbody .uses").Count);
    }

    [Fact]
    public async Task A_trace_without_agents_has_no_such_tab_and_an_address_that_asks_for_it_is_told_why()
    {
        await _store.CommitAsync([A.Span("root"), Call("c1", "root", 0, 10)], Cancel);

        Assert.DoesNotContain("Agent run", Open("").FindAll(".tabs a").Select(tab => tab.TextContent));
        Assert.Contains("there is no run to show", Open().Find(".run").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_known_is_not_shown_as_nothing()
    {
        await _store.CommitAsync(
            [A.Span("a", name: "invoke_agent a", duration: 9_000, kind: OperationKind.Agent), .. Enumerable.Range(0, 4).SelectMany(i => new[] { Call($"c{i}", "a", i, 1000, isPriced: false), Tool($"t{i}", "a", i + 0.6, 1) })],
            Cancel);

        Assert.EndsWith("stopping there would have saved an unknown amount of an unknown amount.", Words(Open().Find(".run .sentence")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_of_tools_and_agents_are_shown_as_text()
    {
        var name = Hostile + new string('x', 10_000);
        await _store.CommitAsync(
            [
                A.Span("a", name: name, duration: 99_000, kind: OperationKind.Agent),
                .. Enumerable.Range(0, 6).SelectMany(i => new[] { Call($"c{i}", "a", i, 1000), Tool($"t{i}", "a", i + 0.6, 1, name) }),
            ],
            Cancel);

        var page = Open();

        Assert.Empty(page.FindAll("script, img"));
        Assert.Contains(Hostile, page.Find(".run .sentence bdi").TextContent, StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" .", ".", StringComparison.Ordinal);

    private IRenderedComponent<TraceExplorer> Open(string query = "?view=run") =>
        Render<TraceExplorer>(p => p.Add(t => t.Project, A.Project.Value).Add(t => t.Trace, A.TraceId().ToString()).Add(t => t.Query, query));

    // One search again and again, each call reading a thousand tokens more than the one before.
    private Task LoopAsync(int uses) => _store.CommitAsync(
        [
            A.Span("agent", name: "invoke_agent refunds", duration: 999_000, kind: OperationKind.Agent),
            .. Enumerable.Range(0, uses).SelectMany(i => new[] { Call($"c{i}", "agent", i, 1000 * (i + 1)), Tool($"t{i}", "agent", i + 0.6, 7) }),
            Call("final", "agent", uses, 1000 * (uses + 1)),
        ],
        Cancel);

    private static PricedSpan Call(string id, string parent, double start, long input, bool isPriced = true) =>
        A.Span(id, parent, name: "chat", start: start * 1000, duration: 500, kind: OperationKind.Chat, tokens: new(input, 0, 0, 0, 10), usd: isPriced ? 0.001m : null);

    private static PricedSpan Tool(string id, string parent, double start, long? arguments, string name = "search")
    {
        var span = A.Span(id, parent, name: $"execute_tool {name}", start: start * 1000, duration: 200, kind: OperationKind.Tool);
        return span with { Span = span.Span with { ToolName = name, Source = span.Span.Source with { ToolArguments = arguments } } };
    }
}
