using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Pricing;

/// <summary>Lays a call's usage out in lines that share nothing and leave nothing out, and adds them up.</summary>
internal static class Bill
{
    // In the order in which a bill shows them.
    private static readonly Meter[] s_tokens =
    [
        Meter.Input, Meter.AudioInput, Meter.ImageInput, Meter.VideoInput,
        Meter.CacheRead, Meter.AudioCacheRead, Meter.ImageCacheRead, Meter.CacheWrite5m, Meter.CacheWrite1h,
        Meter.Output, Meter.Reasoning, Meter.AudioOutput, Meter.ImageOutput, Meter.VideoOutput,
    ];

    private static readonly Meter[] s_meters = [.. s_tokens, .. BillableUnits.Meters];

    internal static SpanCost Of(ModelCall call, RateTable table, RateBand band, PriceReference price)
    {
        Span<long> quantities = stackalloc long[s_meters.Length];
        Measure(call, band.Rates, quantities);
        var lines = table.IsMarginal ? MarginalLines(quantities, table, price.Factor) : Lines(quantities, band.Rates, price.Factor);
        var sum = 0m;
        var missing = 0;
        foreach (var line in lines)
        {
            sum += line.Amount.Amount;
            missing += line.Rate is null ? 1 : 0;
        }

        return missing switch
        {
            0 => new SpanCost.Computed(new(sum), lines, price),
            _ when missing == lines.Length => new SpanCost.Unpriced($"model '{price.Model}' has no price for {Missing(lines)}"),
            _ => new SpanCost.Partial(new(sum), lines, price, $"no rate for {Missing(lines)}"),
        };
    }

    /// <summary>What is billed of each meter, in the order of <see cref="s_meters"/>.</summary>
    private static void Measure(ModelCall call, Rates rates, Span<long> quantities)
    {
        if (rates.PricesTokens || !IsPricedInUnits(call, rates))
        {
            MeasureTokens(call, rates, quantities);
        }

        for (var i = s_tokens.Length; i < s_meters.Length; i++)
        {
            var meter = s_meters[i];
            quantities[i] = meter is Meter.Request
                ? rates.RequestFee is null ? 0 : Math.Max(1, call.Units?.Requests ?? 0)
                : call.Units is { } units && units.Of(meter) is > 0 and var count && !IsBilledOtherwise(meter, call, rates) ? count : 0;
        }
    }

    private static void MeasureTokens(ModelCall call, Rates rates, Span<long> quantities)
    {
        var usage = call.Usage;
        var (input, cacheRead, output) = (usage.Input, usage.CacheRead, usage.Output);
        if (call.Modalities is { } modalities)
        {
            input -= modalities.Input;
            cacheRead -= modalities.CacheRead;
            output -= modalities.Output;
            quantities[1] = modalities.AudioInput;
            quantities[2] = modalities.ImageInput;
            quantities[3] = modalities.VideoInput;
            quantities[5] = modalities.AudioCacheRead;
            quantities[6] = modalities.ImageCacheRead;
            quantities[11] = modalities.AudioOutput;
            quantities[12] = modalities.ImageOutput;
            quantities[13] = modalities.VideoOutput;
        }

        // Reasoning is text, and leaves the output only where it has a rate of its own.
        var reasoning = rates.Listed(Meter.Reasoning) is null ? 0 : Math.Min(usage.Reasoning, output);
        quantities[0] = input;
        quantities[4] = cacheRead;
        quantities[7] = usage.CacheWrite5m;
        quantities[8] = usage.CacheWrite1h;
        quantities[9] = output - reasoning;
        quantities[10] = reasoning;
    }

