using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Normalization;

/// <summary>Whom and what a span is for, from the names in use. The span's own attribute wins over its resource's.</summary>
internal static class AttributionReader
{
    private static readonly string[] s_customer = ["customer_id", "customer.id", "customer"];
    private static readonly string[] s_feature = ["feature", "feature_name"];

    private static readonly string[] s_environment =
        ["langfuse.environment", "deployment.environment.name", "deployment.environment", "environment", "env"];

    private static readonly string[] s_user = ["user.id", "user_id", "enduser.id"];
    private static readonly string[] s_session = ["session.id", "gen_ai.conversation.id", "session_id"];

    internal static Attribution Read(DecodedSpan span)
    {
        var customer = First(span, s_customer);
        var feature = First(span, s_feature);
        var environment = First(span, s_environment);
        var user = First(span, s_user);
        var session = First(span, s_session);
        return customer is null && feature is null && environment is null && user is null && session is null
            ? Attribution.None
            : new(customer, feature, environment, user, session);
    }

    private static string? First(DecodedSpan span, string[] keysInOrder) =>
        (span.Attributes.Text(keysInOrder) ?? span.Origin.Resource.Text(keysInOrder)) is { } text ? SpendKey.Bounded(text) : null;
}
