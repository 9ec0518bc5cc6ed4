using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;

namespace CostDashboard.Core.Spend.Outcomes;

/// <summary>How a charged call ended, and what would have kept it from costing.</summary>
/// <param name="IsFailed">Its span says error, or its reason to end is one; it was charged all the same.</param>
/// <param name="IsUnlimited">A chat whose span states no limit to its output. An instrumentation may leave out what the request set.</param>
/// <param name="IsRepeated">The same prompt was sent again after it: see <see cref="RepeatedCalls"/>.</param>
public readonly record struct CallOutcome(FinishReason Finish, bool IsFailed, bool IsUnlimited, bool IsRepeated)
{
    /// <summary>The bits of <see cref="Code"/> that hold <see cref="Finish"/>.</summary>
    public const int FinishMask = 15;

    public const int Failed = 16;
    public const int Unlimited = 32;
    public const int Repeated = 64;

    /// <summary>What it comes to as one number, as it is stored.</summary>
    public int Code => (int)Finish | (IsFailed ? Failed : 0) | (IsUnlimited ? Unlimited : 0) | (IsRepeated ? Repeated : 0);

    /// <summary>Nothing came of what was paid: it failed, or was made again.</summary>
    public bool IsInVain => IsFailed || IsRepeated;

    /// <param name="code">Bits that mean nothing are left aside.</param>
    public static CallOutcome FromCode(int code) =>
        new((FinishReason)(code & FinishMask), (code & Failed) != 0, (code & Unlimited) != 0, (code & Repeated) != 0);

    internal static CallOutcome Of(SpanFacts call, bool isRepeated) => new(call.Finish, call.IsError || call.Finish is FinishReason.Error, call.IsUnlimited, isRepeated);
}

/// <summary>A day of the organisation's zone, of the calls of one series that ended alike.</summary>
/// <param name="Day">Days since 1970-01-01, by the calls' starts.</param>
public readonly record struct OutcomeDay(int Day, SpendKey Series, CallOutcome Outcome);
