namespace CostDashboard.Core.Spans;

/// <summary>Whom and what a span is for, as far as the span itself says; what it lacks it inherits in its trace.</summary>
public sealed record Attribution(
    string? Customer = null,
    string? Feature = null,
    string? Environment = null,
    string? User = null,
    string? Session = null)
{
    public static Attribution None { get; } = new();

    /// <summary>This, and what it lacks from <paramref name="above"/>.</summary>
    internal Attribution Or(Attribution above)
    {
        if (ReferenceEquals(this, above) || ReferenceEquals(above, None))
        {
            return this;
        }

        return ReferenceEquals(this, None)
            ? above
            : new(Customer ?? above.Customer, Feature ?? above.Feature, Environment ?? above.Environment, User ?? above.User, Session ?? above.Session);
    }
}

/// <summary>
/// What the W3C baggage that reached a span says of it, as far as the span does not say it itself. It serves the span and those below it
/// where neither they nor the spans above them say anything.
/// </summary>
public sealed record SpanBaggage(Attribution Attribution, SpanTags Tags)
{
    public static SpanBaggage None { get; } = new(Attribution.None, SpanTags.None);

    internal SpanBaggage Or(SpanBaggage above) =>
        ReferenceEquals(this, above) || ReferenceEquals(above, None) ? this
        : ReferenceEquals(this, None) ? above
        : new(Attribution.Or(above.Attribution), Tags.Or(above.Tags));
}
