namespace CostDashboard.Core.Traces.Comparing;

/// <summary>Walks two trees from the roots down and lays their spans out in one, parents before their children.</summary>
internal sealed class DiffAlignment(TraceRollup before, TraceRollup after)
{
    private const int None = -1;

    private readonly CriticalPath _pathBefore = CriticalPath.Of(before.Tree);
    private readonly CriticalPath _pathAfter = CriticalPath.Of(after.Tree);
    private readonly List<TraceDiffRow> _rows = [];

    // An explicit stack, the next row on top: traces may be nested deeper than a thread's stack reaches.
    private readonly Stack<Place> _waiting = new();

    internal List<TraceDiffRow> Rows()
    {
        Push(before.Tree.Roots, after.Tree.Roots, None, 0);
        while (_waiting.TryPop(out var next))
        {
            var index = _rows.Count;
            _rows.Add(new(
                index,
                next.Parent,
                next.Depth,
                next.Before == None ? null : new(before.Spans[next.Before], NanosOf(_pathBefore, next.Before)),
                next.After == None ? null : new(after.Spans[next.After], NanosOf(_pathAfter, next.After))));
            Push(
                next.Before == None ? next.Lifted : before.Tree.Nodes[next.Before].Children,
                next.After == None ? next.Lifted : after.Tree.Nodes[next.After].Children,
                index,
                next.Depth + 1);
        }

        return _rows;
    }

    private void Push(IReadOnlyList<int> ofBefore, IReadOnlyList<int> ofAfter, int parent, int depth)
    {
        if (ofBefore.Count == 0 && ofAfter.Count == 0)
        {
            return;
        }

        var partners = new Dictionary<int, int>();
        SiblingMatch.Find(before, after, ofBefore, ofAfter, partners);
        if (parent == None)
        {
            PairPrimaryRoots(partners);
        }

        var paired = partners.Values.ToHashSet();
        List<int> removed = [.. ofBefore.Where(index => !paired.Contains(index))];
        List<int> added = [.. ofAfter.Where(index => !partners.ContainsKey(index))];
        var belowAdded = Lift(added, after, removed, before);
        var belowRemoved = Lift(removed, before, added, after);

        var places = new List<(int At, int Order, Place Place)>();
        var (positions, lifted) = (PositionsOf(ofBefore, ofAfter, partners), new HashSet<int>(belowRemoved.Values.SelectMany(list => list)));
        for (var i = 0; i < ofAfter.Count; i++)
        {
            var index = ofAfter[i];
            if (partners.TryGetValue(index, out var partner))
            {
                places.Add((i, 0, new(partner, index, [], parent, depth)));
            }
            else if (!lifted.Contains(index))
            {
                places.Add((i, 0, new(None, index, belowAdded.GetValueOrDefault(index) ?? [], parent, depth)));
            }
        }

        foreach (var index in removed)
        {
            places.Add((positions[index], 1, new(index, None, belowRemoved.GetValueOrDefault(index) ?? [], parent, depth)));
        }

        foreach (var (_, _, place) in places.OrderByDescending(p => p.At).ThenByDescending(p => p.Order).ThenByDescending(p => p.Place.Before))
        {
            _waiting.Push(place);
        }
    }

    // Whoever compares two traces means these to be the same thing, whatever they are called.
    private void PairPrimaryRoots(Dictionary<int, int> partners)
    {
        var (one, two) = (before.Tree.PrimaryRoot, after.Tree.PrimaryRoot);
        if (one != None && two != None && !partners.ContainsKey(two) && !partners.ContainsValue(one))
        {
            partners[two] = one;
        }
    }

    /// <summary>Spans of one trace that stand one level deeper in the other, below a span that has no partner: they are taken out of <paramref name="open"/>.</summary>
    private static Dictionary<int, List<int>> Lift(List<int> wrappers, TraceRollup ofWrappers, List<int> open, TraceRollup ofOpen)
    {
        var lifted = new Dictionary<int, List<int>>();
        if (wrappers.Count == 0 || open.Count == 0)
        {
            return lifted;
        }

        var waiting = open.GroupBy(index => SiblingMatch.Exact(ofOpen.Spans[index])).ToDictionary(group => group.Key, group => new Queue<int>(group));
        foreach (var wrapper in wrappers)
        {
            foreach (var child in ofWrappers.Tree.Nodes[wrapper].Children)
            {
                if (waiting.TryGetValue(SiblingMatch.Exact(ofWrappers.Spans[child]), out var queue) && queue.TryDequeue(out var partner))
                {
                    if (!lifted.TryGetValue(wrapper, out var below))
                    {
                        lifted[wrapper] = below = [];
                    }

                    below.Add(partner);
                }
            }
        }

        var taken = lifted.Values.SelectMany(list => list).ToHashSet();
        open.RemoveAll(taken.Contains);
        return lifted;
    }

    // A removed span stands behind the span that it stood behind before, where that one is.
    private static Dictionary<int, int> PositionsOf(IReadOnlyList<int> ofBefore, IReadOnlyList<int> ofAfter, Dictionary<int, int> partners)
    {
        var placeOfPartner = new Dictionary<int, int>();
        for (var i = 0; i < ofAfter.Count; i++)
        {
            if (partners.TryGetValue(ofAfter[i], out var partner))
            {
                placeOfPartner[partner] = i;
            }
        }

        var (positions, last) = (new Dictionary<int, int>(), -1);
        foreach (var index in ofBefore)
        {
            last = placeOfPartner.GetValueOrDefault(index, last);
            positions[index] = last;
        }

        return positions;
    }

    private static long NanosOf(CriticalPath path, int index) => path[index].Sum(slice => slice.Nanos);

    /// <param name="Before">Index in the first trace; <see cref="None"/> for an added span.</param>
    /// <param name="Lifted">Siblings in the other trace that are looked for among the children of a span without a partner.</param>
    private readonly record struct Place(int Before, int After, IReadOnlyList<int> Lifted, int Parent, int Depth);
}
