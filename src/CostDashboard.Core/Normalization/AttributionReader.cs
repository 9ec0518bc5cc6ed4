using System.Collections.Frozen;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Normalization;

/// <summary>Whom and what a span is for, from the names in use (conventions §5.5 and §9.1). The span's own attribute wins over its resource's.</summary>
internal static class AttributionReader
{
    private enum Field : byte
    {
        Customer,
        Feature,
        Environment,
        User,
        Session,
    }

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

    // Where the conventions let people hang names of their own.
    private static readonly string[] s_metadata =
    [
        "langfuse.observation.metadata",
        "langfuse.trace.metadata",
        "langfuse.metadata",
        "ai.telemetry.metadata",
        "traceloop.association.properties",
        "langsmith.metadata",
        "metadata",
    ];

    private static readonly string[] s_userInMetadata = ["langfuse_user_id", "user_id", "userId"];
    private static readonly string[] s_sessionInMetadata = ["langfuse_session_id", "session_id", "sessionId", "thread_id"];

    // Lower ranks win. Langfuse asks each of its three names of the span and then of the resource;
    // what a person set on the span by hand goes before what the deployment says of the whole process.
    private static readonly (string Name, int OnSpan, int OnResource)[] s_environment =
    [
        ("langfuse.environment", 0, 1),
        ("deployment.environment.name", 2, 5),
        ("environment", 3, 8),
        ("env", 4, 9),
        ("deployment.environment", 6, 7),
    ];

    // One look into this table for each attribute is less than a look at all attributes for each of these names.
    private static readonly FrozenDictionary<string, Place> s_places = Places();
    private static readonly FrozenSet<string> s_metadataObjects = s_metadata.ToFrozenSet(StringComparer.Ordinal);

    internal static Attribution Read(DecodedSpan span)
    {
        var found = default(Findings);
        ReadAll(span.Attributes, isResource: false, ref found);
        ReadAll(span.Origin.Resource, isResource: true, ref found);
        return found.IsEmpty
            ? Attribution.None
            : new(found.Customer.Text, found.Feature.Text, found.Environment.Text, found.User.Text, found.Session.Text);
    }

    private static void ReadAll(SpanAttributes attributes, bool isResource, ref Findings found)
    {
        foreach (var (key, value) in attributes.Entries)
        {
            if (s_places.TryGetValue(key, out var place))
            {
                found.Offer(place.Field, value, isResource ? place.OnResource : place.OnSpan);
            }
            else if (!isResource && value.Kind is AttributeKind.Text or AttributeKind.Map && s_metadataObjects.Contains(key))
            {
                ReadMetadata(key, JsonAttributes.Of(value), ref found);
            }
        }
    }

    // {"customer_id": "acme"} in one attribute says what metadata.customer_id = "acme" says.
    private static void ReadMetadata(string key, SpanAttributes metadata, ref Findings found)
    {
        foreach (var (name, value) in metadata.Entries)
        {
            if (s_places.TryGetValue($"{key}.{name}", out var place))
            {
                found.Offer(place.Field, value, place.OnSpan);
            }
        }
    }

    private static FrozenDictionary<string, Place> Places()
    {
        const int Metadata = 100;
        const int Resource = 1_000;
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var (name, onSpan, onResource) in s_environment)
        {
            places.Add(name, new(Field.Environment, onSpan, onResource));
        }

        Add(Field.Customer, s_customer, 0);
        Add(Field.Feature, s_feature, 0);
        Add(Field.User, s_user, 0);
        Add(Field.Session, s_session, 0);
        for (var i = 0; i < s_metadata.Length; i++)
        {
            Add(Field.Customer, [.. s_customer.Select(name => $"{s_metadata[i]}.{name}")], Metadata + (10 * i));
            Add(Field.Feature, [.. s_feature.Select(name => $"{s_metadata[i]}.{name}")], Metadata + (10 * i));
            Add(Field.User, [.. s_userInMetadata.Select(name => $"{s_metadata[i]}.{name}")], Metadata + (10 * i));
            Add(Field.Session, [.. s_sessionInMetadata.Select(name => $"{s_metadata[i]}.{name}")], Metadata + (10 * i));
        }

        return places.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(Field field, string[] namesInOrder, int from)
        {
            for (var i = 0; i < namesInOrder.Length; i++)
            {
                places.TryAdd(namesInOrder[i], new(field, from + i, Resource + from + i));
            }
        }
    }

    private readonly record struct Place(Field Field, int OnSpan, int OnResource);

    private struct Best
    {
        private int _rank;

        public string? Text { get; private set; }

        // Of a repeated key the last value holds, as everywhere.
        public void Offer(AttributeValue value, int rank)
        {
            if ((Text is null || rank <= _rank) && value.AsText() is { } text)
            {
                (Text, _rank) = (SpendKey.Bounded(text), rank);
            }
        }
    }

    private struct Findings
    {
        public Best Customer;
        public Best Feature;
        public Best Environment;
        public Best User;
        public Best Session;

        public readonly bool IsEmpty =>
            Customer.Text is null && Feature.Text is null && Environment.Text is null && User.Text is null && Session.Text is null;

        public void Offer(Field field, AttributeValue value, int rank)
        {
            switch (field)
            {
                case Field.Customer:
                    Customer.Offer(value, rank);
                    break;
                case Field.Feature:
                    Feature.Offer(value, rank);
                    break;
                case Field.Environment:
                    Environment.Offer(value, rank);
                    break;
                case Field.User:
                    User.Offer(value, rank);
                    break;
                default:
                    Session.Offer(value, rank);
                    break;
            }
        }
    }
}
