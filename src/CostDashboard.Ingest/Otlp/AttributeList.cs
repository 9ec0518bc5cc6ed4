using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Otlp;

/// <summary>Collects attributes while they are read; one list is used again and again.</summary>
internal sealed class AttributeList
{
    private KeyValuePair<string, AttributeValue>[] _entries = new KeyValuePair<string, AttributeValue>[64];
    private int _count;
    private int _beyond;
    private int _argumentsRank = ArgumentKeys.None;

    /// <summary>By what arguments of a tool are known again that stand among the attributes read since the last <see cref="Take"/>; null for none.</summary>
    internal long? Arguments { get; private set; }

    /// <summary>False when the list is full: the attribute is to be skipped, and was counted.</summary>
    internal bool HasRoom(int most = SpanLimits.Attributes)
    {
        if (_count < most)
        {
            return true;
        }

        _beyond++;
        return false;
    }

    internal void Add(string key, AttributeValue value)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * _count);
        }

        _entries[_count++] = new(key, value);
    }

    /// <summary>Adds the counts that <see cref="AgentUsage"/> found.</summary>
    internal void AddUsage(byte[] usage, ValueBudget budget)
    {
        budget.BeginAttribute();
        Add(AgentUsage.Key, budget.Text(usage, usage.Length, AgentUsage.Key));
    }

    /// <summary>Looks at a text that is not kept: of several that may hold a tool's arguments, the one whose name says so most plainly counts.</summary>
    internal void OfferArguments(string key, ReadOnlySpan<byte> text)
    {
        if (ArgumentKeys.RankOf(key) is var rank && rank < _argumentsRank && ToolArguments.HashOf(text) is { } hash)
        {
            (_argumentsRank, Arguments) = (rank, hash);
        }
    }

    /// <summary>The same for arguments that came as a list or a map.</summary>
    /// <param name="room">That they were read with, by itself: arguments of which it left something out are not known.</param>
    internal void OfferArguments(string key, AttributeValue structured, ValueBudget room)
    {
        if (ArgumentKeys.RankOf(key) is var rank && rank < _argumentsRank && room.IsUncut && ToolArguments.HashOf(structured) is { } hash)
        {
            (_argumentsRank, Arguments) = (rank, hash);
        }
    }

    /// <summary>The attributes read since the last call, which ends here.</summary>
    internal SpanAttributes Take(ValueBudget budget)
    {
        if (_beyond > 0)
        {
            budget.Note($"{_beyond:N0} attributes beyond the first {_count:N0} were left out");
        }

        var taken = _count == 0 ? SpanAttributes.None : new SpanAttributes(_entries[.._count]);
        Clear();
        return taken;
    }

    internal void Clear()
    {
        _entries.AsSpan(0, _count).Clear();
        _count = 0;
        _beyond = 0;
        (_argumentsRank, Arguments) = (ArgumentKeys.None, null);
    }
}
