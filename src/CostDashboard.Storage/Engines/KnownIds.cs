using System.Collections.Concurrent;

namespace CostDashboard.Storage.Engines;

/// <summary>Numbers of series and shared parts that are stored for sure: they are never deleted, so what was seen once need not be asked again.</summary>
internal sealed class KnownIds
{
    private const int Most = 200_000;

    private readonly ConcurrentDictionary<(int Project, long Id), bool> _known = [];

    public bool Contains(int project, long id) => _known.ContainsKey((project, id));

    public void Add(IEnumerable<(int Project, long Id)> ids)
    {
        if (_known.Count > Most)
        {
            _known.Clear();
        }

        foreach (var id in ids)
        {
            _known[id] = true;
        }
    }

    /// <summary>Series and parts are both numbered by a hash of their content; in one set, parts are told apart by their sign.</summary>
    public static long OfPart(long id) => ~id;
}
