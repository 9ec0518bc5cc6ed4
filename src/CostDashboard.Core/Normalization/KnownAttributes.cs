using CostDashboard.Core.Attributes;

namespace CostDashboard.Core.Normalization;

/// <summary>The names in use for whom and what a span is for (conventions §5.5 and §9.1), each list in order: the first that has a value holds.</summary>
internal static class KnownAttributes
{
    /// <summary>Where people hang names of their own: one attribute for each member, or one that is a JSON object.</summary>
    internal static readonly string[] Metadata =
    [
        "langfuse.observation.metadata",
        "langfuse.trace.metadata",
        "langfuse.metadata",
        "ai.telemetry.metadata",
        "traceloop.association.properties",
        "langsmith.metadata",
        "metadata",
    ];

    // Lower ranks win. Langfuse asks each of its three names of the span and then of the resource;
    // what a person set on the span by hand goes before what the deployment says of the whole process.
    internal static readonly (string Name, int OnSpan, int OnResource)[] Environment =
    [
        ("langfuse.environment", 0, 1),
        ("deployment.environment.name", 2, 5),
        ("environment", 3, 8),
        ("env", 4, 9),
        ("deployment.environment", 6, 7),
    ];

    /// <summary>Lists of tags: an array, a JSON array in a text, or a text with commas.</summary>
    internal static readonly string[] TagLists =
    [
        "langfuse.trace.tags",
        "langfuse.tags",
        "langfuse.observation.metadata.langfuse_tags",
        "langfuse.trace.metadata.langfuse_tags",
        "ai.telemetry.metadata.tags",
        "tag.tags",
        "langsmith.span.tags",
    ];

    /// <summary>Attributes that hold a W3C <c>baggage</c> header as it came (OpenTelemetry: captured headers, a text or a list of texts).</summary>
    internal static readonly string[] BaggageHeaders = ["http.request.header.baggage", "rpc.grpc.request.metadata.baggage", "rpc.request.metadata.baggage"];

    /// <summary>Before the key of a baggage entry that was copied onto the span: <c>baggage.customer_id</c>. Without it such a copy is an attribute like others.</summary>
    internal const string BaggagePrefix = "baggage.";

    /// <summary>The repository that is worked on (https://opentelemetry.io/docs/specs/semconv/registry/attributes/vcs/): of a coding agent that names no feature, the feature.</summary>
    internal const string Repository = "vcs.repository.name";

    private static readonly string[] s_customer = ["customer_id", "customer.id", "customer"];
    private static readonly string[] s_feature = ["feature", "feature_name"];

    private static readonly string[] s_user =
    [
        "langfuse.user.id",
        "user.id",
        "langfuse.observation.metadata.langfuse_user_id",
        "langfuse.trace.metadata.langfuse_user_id",
        "enduser.id",
        "ai.telemetry.metadata.userId",
        "traceloop.association.properties.user_id",
        "user.account_uuid",
        "user.email",
        "user_id",
    ];

    private static readonly string[] s_session =
    [
        "langfuse.session.id",
        "session.id",
        "gen_ai.conversation.id",
        "langfuse.observation.metadata.langfuse_session_id",
        "langfuse.trace.metadata.langfuse_session_id",
        "ai.telemetry.metadata.sessionId",
        "traceloop.association.properties.session_id",
        "traceloop.association.properties.thread_id",
        "langsmith.trace.session_id",
        "langsmith.metadata.session_id",
        "langsmith.metadata.thread_id",
        "gcp.vertex.agent.session_id",
        "conversation.id",
        "session_id",
    ];

    private static readonly string[] s_userInMetadata = ["langfuse_user_id", "user_id", "userId"];
    private static readonly string[] s_sessionInMetadata = ["langfuse_session_id", "session_id", "sessionId", "thread_id"];

    /// <summary>Names by themselves, and names within <see cref="Metadata"/>. The environment has ranks of its own: <see cref="Environment"/>.</summary>
    internal static (string[] Names, string[] InMetadata) Of(MappedField field) => field switch
    {
        MappedField.Customer => (s_customer, s_customer),
        MappedField.Feature => (s_feature, s_feature),
        MappedField.User => (s_user, s_userInMetadata),
        MappedField.Session => (s_session, s_sessionInMetadata),
        _ => ([], []),
    };
}
