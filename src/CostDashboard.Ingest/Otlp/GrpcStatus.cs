namespace CostDashboard.Ingest.Otlp;

/// <summary>The codes of gRPC that we answer with, which are also the codes in a <c>google.rpc.Status</c>.</summary>
internal static class GrpcStatus
{
    internal const int Ok = 0;

    private const int InvalidArgument = 3;
    private const int ResourceExhausted = 8;
    private const int Unimplemented = 12;
    private const int Unavailable = 14;
    private const int Unauthenticated = 16;

    internal static int Of(Refusal reason) => reason switch
    {
        Refusal.Undecodable => InvalidArgument,
        Refusal.Unauthenticated => Unauthenticated,

        // Without RetryInfo a sender does not try again.
        Refusal.TooLarge => ResourceExhausted,
        Refusal.Unsupported or Refusal.WrongMethod => Unimplemented,
        Refusal.Throttled or Refusal.Unavailable => Unavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a refusal"),
    };
}
