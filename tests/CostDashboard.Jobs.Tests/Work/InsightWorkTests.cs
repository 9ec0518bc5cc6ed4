using CostDashboard.Core.Access;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Jobs.Work;
using CostDashboard.TestKit;

namespace CostDashboard.Jobs.Tests.Work;

public sealed class InsightWorkTests
{
    private readonly ScriptedInsights _insights = new();
    private readonly InMemoryAccessStore _access = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private InsightWork Work => new(_insights, _access, new(), _clock);

    [Fact]
    public async Task Every_project_gets_its_first_run_and_runs_go_forward_in_turn()
    {
        await _access.CreateProjectAsync("one", A.Entry, Cancel);
        await _access.CreateProjectAsync("two", A.Entry, Cancel);

        await Work.RunAsync(new(), Cancel);

        Assert.Equal(["ask 1", "ask 2", "step 1", "step 2", "step 1", "step 2"], _insights.Events);
    }

    [Theory]
    [InlineData(0, 60)] // an hour at least
    [InlineData(3, 150)] // fifty times as long as it took
    [InlineData(60, 24 * 60)] // a day at most
    public async Task The_next_run_begins_when_the_last_one_took_a_fiftieth_of_the_time(int minutes, int pause)
    {
        await _access.CreateProjectAsync("one", A.Entry, Cancel);
        _insights.OnStep = () => _clock.Pass(minutes * UnixNanos.PerMinute);
        await Work.RunAsync(new(), Cancel);
        _insights.Events.Clear();

        _clock.Pass(((pause - (2 * minutes)) * UnixNanos.PerMinute) - 1000);
        await Work.RunAsync(new(), Cancel);
        Assert.Empty(_insights.Events);
        _clock.Pass(1000);
        await Work.RunAsync(new(), Cancel);

        Assert.Equal(["ask 1", "step 2", "step 2"], _insights.Events);
    }

    [Fact]
    public async Task A_project_without_traces_is_looked_at_again_soon()
    {
        await _access.CreateProjectAsync("one", A.Entry, Cancel);
        _insights.TracesAStep = 0;
        await Work.RunAsync(new(), Cancel);
        _insights.Events.Clear();

        _clock.Pass(InsightWork.PauseOfEmpty - 1000);
        await Work.RunAsync(new(), Cancel);
        Assert.Empty(_insights.Events);
        _clock.Pass(1000);
        await Work.RunAsync(new(), Cancel);

        Assert.Equal(["ask 1", "step 2", "step 2"], _insights.Events);
    }

    [Fact]
    public async Task A_run_that_was_interrupted_goes_on_and_no_other_one_begins_beside_it()
    {
        var project = await _access.CreateProjectAsync("one", A.Entry, Cancel);
        await _insights.AskAsync(project.Id, AuditActor.Program, A.Noon, Cancel);
        _clock.Pass(2 * UnixNanos.PerDay);

        await Work.RunAsync(new(), Cancel);

        Assert.Equal(["ask 1", "step 1", "step 1"], _insights.Events);
    }

    [Fact]
    public async Task A_step_that_fails_ends_its_run_with_the_reason_and_is_heard_of()
    {
        await _access.CreateProjectAsync("one", A.Entry, Cancel);
        _insights.Failure = new InvalidDataException("A part is missing.");

        await Assert.ThrowsAsync<InvalidDataException>(() => Work.RunAsync(new(), Cancel));
        await Work.RunAsync(new(), Cancel);

        Assert.Equal(["ask 1", "fail 1: A part is missing."], _insights.Events);
    }

    [Fact]
    public async Task A_database_that_is_busy_ends_nothing_and_the_run_goes_on_the_next_time()
    {
        await _access.CreateProjectAsync("one", A.Entry, Cancel);
        _insights.Failure = new StoreUnavailableException("busy");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Work.RunAsync(new(), Cancel));
        await Work.RunAsync(new(), Cancel);

        Assert.Equal(["ask 1", "step 1", "step 1"], _insights.Events);
    }

    [Fact]
    public async Task Without_a_project_there_is_nothing_to_do()
    {
        await Work.RunAsync(new(), Cancel);

        Assert.Empty(_insights.Events);
    }
}
