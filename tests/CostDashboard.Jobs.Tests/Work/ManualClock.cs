using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Jobs.Tests.Work;

/// <summary>A clock that stands still until it is told otherwise.</summary>
internal sealed class ManualClock : TimeProvider
{
    private UnixNanos _now = A.Noon;

    public override DateTimeOffset GetUtcNow() => _now.ToDateTimeOffset();

    public void Pass(long nanos) => _now += nanos;
}
