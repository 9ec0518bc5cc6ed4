namespace CostDashboard.Ingest.Demo;

/// <summary>
/// A seeded source of chance (SplitMix64) that gives the same numbers on every machine and runtime. Only whole-number arithmetic:
/// logarithms and sines may differ in their last bit from one processor's library to another's.
/// </summary>
internal sealed class DemoRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>One seed out of several parts; a change of any part gives an unrelated one.</summary>
    internal static ulong Seed(string name, long first, long second)
    {
        // FNV-1a over the name, then the generator's own mixing.
        var hash = 14695981039346656037UL;
        foreach (var letter in name)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return Mix(Mix(hash ^ (ulong)first) ^ (ulong)second);
    }

    internal ulong Next()
    {
        _state += 0x9e3779b97f4a7c15UL;
        return Mix(_state);
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both possible, all as likely.</summary>
    internal long Between(long least, long most) => least + (long)(Next() % (ulong)(most - least + 1));

    /// <summary>A number of the range; the middle is likelier than the ends.</summary>
    internal long In(NumberRange range) => (Between(range.Least, range.Most) + Between(range.Least, range.Most)) / 2;

    /// <summary>True so many times out of a thousand.</summary>
    internal bool Chance(int perMille) => Next() % 1000 < (ulong)perMille;

    internal T Pick<T>(IReadOnlyList<T> items) => items[(int)(Next() % (ulong)items.Count)];

    /// <summary>An item, as likely as its weight is large.</summary>
    internal T Pick<T>(IReadOnlyList<T> items, Func<T, int> weight)
    {
        var left = (long)(Next() % (ulong)items.Sum(weight));
        foreach (var item in items)
        {
            left -= weight(item);
            if (left < 0)
            {
                return item;
            }
        }

        return items[^1];
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9UL;
        value = (value ^ (value >> 27)) * 0x94d049bb133111ebUL;
        return value ^ (value >> 31);
    }
}
