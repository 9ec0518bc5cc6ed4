namespace CostDashboard.Core.Spend;

/// <summary>
/// Which figures the totals hold for which dimensions. Each says why not and what to ask instead; null where the answer is exact.
/// A dimension counts whether spend is grouped by it or filtered on it.
/// </summary>
public static class Answerable
{
    /// <summary>
    /// Traces are counted once, at their primary root: by step, those that begin with it. A root may call several models at several prices,
    /// or none, so it has no count by what only calls have.
    /// </summary>
    public static string? WhyNotTraces(IEnumerable<Dimension> asked) => asked.Select(dimension => dimension switch
    {
        Dimension.Provider or Dimension.Model or Dimension.PriceState =>
            "A trace is counted once, at its root, and may call several models: there is no exact number of traces by provider, model or price state. "
            + "Ask for model calls, or leave this dimension away.",
        Dimension.User or Dimension.Tag => PerDay("traces"),
        _ => null,
    }).FirstOrDefault(reason => reason is not null);

    /// <summary>
    /// The cost of a query: what was charged, divided by the traces whose primary root began in the period and has the same value. A trace as a
    /// whole has a project, an environment, a feature, a customer and a key; its steps, services and models share its cost, so none of them has
    /// a cost per trace of its own.
    /// </summary>
    public static string? WhyNotCostPerTrace(IEnumerable<Dimension> asked) => asked.Select(dimension => dimension switch
    {
        Dimension.Project or Dimension.Environment or Dimension.Feature or Dimension.Customer or Dimension.ApiKey => null,
        Dimension.User or Dimension.Tag => PerDay("traces"),
        _ => "The cost of a query is that of a whole trace, and a trace goes through several steps, services and models: it has no exact cost per query by one of them. "
            + "Ask by customer, feature, environment or API key, or for the cost per call.",
    }).FirstOrDefault(reason => reason is not null);

    /// <summary>Latencies and failures are those of spans, and totals per day keep charged calls alone.</summary>
    public static string? WhyNotOfSpans(IEnumerable<Dimension> asked) =>
        asked.Any(dimension => dimension is Dimension.User or Dimension.Tag) ? PerDay("latencies and failed spans") : null;

    /// <summary>Nano-dollars of a query (<see cref="WhyNotCostPerTrace"/>); null where no trace began, which is not zero.</summary>
    public static decimal? CostPerTrace(SpendMeasures measures) =>
        measures.Traces == 0 ? null : (decimal)measures.CostNanoUsd / measures.Traces;

    private static string PerDay(string what) =>
        $"Users and tags are totalled per day with the cost, calls and tokens of what they were charged; {what} are not kept for them. Ask for cost, calls or tokens, or by another dimension.";
}
