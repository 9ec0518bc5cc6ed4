using CostDashboard.Core.Pricing;
using CostDashboard.Core.Traces;
using CostDashboard.Jobs.Work;

namespace CostDashboard.Jobs.Tests.Work;

public sealed class RepricingWorkTests
{
    private readonly ScriptedRuns _runs = new();
    private readonly CurrentPrices _prices = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string InForce => _prices.Book.Version;

    private RepricingWork Work => new(_runs, _prices, _clock);

    [Fact]
    public async Task A_run_and_a_dry_run_are_taken_forward_in_turn_and_then_tidied_up()
    {
        _runs.Add(RepricingKind.Apply, InForce, steps: 3);
        _runs.Add(RepricingKind.DryRun, InForce, steps: 2);
        _runs.Left = 1;

        await Work.RunAsync(new(), Cancel);

        Assert.Equal(["step 1", "step 2", "step 1", "step 2", "step 1", "sweep", "sweep"], _runs.Events);
    }

    [Fact]
    public async Task A_run_whose_prices_nobody_has_in_force_any_more_is_stopped_and_says_so()
    {
        _runs.Add(RepricingKind.Apply, "yesterday's", steps: 3);
        var work = Work;

        await work.RunAsync(new(), Cancel);
        _clock.Pass(RepricingWork.MostPatience - 1000);
        await work.RunAsync(new(), Cancel);
        Assert.Equal(["sweep", "sweep"], _runs.Events);
        _clock.Pass(1000);
        await work.RunAsync(new(), Cancel);

        Assert.Contains($"end 1: {RepricingWork.PricesChanged}", _runs.Events);
        Assert.DoesNotContain("step 1", _runs.Events);
    }

    [Fact]
    public async Task A_run_that_another_node_takes_forward_is_left_to_it()
    {
        _runs.Add(RepricingKind.Apply, "those of the other node", steps: 3);
        var work = Work;

        for (var i = 0; i < 5; i++)
        {
            await work.RunAsync(new(), Cancel);
            _clock.Pass(RepricingWork.MostPatience);
            _runs.MoveElsewhere(1);
        }

        Assert.All(_runs.Events, what => Assert.Equal("sweep", what));
    }

    [Fact]
    public async Task A_run_begins_as_soon_as_its_prices_have_reached_this_node()
    {
        var next = PriceBook.Of([PriceFile.Parse("x.json", """{"provider":"x","name":"X","currency":"USD","models":[{"model":"m","mode":"chat","prices":[{"effectiveFrom":null,"recordedAt":"2026-08-01","source":"s","perMillion":{"input":"1"}}]}]}"""u8.ToArray())]);
        _runs.Add(RepricingKind.Apply, next.Version, steps: 1);
        var work = Work;

        await work.RunAsync(new(), Cancel);
        _prices.Book = next;
        await work.RunAsync(new(), Cancel);

        Assert.Equal(["sweep", "step 1", "sweep"], _runs.Events);
    }

    [Fact]
    public async Task A_step_that_fails_ends_its_run_with_the_reason_and_is_heard_of()
    {
        _runs.Add(RepricingKind.Apply, InForce, steps: 3);
        _runs.Failure = new InvalidDataException("A price is missing.");

        await Assert.ThrowsAsync<InvalidDataException>(() => Work.RunAsync(new(), Cancel));

        Assert.Equal(["end 1: It failed: A price is missing."], _runs.Events);
    }

    [Fact]
    public async Task A_database_that_is_busy_ends_nothing_and_the_run_goes_on_the_next_time()
    {
        _runs.Add(RepricingKind.Apply, InForce, steps: 1);
        _runs.Failure = new StoreUnavailableException("busy");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Work.RunAsync(new(), Cancel));
        await Work.RunAsync(new(), Cancel);

        Assert.Equal(["step 1", "sweep"], _runs.Events);
    }

    [Fact]
    public async Task Nothing_to_do_is_done_at_once()
    {
        await Work.RunAsync(new(), Cancel);

        Assert.Equal(["sweep"], _runs.Events);
    }
}
