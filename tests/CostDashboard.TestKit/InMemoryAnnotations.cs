using CostDashboard.Core.Access;
using CostDashboard.Core.Annotations;
using CostDashboard.Core.Spans;

namespace CostDashboard.TestKit;

/// <summary>Keeps annotations as the contract says, until the test ends.</summary>
public sealed class InMemoryAnnotations : IAnnotationStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(ProjectId Project, string Id), SpanAnnotation> _rows = [];

    public Task SaveAsync(IReadOnlyList<SpanAnnotation> annotations, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var one in annotations.Where(one => !_rows.TryGetValue((one.Trace.Project, one.Id), out var known) || one.At >= known.At))
            {
                _rows[(one.Trace.Project, one.Id)] = one;
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SpanAnnotation>> ListAsync(TraceKey trace, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<SpanAnnotation>>([.. _rows.Values.Where(one => one.Trace == trace).OrderByDescending(one => one.At).Take(IAnnotationStore.MostRead)]);
        }
    }
}
