using System.Collections.Frozen;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>The names under which one vocabulary counts what is beside plain tokens. One look at each attribute finds them all.</summary>
internal sealed class MeterNames
{
    private readonly string _prefix;
    private readonly FrozenDictionary<string, (Meter Meter, int Rank)> _byName;

    /// <param name="prefix">How all of the names begin; may be empty.</param>
    /// <param name="names">For each meter the names, in the order of their precedence; time is stated in seconds.</param>
    internal MeterNames(string prefix, params (Meter Meter, string[] NamesInOrder)[] names)
    {
        _prefix = prefix;
        _byName = names
            .SelectMany(entry => entry.NamesInOrder.Select((name, rank) => KeyValuePair.Create(prefix + name, (entry.Meter, rank))))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Null where there is none of them.</summary>
    internal UsageDetails? Read(SpanAttributes attributes, ref SpanReading reading, bool areCachedApart = false)
    {
        UsageDetails? found = null;
        Span<byte> ranks = stackalloc byte[64];
        foreach (var (key, value) in attributes.Entries)
        {
            if (!key.StartsWith(_prefix, StringComparison.Ordinal) || !_byName.TryGetValue(key, out var name) || CountOf(name.Meter, value, ref reading) is not (> 0 and var count))
            {
                continue;
            }

            found ??= new() { AreCachedApart = areCachedApart };
            var isBetter = found[name.Meter] == 0 || name.Rank <= ranks[(int)name.Meter];
            if (isBetter)
            {
                found[name.Meter] = count;
                ranks[(int)name.Meter] = (byte)name.Rank;
            }
        }

        return found;
    }

    private static long CountOf(Meter meter, AttributeValue value, ref SpanReading reading)
    {
        var size = meter.Unit() is PricingUnit.Second ? PricingUnit.Second.QuantityOfOne() : 1;
        if (value.AsDecimal() is not (> 0m and var stated))
        {
            return 0;
        }

        if (stated > Believable.MostTokens / size)
        {
            reading.Note($"a number of {meter.Plural()} above {Believable.MostTokens / size:N0} was not believed");
            return 0;
        }

        return (long)Math.Round(stated * size, MidpointRounding.ToEven);
    }
}
