namespace CostDashboard.Core.Spend;

/// <summary>What spend can be grouped and filtered by.</summary>
public enum Dimension : byte
{
    Project = 1,
    Environment = 2,
    Service = 3,

    /// <summary>The operation that a person would name: see <c>StepName</c>.</summary>
    Step = 4,

    /// <summary>Chat, embeddings, retrieval, tool, agent and so on (<c>OperationKind</c>).</summary>
    Kind = 5,
    Provider = 6,
    Model = 7,
    Feature = 8,
    Customer = 9,
    ApiKey = 10,
    PriceState = 11,

    /// <summary>Totalled per day of the organisation's zone, and only by itself.</summary>
    User = 12,

    /// <summary>A chosen attribute; totalled per day of the organisation's zone, and only by itself.</summary>
    Tag = 13,

    /// <summary>
    /// The version of the service that the span ran in: its own resource's <c>service.version</c>, inherited from nowhere, for a trace runs
    /// through several services. Versions of different services may have the same name: beside <see cref="Service"/> it is one thing.
    /// </summary>
    Release = 14,
}
