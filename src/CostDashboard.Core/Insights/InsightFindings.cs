namespace CostDashboard.Core.Insights;

/// <summary>
/// The findings of a run so far. Its size is bounded whatever the spans name: beyond <see cref="MostFindings"/> subjects, further ones are summed
/// per kind as "(other)", so that no money is left out.
/// </summary>
public sealed class InsightFindings
{
    public const int MostFindings = 1_000;

    private readonly Dictionary<(InsightKind Kind, long Id), InsightFinding> _all = [];

    public IReadOnlyCollection<InsightFinding> All => _all.Values;

    /// <summary>Adds what was found before, as it was stored.</summary>
    public void Add(InsightFinding finding)
    {
        if (!_all.TryGetValue((finding.Kind, finding.Id), out var known))
        {
            finding = _all.Count < MostFindings || finding.Subject == InsightSubject.Other ? finding : AsOther(finding);
            known = _all.GetValueOrDefault((finding.Kind, finding.Id));
        }

        _all[(finding.Kind, finding.Id)] = known is null ? finding : known.Plus(finding);
    }

    internal void Add(InsightKind kind, InsightTrace trace, IEnumerable<InsightObservation> observations)
    {
        var sums = new Dictionary<InsightSubject, InsightObservation>();
        foreach (var seen in observations)
        {
            if (seen.SavingNanoUsd > 0)
            {
                var subject = seen.Subject.Bounded();
                sums[subject] = sums.TryGetValue(subject, out var sum)
                    ? new(
                        subject,
                        sum.Calls + seen.Calls,
                        checked(sum.Tokens + seen.Tokens),
                        checked(sum.CostNanoUsd + seen.CostNanoUsd),
                        checked(sum.SavingNanoUsd + seen.SavingNanoUsd))
                    : seen;
            }
        }

        foreach (var (subject, sum) in sums)
        {
            Add(InsightFinding.Of(kind, subject, trace, sum));
        }
    }

    private static InsightFinding AsOther(InsightFinding finding) =>
        finding with { Subject = InsightSubject.Other, Id = InsightSubject.Other.IdFor(finding.Kind) };
}
