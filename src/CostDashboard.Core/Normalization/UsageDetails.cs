using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>
/// What an emitter counts beside plain tokens, by meter: tokens of a modality (of audio with those read from a cache, as providers state them),
/// searches, pages, milliseconds. Made only for the few calls that have any; a count of zero is no count.
/// </summary>
internal sealed class UsageDetails
{
    private readonly long[] _counts = new long[(int)Enum.GetValues<Meter>().Max() + 1];

    /// <summary>Zero where the emitter says nothing.</summary>
    internal long this[Meter meter]
    {
        get => _counts[(int)meter];
        set => _counts[(int)meter] = value;
    }

    /// <summary>The tokens of a modality do not contain those read from a cache.</summary>
    internal bool AreCachedApart { get; init; }

    internal long Input => this[Meter.AudioInput] + this[Meter.ImageInput] + this[Meter.VideoInput];

    internal long Output => this[Meter.AudioOutput] + this[Meter.ImageOutput] + this[Meter.VideoOutput];

    /// <summary>Null where no unit is counted.</summary>
    internal BillableUnits? Units
    {
        get
        {
            BillableUnits? units = null;
            foreach (var meter in BillableUnits.Meters)
            {
                if (this[meter] > 0)
                {
                    units = (units ?? new()).With(meter, this[meter]);
                }
            }

            return units;
        }
    }

    /// <summary>These counts, and those of <paramref name="others"/> for what is not counted here.</summary>
    internal UsageDetails Or(UsageDetails? others)
    {
        if (others is not null)
        {
            for (var i = 0; i < _counts.Length; i++)
            {
                _counts[i] = _counts[i] == 0 ? others._counts[i] : _counts[i];
            }
        }

        return this;
    }
}
