using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Demo.Scenarios;

namespace CostDashboard.Ingest.Demo;

/// <summary>A trace that a scenario is playing: its clock, its chance, and the spans that are open.</summary>
internal sealed class DemoTrace(ProjectId project, DemoRandom random, UnixNanos start, DemoStories stories, DemoCustomer customer, SpanOrigin origin)
{
    private readonly List<DemoSpan> _spans = [];
    private readonly Stack<DemoSpan> _open = new();
    private readonly List<DemoTrace> _started = [];

    internal TraceId Id { get; } = new(random.Next(), random.Next() | 1);

    internal DemoRandom Random { get; } = random;

    internal DemoStories Stories { get; } = stories;

    internal DemoCustomer Customer { get; } = customer;

    /// <summary>The scenario's clock.</summary>
    internal UnixNanos Now { get; private set; } = start;

    internal UnixNanos Start { get; } = start;

    /// <summary>Begins a span inside the open one; of another service where <paramref name="from"/> names one.</summary>
    internal DemoSpan Open(string name, OtelSpanKind kind = OtelSpanKind.Internal, SpanOrigin? from = null)
    {
        var parent = _open.TryPeek(out var open) ? open : null;
        var span = new DemoSpan(this, new(Random.Next() | 1), parent?.Id, name, kind, from ?? parent?.Origin ?? origin, Now);
        _spans.Add(span);
        _open.Push(span);
        return span;
    }

    /// <summary>The span that is open.</summary>
    internal DemoSpan Current => _open.Peek();

    internal DemoSpan Root => _spans[0];

    /// <summary>
    /// Begins a trace beside this one, now and then. Its chance is its own, so that what goes on here is the same whether it begins or not.
    /// </summary>
    internal DemoTrace? Begin(SubAgentFigures figures, string agent)
    {
        var chance = new DemoRandom(DemoRandom.Seed(agent, (long)Id.Low, _started.Count));
        if (!chance.Chance((int)figures.Steps[agent].Count.Most))
        {
            return null;
        }

        var begin = Now + (chance.In(figures.Steps[agent].Millis) * 1_000_000);
        var trace = new DemoTrace(project, chance, begin, Stories, Customer, DemoOrigin.Of(figures, origin));
        _started.Add(trace);
        return trace;
    }

    /// <summary>This trace and all that it started.</summary>
    internal IEnumerable<DemoTrace> WithStarted() => _started.SelectMany(t => t.WithStarted()).Prepend(this);

    /// <summary>Lets time pass; clocks are finer than a millisecond.</summary>
    internal void Pass(long millis) => Now += (millis * 1_000_000) + Random.Between(0, 999_999);

    internal void Pass(NumberRange millis) => Pass(Random.In(millis));

    internal void PassMicros(long micros) => Now += (micros * 1000) + Random.Between(0, 999);

    /// <summary>Plays branches that begin together; time goes on from the end of the last one.</summary>
    internal void Parallel(int branches, Action<int> play)
    {
        var begin = Now;
        var end = Now;
        for (var i = 0; i < branches; i++)
        {
            Now = begin + Random.Between(0, 4_000_000);
            play(i);
            end = Now > end ? Now : end;
        }

        Now = end;
    }

    internal void Close() => _open.Pop();

    internal IEnumerable<DecodedSpan> ToSpans() => _spans.Select(s => s.ToDecoded(new(project, Id, s.Id)));
}
