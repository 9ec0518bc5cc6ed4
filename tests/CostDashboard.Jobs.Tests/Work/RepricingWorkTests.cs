using CostDashboard.Core.Pricing;
using CostDashboard.Core.Traces;
using CostDashboard.Jobs.Work;

namespace CostDashboard.Jobs.Tests.Work;

public sealed class RepricingWorkTests
{
    private readonly ScriptedRuns _runs = new();
    private readonly CurrentPrices _prices = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string InForce => _prices.Book.Version;

    private RepricingWork Work => new(_runs, _prices, TimeProvider.System);

    [Fact]
    public async Task A_run_and_a_dry_run_are_taken_forward_in_turn_and_then_tidied_up()
    {
        _runs.Add(RepricingKind.Apply, InForce, steps: 3);
        _runs.Add(RepricingKind.DryRun, InForce, steps: 2);
        _runs.Left = 1;

        await Work.RunAsync(Cancel);

        Assert.Equal(["step 1", "step 2", "step 1", "step 2", "step 1", "sweep", "sweep"], _runs.Events);
    }

    [Fact]
    public async Task A_run_by_prices_that_are_not_in_force_any_more_is_stopped_and_says_so()
    {
        _runs.Add(RepricingKind.Apply, "yesterday's", steps: 3);

        await Work.RunAsync(Cancel);

        Assert.Equal([$"end 1: {RepricingWork.PricesChanged}", "sweep"], _runs.Events);
    }

    [Fact]
    public async Task A_step_that_fails_ends_its_run_with_the_reason_and_is_heard_of()
    {
        _runs.Add(RepricingKind.Apply, InForce, steps: 3);
        _runs.Failure = new InvalidDataException("A price is missing.");

        await Assert.ThrowsAsync<InvalidDataException>(() => Work.RunAsync(Cancel));

        Assert.Equal(["end 1: It failed: A price is missing."], _runs.Events);
    }

    [Fact]
    public async Task A_database_that_is_busy_ends_nothing_and_the_run_goes_on_the_next_time()
    {
        _runs.Add(RepricingKind.Apply, InForce, steps: 1);
        _runs.Failure = new StoreUnavailableException("busy");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Work.RunAsync(Cancel));
        await Work.RunAsync(Cancel);

        Assert.Equal(["step 1", "sweep"], _runs.Events);
    }

    [Fact]
    public async Task Nothing_to_do_is_done_at_once()
    {
        await Work.RunAsync(Cancel);

        Assert.Equal(["sweep"], _runs.Events);
    }
}
