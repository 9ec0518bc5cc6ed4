using Bunit;
using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Sources;
using CostDashboard.Web.Ui.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Sources;

public sealed class SourcesPanelTests : BunitContext
{
    private const string Hostile = "<script>alert(1)</script>";

    private static readonly SourceKey s_python = new(Door.OtlpHttp, new("opentelemetry python", "1.27.0"));
    private static readonly UnixNanos s_hour = A.Noon.Floor(UnixNanos.PerHour);

    private readonly InMemorySources _sources = new();

    public SourcesPanelTests()
    {
        Services.AddSingleton<ISourceStore>(_sources);
        Services.AddScoped<Panels>();
    }

    [Fact]
    public void Before_anything_arrived_the_page_says_what_would_be_here_and_how_to_send()
    {
        var panel = Show();

        Assert.StartsWith("Nothing has arrived since", panel.Find(".sentence").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/start", panel.Find(".card a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_source_says_how_much_comes_and_what_it_lacks_and_the_sentence_what_needs_a_look()
    {
        await AddAsync(
            new(A.Project, s_hour, s_python, new(9, 6_000, 400, 4, 100, 0, 2, 1, 3, 2 * UnixNanos.PerHour, 5, 90 * UnixNanos.PerSecond, 70, A.Noon)),
            new(A.Project, s_hour, new(Door.Json, new(Hostile, "")), new(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, A.Noon)),
            new(new(2), s_hour, s_python, new(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, A.Noon)));

        var panel = Show();

        // It is one o'clock, and a day before it was one o'clock too: 24 hours.
        Assert.StartsWith(
            "6,001 spans arrived from 2 sources, 4.2 a minute. 2 spans were rejected. 1 request could not be read. The clock of opentelemetry python 1.27.0 is up to 90.00 s ahead of ours. 3 spans came more than 10 minutes after their end. 70 log records and data points were accepted and counted as ignored: they tell of nothing that is recorded here.",
            panel.Find(".sentence").TextContent, StringComparison.Ordinal);
        var cells = panel.FindAll("tbody tr")[0].Children.Select(cell => cell.TextContent.Trim()).ToList();
        Assert.Equal(["opentelemetry python1.27.0", "OTLP over HTTP", "4.2", "6,000", "400", "4 (1.0 %)", "100 (25 %)", "0", "21 unreadable", "70", "3up to 2 h 0 min", "90.00 s"], cells.Take(12));
        Assert.Contains("&lt;script&gt;", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_rejected_is_told_with_the_field_and_the_remedy_the_latest_first()
    {
        await _sources.AddAsync(
            new([], [(A.Project, new(A.Noon, s_python, "chat", "the trace id is missing", "traceId", "Send 16 bytes.")), (A.Project, new(A.Noon + 1, s_python, "", Hostile, "", ""))]), A.Noon, CancellationToken.None);

        var rows = Show().FindAll("section[aria-labelledby=rejected-title] tbody tr");

        Assert.Equal(["opentelemetry python 1.27.0", "the whole request", "–", Hostile], rows[0].Children.Skip(1).Select(cell => cell.TextContent));
        Assert.Equal(["opentelemetry python 1.27.0", "chat", "traceId", "the trace id is missingSend 16 bytes."], rows[1].Children.Skip(1).Select(cell => cell.TextContent));
    }

    [Theory]
    [InlineData("", "day")]
    [InlineData("?since=week", "week")]
    [InlineData("?since=<script>", "day")]
    public void Any_query_is_a_valid_question(string query, string view) =>
        Assert.Equal(view, SourcesView.From(Questions.Context("/sources" + query).Query).Code);

    private Task AddAsync(params SourceHour[] hours) => _sources.AddAsync(new(hours, []), A.Noon, CancellationToken.None);

    private IRenderedComponent<SourcesPanel> Show()
    {
        var context = Questions.Context("/sources");
        var panel = Render<SourcesPanel>(p => p.AddCascadingValue(context).Add(one => one.View, SourcesView.From(context.Query)));
        panel.WaitForState(() => panel.FindAll(".load-skeleton").Count == 0);
        return panel;
    }
}
