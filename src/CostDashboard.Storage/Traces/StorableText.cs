using CostDashboard.Core.Spans;

namespace CostDashboard.Storage.Traces;

/// <summary>
/// Makes the text of columns storable: a control character becomes its picture (U+0000, which ends a text for many readers of SQLite,
/// becomes U+2400), and half a surrogate pair, which UTF-8 cannot hold, U+FFFD. Attributes are left as they are: their form holds anything.
/// </summary>
internal static class StorableText
{
    private const char Replacement = '\ufffd';
    private const char FirstPicture = '\u2400';

    /// <summary>The same span where all is well, as it nearly always is.</summary>
    public static PricedSpan Of(PricedSpan span)
    {
        var normalized = span.Span;
        var source = normalized.Source;
        var call = normalized.Call;
        if (IsFine(source.Name) && IsFine(normalized.Service) && IsFine(normalized.ServiceVersion)
            && IsFine(normalized.Attribution) && IsFine(normalized.Tags)
            && (ReferenceEquals(normalized.Baggage, SpanBaggage.None) || (IsFine(normalized.Baggage.Attribution) && IsFine(normalized.Baggage.Tags)))
            && (call is null || (IsFine(call.Provider) && IsFine(call.Model))))
        {
            return span;
        }

        return span with
        {
            Span = normalized with
            {
                Source = source with { Name = Mend(source.Name) },
                Service = Mend(normalized.Service),
                ServiceVersion = MendAny(normalized.ServiceVersion),
                Attribution = Mend(normalized.Attribution),
                Call = call is null ? null : call with { Provider = Mend(call.Provider), Model = Mend(call.Model) },
                Tags = Mend(normalized.Tags),
                Baggage = new(Mend(normalized.Baggage.Attribution), Mend(normalized.Baggage.Tags)),
            },
        };
    }

    private static bool IsFine(Attribution attribution) => ReferenceEquals(attribution, Attribution.None)
        || (IsFine(attribution.Customer) && IsFine(attribution.Feature) && IsFine(attribution.Environment)
            && IsFine(attribution.User) && IsFine(attribution.Session));

    private static bool IsFine(SpanTags tags)
    {
        foreach (var (_, value) in tags.Pairs)
        {
            if (!IsFine(value))
            {
                return false;
            }
        }

        return true;
    }

    private static Attribution Mend(Attribution attribution) => new(
        MendAny(attribution.Customer),
        MendAny(attribution.Feature),
        MendAny(attribution.Environment),
        MendAny(attribution.User),
        MendAny(attribution.Session));

    private static SpanTags Mend(SpanTags tags) => SpanTags.Of(tags.Pairs.ToArray().Select(pair => KeyValuePair.Create(pair.Key, Mend(pair.Value))));

    private static bool IsFine(string? text) => text is null || !(text.AsSpan().ContainsAnyInRange('\0', '\u001f') || text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        || Mend(text) == text;

    private static string? MendAny(string? text) => text is null ? null : Mend(text);

    /// <summary>One text, storable. As long as it was.</summary>
    public static string Mend(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
        {
            var isPaired = char.IsHighSurrogate(from[i])
                ? i + 1 < from.Length && char.IsLowSurrogate(from[i + 1])
                : i > 0 && char.IsHighSurrogate(from[i - 1]);
            to[i] = from[i] < ' ' ? (char)(from[i] + FirstPicture) : char.IsSurrogate(from[i]) && !isPaired ? Replacement : from[i];
        }
    });
}
