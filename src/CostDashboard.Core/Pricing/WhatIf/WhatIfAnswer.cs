namespace CostDashboard.Core.Pricing.WhatIf;

/// <summary>Calls that cannot be priced otherwise, and so stand on neither side of the comparison.</summary>
/// <param name="CostNanoUsd">What was charged for them, as far as it is known.</param>
public sealed record WhatIfLeftOut(string Provider, string Model, long Calls, long CostNanoUsd, string Reason);

/// <summary>What calls would have cost with one model and the assumptions.</summary>
/// <param name="Instead">The model; null where each call keeps its own.</param>
/// <param name="Calls">Calls that are compared, changed or not.</param>
/// <param name="ChangedCalls">Of these, those that the question changes.</param>
/// <param name="ChargedNanoUsd">What was charged for the compared calls.</param>
/// <param name="CostNanoUsd">What they would have cost.</param>
/// <param name="LeftOut">With <see cref="ChargedNanoUsd"/> they make up everything that was charged.</param>
public sealed record WhatIfAnswer(
    ModelPrices? Instead, long Calls, long ChangedCalls, long ChargedNanoUsd, long CostNanoUsd, IReadOnlyList<WhatIfLeftOut> LeftOut)
{
    /// <summary>Negative where money would be saved.</summary>
    public long DifferenceNanoUsd => CostNanoUsd - ChargedNanoUsd;
}
