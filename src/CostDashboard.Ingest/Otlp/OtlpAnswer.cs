namespace CostDashboard.Ingest.Otlp;

/// <summary>Why a request was refused; the doors say it in HTTP's and in gRPC's numbers.</summary>
internal enum Refusal
{
    /// <summary>The body is not what it should be. Sending it again does not help.</summary>
    Undecodable,

    Unauthenticated,

    /// <summary>The body is larger than the limit. Sending it again does not help.</summary>
    TooLarge,

    /// <summary>A content type or a compression that we do not speak.</summary>
    Unsupported,

    /// <summary>Another method than POST.</summary>
    WrongMethod,

    /// <summary>The sender is too fast: later.</summary>
    Throttled,

    /// <summary>We cannot take it now: later.</summary>
    Unavailable,
}

/// <summary>What a request is answered, before it is put into the door's words.</summary>
internal abstract record OtlpAnswer
{
    private OtlpAnswer()
    {
    }

    /// <summary>What could be taken is durable.</summary>
    /// <param name="Rejected">Spans, log records or data points that were not taken, for good.</param>
    /// <param name="Message">Why, or a warning; null where there is nothing to say.</param>
    internal sealed record Taken(long Rejected = 0, string? Message = null) : OtlpAnswer
    {
        internal static Taken Whole { get; } = new();
    }

    /// <summary>Nothing of the request was taken.</summary>
    internal sealed record Refused(Refusal Reason, string Message) : OtlpAnswer
    {
        internal bool IsForLater => Reason is Refusal.Throttled or Refusal.Unavailable;
    }
}
