using System.Globalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Web.Features.Prices.Repricing;

namespace CostDashboard.Web.Tests.Features.Prices;

public sealed class RunRowsTests
{
    [Fact]
    public void What_moves_most_stands_first_whichever_way_it_moves()
    {
        var report = new RepricingReport();
        report.Models.Add(new("openai", "up"), Figures(10, 12));
        report.Models.Add(new("openai", "same"), Figures(90, 90));
        report.Models.Add(new("", ""), Figures(10, 3));

        var table = RunRows.OfModels(report);

        Assert.Equal([("(no model named)", ""), ("up", "openai"), ("same", "openai")], table.Rows.Select(row => (row.Name, row.Note)));
        Assert.Null(table.Others);
    }

    [Theory]
    [InlineData(RunRows.MostRows, false, null)]
    [InlineData(RunRows.MostRows + 7, true, 7)]
    [InlineData(RepricingReport.MostCustomers + 7, true, null)]
    public void Rows_and_others_are_together_the_whole(int customers, bool hasOthers, int? others)
    {
        var report = new RepricingReport();
        for (var i = 0; i < customers; i++)
        {
            report.Customers.Add(i.ToString(CultureInfo.InvariantCulture), Figures(i, 3 * i));
        }

        var table = RunRows.OfCustomers(report);

        Assert.Equal((hasOthers, others), (table.Others is not null, table.Others is null ? null : table.OthersCount));
        var sum = table.Rows.Aggregate(table.Others ?? default, (total, row) => total + row.Figures);
        Assert.Equal((customers, (long)customers * (customers - 1)), (sum.Calls, sum.DifferenceNanoUsd));
    }

    [Fact]
    public void Days_stand_in_their_order()
    {
        var report = new RepricingReport();
        report.Days.Add(new(2026, 8, 7), Figures(1, 100));
        report.Days.Add(new(2026, 8, 6), Figures(1, 2));

        Assert.Equal(["2026-08-06", "2026-08-07"], RunRows.OfDays(report).Rows.Select(row => row.Name));
    }

    private static RepricingFigures Figures(long before, long after) => new(1, before == after ? 0 : 1, before, after, 0, 0);
}
