using Bunit;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Value;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.FeatureValues;
using CostDashboard.Web.Ui.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.FeatureValues;

public sealed class FeaturesPanelTests : BunitContext
{
    private const string Week = "/features?range=7d";
    private const string Row = "[aria-labelledby=features-title] tbody tr";

    private static readonly Usage s_tokens = new(1000, 0, 0, 0, 100);

    private readonly InMemoryStore _store = new();
    private readonly SomeValues _values = new();

    public FeaturesPanelTests()
    {
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton<IFeatureValueStore>(_values);
        Services.AddScoped<Panels>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Features_stand_by_cost_with_what_the_same_days_brought()
    {
        await SpendAsync(("chat", 0, 2m), ("chat", -3, 1m), ("search", 0, 5m), ("", 0, 0.5m));
        _values.Add("chat", "2026-08-06", 8_000_000_000);
        _values.Add("search", "2026-08", 31_000_000_000);
        _values.Add("sold", "2026-08-04", 1_000_000_000);

        var panel = Show(Week);

        Assert.Equal(["search", "chat", "no feature", "sold"], panel.FindAll("tbody td.name").Select(td => td.TextContent.Trim()));
        Assert.Equal(
            ["$5.00 $6.00 6 of 7 days 1.20 × + $1.00 17 %", "$3.00 $8.00 1 of 7 days 4.00 × + $6.00 75 %", "$0.5000 none recorded for no feature – –", "$0.00 $1.00 1 of 7 days – + $1.00 100 %"],
            panel.FindAll(Row).Select(row => Words(string.Join(' ', row.QuerySelectorAll("td.number").Take(4).Select(td => td.TextContent)))));
        Assert.Equal("$8.50 $15.00 2.14 × + $8.00 53 %", Words(string.Join(' ', panel.FindAll("[aria-labelledby=features-title] tfoot td.number").Take(4).Select(td => td.TextContent))));
        Assert.Equal(
            "Features brought $15.00 on days that cost $7.00: 2.14 × their cost. chat returns most, 4.00 ×; search least, 1.20 ×. One feature that cost $0.5000 has no value. One value is of features without a call.",
            Words(panel.Find(".sentence").TextContent));
    }

    [Fact]
    public async Task Units_have_a_cost_for_each_one()
    {
        await SpendAsync(("chat", 0, 3m));
        _values.Add("chat", "2026-08-06", 12_500_000, "tickets");

        var row = Show(Week).Find(Row);

        Assert.Contains("12.5 tickets", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("$0.2400", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_calls_have_no_price_the_return_is_an_upper_bound_and_the_calls_are_listed()
    {
        await SpendAsync(("chat", 0, 2m), ("chat", 0, null));
        _values.Add("chat", "2026-08-06", 8_000_000_000);

        var panel = Show(Week);

        Assert.Contains("≤ 4.00 ×", panel.Find(Row).TextContent, StringComparison.Ordinal);
        Assert.Contains("feature=chat&price=Unpriced&basis=spent", Uri.UnescapeDataString(panel.Find("tbody a.mark").GetAttribute("href")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cost_opens_its_traces_and_a_value_its_record()
    {
        await SpendAsync(("a & b", 0, 2m));

        var links = Show(Week).FindAll("tbody a").Select(a => Uri.UnescapeDataString(a.GetAttribute("href")!)).ToList();

        Assert.Equal("/features?project=1&feature=a & b", links[0]);
        Assert.StartsWith("/traces?project=1&from=2026-07-31T00:00Z&to=2026-08-07T00:00Z&feature=a & b&basis=spent&sort=cost&via=", links[1], StringComparison.Ordinal);
        Assert.Equal("/features/values?project=1&feature=a & b", links[2]);
    }

    [Fact]
    public async Task A_filter_on_features_keeps_their_cost_and_their_values()
    {
        await SpendAsync(("chat", 0, 2m), ("search", 0, 5m));
        _values.Add("chat", "2026-08-06", 8_000_000_000);
        _values.Add("search", "2026-08-06", 8_000_000_000);

        Assert.Equal(["chat"], Show(Week + "&feature=chat&model=no-such-model").FindAll("tbody td.name").Select(td => td.TextContent.Trim()));
        Assert.Equal(["search"], Show(Week + "&not.feature=chat").FindAll("tbody td.name").Select(td => td.TextContent.Trim()));
    }

    [Theory]
    [InlineData("sort=feature&dir=asc", "a b c")]
    [InlineData("sort=revenue", "c a b")]
    [InlineData("sort=return", "a c b")]
    [InlineData("sort=margin&dir=asc", "c a b")]
    [InlineData("sort=9", "c b a")]
    public async Task Rows_stand_as_they_are_asked_for_and_what_is_not_known_last(string asked, string order)
    {
        await SpendAsync(("a", 0, 1m), ("b", 0, 2m), ("c", 0, 9m));
        _values.Add("a", "2026-08-06", 5_000_000_000);
        _values.Add("c", "2026-08-06", 6_000_000_000);

        Assert.Equal(order, string.Join(' ', Show($"{Week}&{asked}").FindAll("tbody td.name").Select(td => td.TextContent.Trim())));
    }

    [Fact]
    public async Task The_chart_shows_cost_and_revenue_of_each_day_and_adds_up_to_the_table()
    {
        await SpendAsync(("chat", 0, 2m), ("chat", -1, 1m));
        _values.Add("chat", "2026-08-05/2026-08-06", 3_000_000_001);
        var question = FeatureQuestion.Of(Questions.Context(Week));

        var chart = FeatureChart.Of(await question.AskAsync(_store, _values, Cancel), question);

        Assert.Equal(["Cost", "Revenue"], chart.Series.Select(series => series.Name));
        Assert.Equal(["$1.00", "$2.00"], chart.Series[0].Texts.TakeLast(2));
        Assert.Equal(["$1.50", "$1.500000001"], chart.Series[1].Texts.TakeLast(2));
    }

    [Theory]
    [InlineData("range=7d", "2026-07-31/2026-08-06", "2026-07-24/2026-07-30")]
    [InlineData("range=24h", "2026-08-05/2026-08-06", "2026-08-04")]
    [InlineData("range=1h", "2026-08-06", "2026-08-05")]
    [InlineData("range=month", "2026-08-01/2026-08-06", "2026-07-01/2026-07-06")]
    [InlineData("range=last-month", "2026-07", "2026-06")]
    public void A_period_is_whole_days_and_compared_with_days_before_it(string range, string now, string before)
    {
        var question = FeatureQuestion.Of(Questions.Context("/features?" + range));

        Assert.Equal((now, before), (question.Now.ToString(), question.Before.ToString()));
    }

    [Fact]
    public void Where_there_is_nothing_the_page_says_how_it_comes() =>
        Assert.Contains("No feature has cost or value in this period.", Show(Week).Markup, StringComparison.Ordinal);

    private Task SpendAsync(params (string Feature, int Day, decimal? Usd)[] calls) => _store.CommitAsync(
        [.. calls.Select((call, i) => A.Span(
            $"s{i}", trace: $"t{i}", start: call.Day * 86_400_000.0, tokens: s_tokens, usd: call.Usd, attribution: call.Feature.Length == 0 ? null : new(Feature: call.Feature)))],
        Cancel);

    private IRenderedComponent<FeaturesPanel> Show(string url)
    {
        var context = Questions.Context(url);
        var panel = Render<FeaturesPanel>(p => p.AddCascadingValue(context).Add(panel => panel.View, FeatureView.From(context.Query)));
        panel.WaitForState(() => panel.FindAll(".load-skeleton").Count == 0);
        return panel;
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Values that are only read.</summary>
    private sealed class SomeValues : IFeatureValueStore
    {
        private readonly List<FeatureValue> _all = [];

        public void Add(string feature, string days, long amount, string unit = "") => _all.Add(new(new(feature, ValueDays.Parse(days)!.Value, unit), amount));

        public Task<IReadOnlyList<FeatureValue>> GetAsync(ProjectId project, ValueDays days, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<FeatureValue>>([.. _all.Where(value => project == A.Project && value.Key.Days.Overlaps(days))]);

        public Task<FeatureValuePage> GetPageAsync(ProjectId project, string? feature, int skip, int most, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<FeatureValueOutcome> SaveAsync(ProjectId project, IReadOnlyList<FeatureValue> values, FeatureValueKey? replaced, AuditEntry audit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<bool> DeleteAsync(ProjectId project, FeatureValueKey key, AuditEntry audit, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
