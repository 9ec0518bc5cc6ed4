using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Demo;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Demo;

/// <summary>A report on the time of each of the demo's stories names the story first.</summary>
[Collection(nameof(LoadedDemo))]
public sealed class DemoSpikeTests(LoadedDemo demo)
{
    private static readonly DemoStories s_stories = DemoStories.Of(LoadedDemo.Until);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chunks_of_ten_times_the_size_are_the_tokens_of_the_answer_since_the_release()
    {
        var report = await ReportAsync(s_stories.Release, hours: 8);

        Assert.Equal([new DimensionValue(Dimension.Step, "generate_response")], report.Main?.Values);
        Assert.Equal(SpikeFactor.TokensPerCall, report.Focus.Factor);
        Assert.Equal(new(Dimension.Release, "2.8.1"), Assert.Single(report.Focus.Novelties).Value);
        Assert.Equal("generate_response", report.Moves[0].Step);
    }

    [Fact]
    public async Task The_mail_composers_new_model_is_a_mix_of_its_step()
    {
        var report = await ReportAsync(s_stories.ModelSwitch, hours: 4);

        Assert.Equal(Dimension.Step, Assert.Single(report.Main!.Values).Dimension);
        Assert.Equal("draft_reply", report.Main.Values[0].Value);
        Assert.Equal(SpikeFactor.Mix, report.Focus.Factor);
        Assert.Contains(report.Focus.Novelties, n => n.Value.Value.StartsWith("claude-sonnet-4-5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_runaway_agent_is_named_with_its_step_and_its_customer()
    {
        var report = await ReportAsync(s_stories.Runaway, hours: 2);

        Assert.Contains(new DimensionValue(Dimension.Step, "agent.think"), report.Main!.Values);
    }

    [Fact]
    public async Task A_dearer_price_of_the_translator_is_its_price_per_token()
    {
        // The translator is a small part of everything, so its own calls are asked about; and on the first working day, as it is hardly used on a Saturday.
        var report = await ReportAsync(s_stories.PriceChange.AddDays(2), hours: 24, new SpendFilter(Dimension.Feature, ["translation"]));

        Assert.Equal(SpikeFactor.PricePerToken, report.Focus.Factor);
        Assert.InRange(report.Focus.TimesUsual(SpikeFactor.PricePerToken)!.Value, 1.4m, 1.6m);
    }

    [Fact]
    public async Task An_ordinary_day_has_no_story()
    {
        var report = await ReportAsync(s_stories.Release.AddDays(-3).AddHours(-2), hours: 2);

        Assert.Null(report.Main);
    }

    private async Task<SpikeReport> ReportAsync(DateTimeOffset from, int hours, params SpendFilter[] filters)
    {
        var start = UnixNanos.From(from);
        var period = new Period(start, start + (hours * UnixNanos.PerHour));
        var baseline = SpikeBaseline.For(period, (await demo.Store.GetExtentAsync(A.Project, Cancel))?.First, OrganisationCalendar.Utc);
        return SpikeReport.Of(period, baseline, await demo.Store.CompareAsync(new(A.Project, period, baseline.Periods, filters), Cancel));
    }
}
