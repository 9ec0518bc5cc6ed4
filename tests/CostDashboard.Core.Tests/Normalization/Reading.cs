using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Normalization;

/// <summary>Reads a span of a name and some attributes: <c>Reading.Of("chat gpt-4o", ("gen_ai.usage.input_tokens", 12))</c>.</summary>
internal static class Reading
{
    internal static NormalizedSpan Of(string name, params (string Key, object Value)[] attributes) => Of(Span(name, attributes));

    internal static NormalizedSpan Of(DecodedSpan span) => SpanNormalizer.Normalize(span, apiKeyId: 7, AttributeLookup.Default);

    internal static DecodedSpan Span(string name, params (string Key, object Value)[] attributes) =>
        A.Span("s1", name: name).Span.Source with { Attributes = Attributes(attributes) };

    internal static SpanAttributes Attributes(params (string Key, object Value)[] attributes) =>
        new([.. attributes.Select(a => new KeyValuePair<string, AttributeValue>(a.Key, Value(a.Value)))]);

    private static AttributeValue Value(object value) => value switch
    {
        string text => AttributeValue.Of(text),
        int number => AttributeValue.Of((long)number),
        long number => AttributeValue.Of(number),
        double number => AttributeValue.Of(number),
        bool flag => AttributeValue.Of(flag),
        string[] items => AttributeValue.Of([.. items.Select(AttributeValue.Of)]),
        _ => throw new ArgumentException($"no attribute is made of a {value.GetType().Name}", nameof(value)),
    };
}
