using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Storage.Details;

namespace CostDashboard.Storage.Engines;

/// <summary>Numbers made from content are trusted only after the content was compared.</summary>
internal static class SameContent
{
    /// <exception cref="InvalidDataException">They differ.</exception>
    public static void Demand(SpendKey stored, SpendKey given, long id)
    {
        if (stored != given)
        {
            throw new InvalidDataException($"Two series have the number {id}: the one that is stored ({stored}), and {given}, which cannot be written.");
        }
    }

    /// <exception cref="InvalidDataException">They differ.</exception>
    public static void Demand(PipelineKey stored, PipelineKey given, long id)
    {
        if (stored != given)
        {
            throw new InvalidDataException($"Two pipelines have the number {id}: the one that is stored ({stored}), and {given}, which cannot be written.");
        }
    }

    /// <exception cref="InvalidDataException">They differ.</exception>
    public static void Demand(byte[] stored, byte[] given, long id)
    {
        // Another version of the compressor may have packed the same bytes otherwise.
        if (!stored.AsSpan().SequenceEqual(given) && !Packing.Unpack(stored).SequenceEqual(Packing.Unpack(given)))
        {
            throw new InvalidDataException($"Two shared parts have the number {id}; the second cannot be written.");
        }
    }
}