    // A transcription at so much a second costs that, whatever tokens it also states.
    private static bool IsPricedInUnits(ModelCall call, Rates rates)
    {
        if (rates.RequestFee is not null)
        {
            return true;
        }

        if (call.Units is { } units)
        {
            foreach (var meter in BillableUnits.Meters)
            {
                if (!meter.IsTokens() && units.Of(meter) > 0 && rates.Listed(meter) is not null)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // The same work is billed once. Images, seconds, characters and pages describe what tokens measure as well; where the tokens have a price they are the bill.
    private static bool IsBilledOtherwise(Meter unit, ModelCall call, Rates rates)
    {
        var input = call.Usage.TotalInput > 0 && rates.Of(Meter.Input).Rate is not null;
        var output = call.Usage.Output > 0 && (rates.Of(Meter.Output).Rate ?? rates.Listed(Meter.ImageOutput) ?? rates.Listed(Meter.AudioOutput)) is not null;
        var parts = call.Modalities;
        return unit switch
        {
            Meter.InputImage => parts?.ImageInput + parts?.ImageCacheRead > 0 || (input && !IsPricedApart(Meter.InputImage, Meter.ImageInput, rates)),
            Meter.InputAudioTime => parts?.AudioInput + parts?.AudioCacheRead > 0 || (input && !IsPricedApart(Meter.InputAudioTime, Meter.AudioInput, rates)),
            Meter.InputVideoTime => parts?.VideoInput > 0 || (input && !IsPricedApart(Meter.InputVideoTime, Meter.VideoInput, rates)),
            Meter.Image => parts?.ImageOutput > 0 || (output && !IsPricedApart(Meter.Image, Meter.ImageOutput, rates)),
            Meter.OutputAudioTime => parts?.AudioOutput > 0 || (output && !IsPricedApart(Meter.OutputAudioTime, Meter.AudioOutput, rates)),
            Meter.OutputVideoTime => parts?.VideoOutput > 0 || (output && !IsPricedApart(Meter.OutputVideoTime, Meter.VideoOutput, rates)),
            Meter.InputCharacter or Meter.Page or Meter.AnnotatedPage or Meter.Search => input,
            Meter.OutputCharacter => output,

            // Perplexity's fee for a request pays for its searches.
            Meter.WebSearch => rates.RequestFee is not null && rates.Listed(Meter.WebSearch) is null,
            _ => false,
        };
    }

    private static bool IsPricedApart(Meter unit, Meter tokens, Rates rates) => rates.Listed(unit) is not null && rates.Listed(tokens) is null;

    private static CostLine[] Lines(ReadOnlySpan<long> quantities, Rates rates, decimal factor)
    {
        var count = 0;
        foreach (var quantity in quantities)
        {
            count += quantity > 0 ? 1 : 0;
        }

        var lines = new CostLine[count];
        for (int i = 0, next = 0; next < count; i++)
        {
            if (quantities[i] > 0)
            {
                lines[next++] = Line(s_meters[i], quantities[i], rates, factor);
            }
        }

        return lines;
    }

    // Of each class the tokens up to a limit are charged at the band below it, and those beyond at the band above.
    private static CostLine[] MarginalLines(ReadOnlySpan<long> quantities, RateTable table, decimal factor)
    {
        var lines = new List<CostLine>();
        for (var i = 0; i < quantities.Length; i++)
        {
            var meter = s_meters[i];
            for (var band = 0; band < table.Bands.Length; band++)
            {
                var isLast = band == table.Bands.Length - 1 || !meter.IsTokens();
                var from = Math.Max(0, table.Bands[band].AboveInputTokens);
                var to = isLast ? quantities[i] : Math.Min(quantities[i], table.Bands[band + 1].AboveInputTokens);
                if (to > from)
                {
                    lines.Add(Line(meter, to - from, table.Bands[band].Rates, factor));
                }

                if (isLast)
                {
                    break;
                }
            }
        }

        return [.. lines];
    }

    private static CostLine Line(Meter meter, long quantity, Rates rates, decimal factor)
    {
        var (rate, isDerived) = rates.Of(meter);
        return new(meter, quantity, rate, isDerived, factor);
    }

    private static string Missing(CostLine[] lines) =>
        string.Join(" and ", lines.Where(line => line.Rate is null).Select(line => line.Meter.Plural()).Distinct());
}
