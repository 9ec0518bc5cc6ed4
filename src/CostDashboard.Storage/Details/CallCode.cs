using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Storage.Details;

/// <summary>The stored form of what of a model call has no column: a byte that says whether there is one, then its parts in this order.</summary>
internal static class CallCode
{
    // Stands for "the model that answered": a name nobody can give to a model.
    private const string SameModel = "\u0001";

    private const byte HasModalities = 1;
    private const byte HasUnits = 2;
    private const byte HasRegion = 4;

    public static void Write(ByteWriter to, ModelCall? call)
    {
        to.Byte(call is null ? (byte)0 : (byte)1);
        if (call is null)
        {
            return;
        }

        to.Text(call.RequestModel == call.Model ? SameModel : call.RequestModel);
        to.Text(call.ResponseId);
        to.Text(call.ServiceTier);
        to.Byte(call.ReportedCost is null ? (byte)0 : (byte)1);
        if (call.ReportedCost is { } reported)
        {
            to.Decimal(reported.Amount);
        }

        to.Signed(call.MaxTokens);
        to.Text(call.FinishReason);
        to.Text(call.UsageRule);
        WriteBeyondText(to, call);
    }

    /// <param name="isTextOnly">It was written before there were modalities, units and regions.</param>
    public static ModelCall? Read(ref ByteReader from, SpanFacts facts, bool isTextOnly)
    {
        if (from.Byte() == 0)
        {
            return null;
        }

        var requestModel = from.TextOrNull();
        var call = new ModelCall(
            facts.Provider,
            facts.Model,
            facts.Usage,
            requestModel is SameModel ? facts.Model : requestModel,
            from.TextOrNull(),
            from.TextOrNull(),
            from.Byte() == 0 ? null : new Usd(from.Decimal()),
            facts.TimeToFirstToken,
            from.SignedOrNull(),
            from.TextOrNull(),
            from.TextOrNull());
        return isTextOnly ? call : ReadBeyondText(ref from, call);
    }

    // One byte says which of the three follow: most calls have none of them.
    private static void WriteBeyondText(ByteWriter to, ModelCall call)
    {
        to.Byte((byte)((call.Modalities is null ? 0 : HasModalities) | (call.Units is null ? 0 : HasUnits) | (call.Region is null ? 0 : HasRegion)));
        if (call.Modalities is { } modalities)
        {
            to.Signed(modalities.AudioInput);
            to.Signed(modalities.AudioCacheRead);
            to.Signed(modalities.AudioOutput);
            to.Signed(modalities.ImageInput);
            to.Signed(modalities.ImageCacheRead);
            to.Signed(modalities.ImageOutput);
            to.Signed(modalities.VideoInput);
            to.Signed(modalities.VideoOutput);
        }

        if (call.Units is { } units)
        {
            var used = BillableUnits.Meters.Where(meter => units.Of(meter) != 0).ToArray();
            to.Count(used.Length);
            foreach (var meter in used)
            {
                to.Byte((byte)meter);
                to.Signed(units.Of(meter));
            }
        }

        if (call.Region is { } region)
        {
            to.Text(region);
        }
    }

    private static ModelCall ReadBeyondText(ref ByteReader from, ModelCall call)
    {
        var parts = from.Byte();
        if ((parts & HasModalities) != 0)
        {
            call = call with
            {
                Modalities = new(
                    from.Signed(), from.Signed(), from.Signed(), from.Signed(), from.Signed(), from.Signed(), from.Signed(), from.Signed()),
            };
        }

        if ((parts & HasUnits) != 0)
        {
            var units = new BillableUnits();
            for (var left = from.Count(); left > 0; left--)
            {
                units = units.With((Meter)from.Byte(), from.Signed());
            }

            call = call with { Units = units };
        }

        return (parts & HasRegion) != 0 ? call with { Region = from.Text() } : call;
    }
}
