using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Normalization;

/// <summary>Reads a span in the vocabularies we know and says it in ours.</summary>
public static class SpanNormalizer
{
    /// <param name="span">A span whose ids and times are right (see <see cref="Repairs.SpanRepairs"/>).</param>
    /// <param name="apiKeyId">The key that sent it; 0 when it came another way.</param>
    /// <param name="attributes">The mapping of its project: what it says of customer, feature, environment, user, session and tags.</param>
    public static NormalizedSpan Normalize(DecodedSpan span, int apiKeyId, AttributeLookup attributes)
    {
        var reading = default(SpanReading);
        KnownDialects.Read(span, ref reading);
        var call = CallOf(span, ref reading);
        var kind = KindOf(reading, call);
        var source = reading.Notes is { } notes ? span with { Notes = [.. span.Notes, .. notes] } : span;
        if (source.ToolArguments is null && reading.Arguments is { } arguments)
        {
            source = source with { ToolArguments = ToolArguments.In(span.Key.Project, arguments) };
        }

        if (source.ToolArguments is not null && kind is not OperationKind.Tool)
        {
            // What other spans name so is a prompt.
            source = source with { ToolArguments = null };
        }

        var says = AttributionReader.Read(span, attributes);
        return new(
            source,
            kind,
            span.Origin.Resource.Text("service.name") ?? "",
            span.Origin.Resource.Text("service.version"),
            says.Attribution,
            call,
            reading.IsWrapperByName,
            reading.ToolName,
            apiKeyId,
            reading.ModelBelow)
        {
            Tags = says.Tags,
            Baggage = says.Baggage,
        };
    }

    private static ModelCall? CallOf(DecodedSpan span, ref SpanReading reading)
    {
        var model = SpendKey.Bounded(reading.ResponseModel ?? reading.RequestModel);
        var provider = ProviderNames.Of(reading.Provider, model);
        var (usage, modalities, rule) = UsageRules.Disjoint(ref reading, provider);
        var units = reading.Tokens.Details?.Units;
        var cost = BelievableCost(ref reading, isUsed: !usage.IsZero || units is not null);
        var hasUsage = !usage.IsZero || cost is not null || units is not null;

        // A call that says nothing of its tokens still cost something; one that failed without any cost nothing.
        if (!hasUsage && (span.Status.IsError || !IsCallByKind(reading)))
        {
            return null;
        }

        return new(
            provider,
            model,
            usage,
            reading.RequestModel,
            reading.ResponseId,
            reading.BilledTier ?? reading.RequestedTier,
            cost,
            reading.TimeToFirstToken,
            reading.MaxTokens,
            reading.FinishReason,
            rule,
            modalities,
            units,
            reading.Region ?? RegionReader.Of(span.Attributes, provider, reading.RequestModel));
    }

    private static bool IsCallByKind(in SpanReading reading) =>
        (reading.ResponseModel ?? reading.RequestModel) is not null
        && (reading.Kind?.IsModelCall() ?? true);

    // Without a kind of its own a span that names a model is a call; tokens without a model are most often a roll-up.
    private static OperationKind KindOf(in SpanReading reading, ModelCall? call)
    {
        if (reading.Kind is { } kind)
        {
            return kind;
        }

        return call is not { Model.Length: > 0 } ? OperationKind.Other
            : call.Model.Contains("embed", StringComparison.OrdinalIgnoreCase) ? OperationKind.Embeddings
            : call.Model.Contains("rerank", StringComparison.OrdinalIgnoreCase) ? OperationKind.Rerank
            : OperationKind.Chat;
    }

    private static Usd? BelievableCost(ref SpanReading reading, bool isUsed)
    {
        switch (reading.ReportedUsd)
        {
            case null:
                return null;
            case 0 when isUsed:
                // Emitters write 0 for a model that their own price list does not know.
                reading.Note("a stated cost of 0 for a call with tokens was taken as unknown");
                return null;
            case < 0 or > Believable.MostReportedUsd:
                reading.Note("a stated cost below 0 or above 10,000 USD was not believed");
                return null;
            case { } usd:
                return usd == 0 ? null : new Usd(usd);
        }
    }
}
