namespace CostDashboard.Web.Ui.Loading;

/// <summary>What a page or panel knows of its answer: still asking, here, not there, or gone wrong.</summary>
public abstract record Load<T>
{
    private Load()
    {
    }

    public sealed record Waiting : Load<T>;

    public sealed record Ready(T Value) : Load<T>;

    /// <summary>There is no such thing; the message says why that may be.</summary>
    public sealed record Missing(string Message) : Load<T>;

    /// <summary>The question could not be answered; the message says what happened and what to do.</summary>
    public sealed record Failed(string Message) : Load<T>;
}
