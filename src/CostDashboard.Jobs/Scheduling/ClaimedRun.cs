using CostDashboard.Core.Jobs;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Jobs.Scheduling;

/// <summary>A pass with its claim, once there is one, and the beat that holds it.</summary>
internal sealed class ClaimedRun(IJobLedger ledger, JobClaim claim, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan s_renewal = TimeSpan.FromMicroseconds(JobPlan.Lease / 3_000d);

    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private Task _beat = Task.CompletedTask;
    private JobPass? _pass;
    private JobRun? _run;

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    public async Task<bool> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        _run = await ledger.ClaimAsync(claim with { Now = now, LeaseUntil = now + JobPlan.Lease }, cancellationToken);
        if (_run is null)
        {
            return false;
        }

        _beat = HoldAsync(_run);
        return true;
    }

    public async Task DoAsync(IJobWork work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lost.Token);
        _pass = new(claim.Window, BeginAsync);
        try
        {
            await work.RunAsync(_pass, stop.Token);
        }
        catch (JobTakenException)
        {
            return;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await EndAsync(JobOutcome.Stopped, "The program was stopped.");
            cancellationToken.ThrowIfCancellationRequested();
            return;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            await EndAsync(JobOutcome.Failed, failure.Message);
            throw;
        }

        await EndAsync(JobOutcome.Done, null);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _beat;
        _ended.Dispose();
        _lost.Dispose();
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_run is null && !await ClaimAsync(cancellationToken))
        {
            throw new JobTakenException();
        }
    }

    // What is known must be written down, also when the program stops. A look that found nothing and did not fail leaves no row.
    private async Task EndAsync(JobOutcome outcome, string? reason)
    {
        await _ended.CancelAsync();
        await _beat;
        var counts = _pass!.Counts;
        if (_run is null && ((outcome is not JobOutcome.Failed && counts.IsNothing) || !await ClaimAsync(CancellationToken.None)))
        {
            return;
        }

        if (!await ledger.EndAsync(_run!, new(outcome, counts, Now, reason), CancellationToken.None))
        {
            log.Lost(claim.Job);
        }
    }

    private async Task HoldAsync(JobRun run)
    {
        using var timer = new PeriodicTimer(s_renewal, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                if (!await IsHeldAsync(run))
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // It ended, which is what this waits for.
        }
    }

    private async Task<bool> IsHeldAsync(JobRun run)
    {
        try
        {
            return await ledger.RenewAsync(run, _pass?.Counts ?? default, Now + JobPlan.Lease, _ended.Token);
        }
        catch (StoreUnavailableException)
        {
            // It is tried again; whether the lease was lost meanwhile, the ledger says then.
            return true;
        }
    }
}
