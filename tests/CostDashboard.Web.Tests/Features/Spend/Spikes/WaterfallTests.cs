using CostDashboard.Core.Spend.Spikes;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Spend.Spikes;

namespace CostDashboard.Web.Tests.Features.Spend.Spikes;

public sealed class WaterfallTests
{
    public static TheoryData<string> Stories => [.. SpikeStory.All.Keys];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Every_bar_begins_where_the_one_before_ended_and_lies_within_the_width(string story)
    {
        var cells = new SpikeScenario(2).Cells(SpikeStory.All[story].Plant);
        var report = SpikeReport.Of(new(A.Noon, A.Noon + 1), new(BaselineKind.Days, [new(A.Noon + -2, A.Noon + -1)]), new(cells, []));

        var bars = Waterfall.Of(report);

        Assert.Equal(bars[^1].NanoUsd, bars.SkipLast(1).Sum(bar => bar.NanoUsd));
        var at = bars[0].At + bars[0].Part;
        foreach (var bar in bars.Skip(1).SkipLast(1))
        {
            Assert.Equal(at, bar.NanoUsd >= 0 ? bar.At : bar.At + bar.Part, 9);
            at = bar.NanoUsd >= 0 ? bar.At + bar.Part : bar.At;
        }

        Assert.Equal(at, bars[^1].At + bars[^1].Part, 9);
        Assert.All(bars, bar => Assert.True(bar.At >= -1e-9 && bar.At + bar.Part <= 1 + 1e-9, bar.ToString()));
    }
}
