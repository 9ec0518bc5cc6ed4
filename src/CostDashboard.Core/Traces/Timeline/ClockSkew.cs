namespace CostDashboard.Core.Traces.Timeline;

/// <summary>How far the clock of a service seems to be behind that of a service which calls it.</summary>
/// <param name="Spans">Spans of the service that begin before the span that called them.</param>
/// <param name="AtLeast">Nanoseconds: with less, one of them still began before it was called.</param>
/// <param name="AtMost">Nanoseconds: with more, one of the calls would end after its caller did; null where no one difference fits all of them.</param>
public sealed record ServiceSkew(string Caller, string Service, int Spans, long AtLeast, long? AtMost)
{
    /// <summary>Nanoseconds: the middle of what is possible, as if the way there took as long as the way back; else the least.</summary>
    public long Estimate => AtMost is { } most ? AtLeast + ((most - AtLeast) / 2) : AtLeast;
}

/// <summary>
/// What a trace tells of the clocks of its services. A span cannot begin before the span of another service that called it: where it does by more
/// than the grain of clocks, the clocks differ. A span that ends after its caller tells nothing: perhaps nobody waited for it.
/// </summary>
/// <remarks>
/// An estimate, made for each pair of caller and called as if a service had one clock; nothing is shifted unless it is asked for, and charges never are.
/// Time grows with the number of spans.
/// </remarks>
public sealed record ClockSkew(IReadOnlyList<ServiceSkew> Services)
{
    /// <summary>Nanoseconds: clocks that count milliseconds differ by up to one.</summary>
    public const long Grain = 1_000_000;

    public static ClockSkew None { get; } = new([]);

    public static ClockSkew Of(TraceTree tree)
    {
        var pairs = new Dictionary<(string Caller, string Service), (int Early, long AtLeast, long AtMost)>();
        foreach (var node in tree.Nodes)
        {
            if (node.Parent < 0 || tree.Nodes[node.Parent].Span is not { Service.Length: > 0 } caller || node.Span is not { Service.Length: > 0 } called || called.Service == caller.Service)
            {
                continue;
            }

            var key = (caller.Service, called.Service);
            var (early, least, most) = pairs.GetValueOrDefault(key, (0, 0, long.MaxValue));
            var ahead = caller.Start - called.Start;

            // A call that takes longer than its caller was not waited for, so its end says nothing.
            var fits = called.Duration <= caller.Duration;
            pairs[key] = (early + (ahead > Grain ? 1 : 0), Math.Max(least, ahead), fits ? Math.Min(most, caller.End - called.End) : most);
        }

        ServiceSkew[] skews = [.. pairs
            .Where(p => p.Value.Early > 0)
            .Select(p => new ServiceSkew(
                p.Key.Caller, p.Key.Service, p.Value.Early, p.Value.AtLeast,
                p.Value.AtMost is < long.MaxValue and var most && most >= p.Value.AtLeast ? most : null))
            .OrderByDescending(s => s.AtLeast)
            .ThenBy(s => s.Service, StringComparer.Ordinal)
            .ThenBy(s => s.Caller, StringComparer.Ordinal)];
        return skews.Length == 0 ? None : new(skews);
    }

    /// <summary>The tree with the times that its spans would have had if the clocks differed by the estimates: each span moves with the one that called it.</summary>
    /// <returns>The same nodes in the same order; only times, and the order of children by them, are others.</returns>
    public TraceTree Adjust(TraceTree tree)
    {
        var byPair = Services.ToDictionary(s => (s.Caller, s.Service), s => s.Estimate);
        var shifts = new long[tree.Nodes.Count];
        var spans = new SpanFacts[shifts.Length];
        foreach (var node in tree.Nodes)
        {
            var span = node.Span;
            if (node.Parent >= 0)
            {
                shifts[node.Index] = shifts[node.Parent] + byPair.GetValueOrDefault((tree.Nodes[node.Parent].Span.Service, span.Service));
            }

            var shift = shifts[node.Index];
            spans[node.Index] = shift == 0 ? span : span with { Start = span.Start + shift, End = span.End + shift };
        }

        return tree with
        {
            Nodes = [.. tree.Nodes.Select(node => node with
            {
                Span = spans[node.Index],
                Children = node.Children.Count < 2 ? node.Children : [.. node.Children.OrderBy(child => spans[child].Start).ThenBy(child => child)],
            })],
        };
    }
}
