namespace CostDashboard.Core.Units;

/// <summary>
/// A 63-bit number made of values, the same on every node and in every version: FNV-1a over the values, and SplitMix64's finaliser, so that
/// every bit of the values moves every bit of the number. It finds what may be equal; what must be equal is compared besides.
/// </summary>
internal struct StableHash()
{
    private ulong _state = 14695981039346656037UL;

    public readonly long Value
    {
        get
        {
            var value = (_state ^ (_state >> 30)) * 0xbf58476d1ce4e5b9;
            value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
            return (long)((value ^ (value >> 31)) & long.MaxValue);
        }
    }

    public void Add(long number)
    {
        for (var shift = 0; shift < 64; shift += 16)
        {
            Mix((ushort)(number >> shift));
        }
    }

    /// <summary>Adds a text without regard to the case of its letters, and its length, so that two texts in a row do not run together.</summary>
    public void AddAnyCase(ReadOnlySpan<char> text)
    {
        Add(text.Length);
        foreach (var letter in text)
        {
            Mix(char.ToLowerInvariant(letter));
        }
    }

    /// <summary>Adds a text as it is, and its length.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        Add(text.Length);
        foreach (var letter in text)
        {
            Mix(letter);
        }
    }

    private void Mix(ushort value) => _state = (_state ^ value) * 1099511628211UL;
}
