using CostDashboard.Core.Access;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Jobs.Work;

/// <summary>The findings of a project's incidents that go on: who reports without a memory learns from them what is still to be said to be over.</summary>
internal static class OpenFindings
{
    /// <summary>Reads the incidents that go on one after the other: at most <see cref="IncidentRules.MostActive"/>.</summary>
    /// <returns>What each said last, by kind and subject.</returns>
    internal static async Task<Dictionary<(IncidentKind Kind, string Subject), IncidentReport>> ReadAsync(
        IIncidentStore incidents, ProjectId project, IReadOnlyList<IncidentKind> kinds, CancellationToken cancellationToken)
    {
        var open = new Dictionary<(IncidentKind, string), IncidentReport>();
        foreach (var kind in kinds)
        {
            for (int? before = null, next = 0; next is not null; before = next)
            {
                var page = await incidents.ListAsync(new(project, IncidentQuestion.Active, kind), before, IncidentPage.MostRows, cancellationToken);
                foreach (var summary in page.Incidents)
                {
                    foreach (var member in (await incidents.GetAsync(summary.Id, cancellationToken))?.Members ?? [])
                    {
                        open[(member.Latest.Kind, member.Latest.Subject)] = member.Latest;
                    }
                }

                next = page.Next;
            }
        }

        return open;
    }
}
