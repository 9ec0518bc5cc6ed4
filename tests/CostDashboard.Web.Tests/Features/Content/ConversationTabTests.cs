using Bunit;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Content.Messages;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Content;

public sealed class ConversationTabTests : BunitContext
{
    private const string Hostile = "<script>alert(1)</script>\u202eevil\0\u0007**bold** [x](javascript:alert(2))";

    private static readonly User s_reader = new(Guid.NewGuid(), "ada@example.org", "", Role.Administrator, "stamp");

    private readonly InMemoryAccessStore _access = new();
    private readonly KeptContents _contents = new();

    public ConversationTabTests()
    {
        Services.AddSingleton(TimeProvider.System);
        _contents.AddTo(Services, _access);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_stand_in_the_order_of_the_tree_each_once_with_roles_and_calls_of_tools()
    {
        await ReadyAsync(Role.Administrator, new() { KeepsMessages = true });
        _contents.Add("s1", ("input.value", """[{"role":"user","content":"Weather?"}]"""), ("output.value", """{"role":"assistant","tool_calls":[{"id":"c1","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}}]}"""));
        _contents.Add("s2", ("input.value", """[{"role":"user","content":"Weather?"},{"role":"tool","tool_call_id":"c1","content":"rainy"}]"""));

        var tab = Open();

        Assert.Equal(["User", "Assistant", "Tool"], tab.FindAll(".message header b").Select(role => role.TextContent));
        Assert.Contains("weather", tab.Find(".message.assistant .call").TextContent, StringComparison.Ordinal);
        Assert.Contains("\"city\": \"Rome\"", tab.Find(".message.assistant .body").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 message as above, and:", tab.Find(".turn:nth-child(2)").TextContent, StringComparison.Ordinal);
        Assert.Equal([(s_reader.Email, 2)], _contents.Readings);
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text_with_what_cannot_be_seen_made_visible()
    {
        await ReadyAsync(Role.Administrator, new() { KeepsMessages = true });
        _contents.Add("s1", ("input.value", Hostile + " [redacted: e-mail]"));

        var tab = Open();

        Assert.Empty(tab.FindAll("script, .message a, .message strong"));
        Assert.Contains("<script>alert(1)</script>‹U+202E›evil\u2400\u2407**bold** [x](javascript:alert(2))", tab.Find(".message bdi").TextContent, StringComparison.Ordinal);
        Assert.Equal("[redacted: e-mail]", tab.Find(".message bdi .tag").TextContent);
    }

    [Fact]
    public async Task A_long_text_begins_closed_and_a_longer_one_than_a_page_shows_says_where_the_rest_is()
    {
        await ReadyAsync(Role.Administrator, new() { KeepsMessages = true });
        _contents.Add("s1", ("input.value", new string('x', MessageText.Longest + 5)));

        var text = Open().Find(".message details.long");

        Assert.False(text.HasAttribute("open"));
        Assert.Contains("show all 20,005 characters", text.TextContent, StringComparison.Ordinal);
        Assert.Contains("5 more characters; the API gives all of it.", text.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_not_read_is_told_so_and_nothing_is_read()
    {
        await ReadyAsync(Role.Viewer, new() { KeepsMessages = true });
        _contents.Add("s1", ("input.value", "secret words"));

        var tab = Open();

        Assert.Contains("Your role may not read", tab.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", tab.Markup, StringComparison.Ordinal);
        Assert.Empty(_contents.Readings);
    }

    [Fact]
    public async Task Where_content_is_off_the_tab_says_how_to_turn_it_on()
    {
        await ReadyAsync(Role.Administrator, settings: null);

        Assert.Equal("/content?project=1", Open().Find("a").GetAttribute("href"));
    }

    [Fact]
    public async Task Nothing_is_read_before_the_page_is_live()
    {
        await ReadyAsync(Role.Administrator, new() { KeepsMessages = true });
        _contents.Add("s1", ("input.value", "words"));
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        Assert.DoesNotContain("words", Open().Markup, StringComparison.Ordinal);
        Assert.Empty(_contents.Readings);
    }

    [Fact]
    public async Task In_the_panel_of_a_span_nothing_is_read_until_somebody_asks()
    {
        await ReadyAsync(Role.Administrator, new() { KeepsMessages = true });
        _contents.Add("s1", ("input.value", "words"));
        var panel = Render<SpanConversation>(set => set.Add(c => c.Span, A.SpanKey("s1")).AddCascadingValue(SignedIn()));
        Assert.Empty(_contents.Readings);

        await panel.Find("button").ClickAsync(new());

        Assert.Contains("words", panel.Markup, StringComparison.Ordinal);
        Assert.Equal([(s_reader.Email, 1)], _contents.Readings);
    }

    private static Task<AuthenticationState> SignedIn() => KeptContents.SignedIn(s_reader);

    private async Task ReadyAsync(Role role, ContentSettings? settings)
    {
        await _access.CreateProjectAsync("one", A.Entry, Cancel);
        await _access.CreateUserAsync(s_reader with { Role = role }, A.Entry, Cancel);
        if (settings is not null)
        {
            await _access.KeepAsync(A.Project, settings);
        }
    }

    private IRenderedComponent<ConversationTab> Open()
    {
        var facts = new TraceFacts([A.Facts(A.Span("s1")), A.Facts(A.Span("s2", parent: "s1", start: 5))], TraceFacts.None.ChargedInstead, A.Noon);
        var sight = TraceSight.Of(A.Trace(), facts, A.Noon)!;
        return Render<ConversationTab>(set => set
            .Add(tab => tab.Sight, sight)
            .Add(tab => tab.Selected, sight.Waterfall.Rows[0])
            .Add(tab => tab.Address, new TraceAddress(UrlQuery.Of(""), _ => Task.CompletedTask))
            .AddCascadingValue(SignedIn()));
    }
}
