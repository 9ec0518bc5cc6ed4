using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.TestKit;
using CostDashboard.Web.Tests.Features;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Tests.Ui.Charts;

/// <summary>A value has one colour, whatever stands beside it in the picture.</summary>
public sealed class LastingHuesTests
{
    private const int Yesterday = -24 * 3600 * 1000;

    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_dearest_users_of_the_last_weeks_keep_their_colours_beside_whomever_they_stand()
    {
        await SpendAsync("u", 6, Yesterday);

        await SameInEveryPictureAsync(new(Dimension.User), [.. Enumerable.Range(0, 6).Select(i => $"u{i}")]);
    }

    [Fact]
    public async Task So_do_the_dearest_values_of_a_tag()
    {
        await SpendAsync("t", 6, Yesterday);

        await SameInEveryPictureAsync(new(Dimension.Tag, "team"), [.. Enumerable.Range(0, 6).Select(i => $"t{i}")]);
    }

    [Fact]
    public async Task What_is_spent_today_changes_no_users_colour()
    {
        await SpendAsync("u", 3, Yesterday);
        var hues = new LastingHues(_store);
        var context = Questions.Context("/spend");
        var before = await hues.ValuesAsync(context, new(Dimension.User), Cancel);

        await SpendAsync("new", 9, 0);

        Assert.Equal(["u2", "u1", "u0"], before);
        Assert.Equal(before, await hues.ValuesAsync(context, new(Dimension.User), Cancel));
        Assert.Equal(before, await new LastingHues(_store).ValuesAsync(context, new(Dimension.User), Cancel));
    }

    private async Task SameInEveryPictureAsync(Facet by, string[] values)
    {
        var context = Questions.Context("/spend");
        var all = await new LastingHues(_store).OfAsync(context, by, values, Cancel);
        Assert.Equal(values.Length, values.Select(value => all[value]).Distinct().Count());
        foreach (var value in values)
        {
            // In a picture without the others there are newcomers, and all colours are free.
            var some = await new LastingHues(_store).OfAsync(context, by, [value, "somebody", "else", "and more"], Cancel);
            Assert.Equal(all[value], some[value]);
        }
    }

    // The later, the dearer.
    private Task SpendAsync(string prefix, int count, double start) => _store.CommitAsync(
        [
            .. Enumerable.Range(0, count).Select(i => A.Span(
                $"{prefix}{i}", trace: $"{prefix}{i}", start: start, kind: OperationKind.Chat, usd: i + 1,
                attribution: new(User: $"{prefix}{i}"), tags: A.Tags(("team", $"{prefix}{i}")))),
        ],
        Cancel);
}
