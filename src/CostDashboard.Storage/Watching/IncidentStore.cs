using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Delivery;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CostDashboard.Storage.Watching;

/// <inheritdoc />
internal sealed class IncidentStore(IDatabase database, OrganisationCalendar calendar, ILogger<IncidentStore>? log = null) : IIncidentStore
{
    private readonly ILogger _log = log ?? NullLogger<IncidentStore>.Instance;

    public Task<IncidentStep?> ReportAsync(IncidentReport report, UnixNanos now, CancellationToken cancellationToken)
    {
        if (report.Subject.Length is 0 or > IncidentRules.LongestKey || report.Cause is { Length: > IncidentRules.LongestKey })
        {
            throw new ArgumentException($"A subject has 1 to {IncidentRules.LongestKey} characters, and a cause no more.", nameof(report));
        }

        var given = IncidentCode.Mended(report.Bounded());
        return database.ChangeAsync(db => ReportAsync(db, given, now, cancellationToken), cancellationToken);
    }

    public Task<IncidentAnswer> ActAsync(int incident, IncidentAction action, AuditActor actor, UnixNanos now, CancellationToken cancellationToken) =>
        database.ChangeAsync(
            async db =>
            {
                if (await IncidentQueries.ById(db, incident).FirstOrDefaultAsync(cancellationToken) is not { } row)
                {
                    return new();
                }

                var before = IncidentCode.ToIncident(row);
                if (action.FindMistake(before, now) is { } mistake)
                {
                    return new(Mistake: mistake);
                }

                var step = before.After(action, actor, now);
                if (step.Change is { } change)
                {
                    AuditLog.Add(db, new(now, actor, $"incident.{action.Name}", $"incident {incident}", change.Text));
                    await WriteAsync(db, row, step, cancellationToken);
                }

                return new IncidentAnswer(step);
            },
            cancellationToken);

    public async Task<IReadOnlyList<IncidentStep>> SettleAsync(UnixNanos now, CancellationToken cancellationToken)
    {
        List<IncidentStep> ended = [];
        int[] projects;
        await using (var db = database.Open())
        {
            projects = await IncidentQueries.Projects(db).ToArrayAsync(cancellationToken);
        }

        foreach (var project in projects)
        {
            ended.AddRange(await database.ChangeAsync(db => SettleAsync(db, project, now, cancellationToken), cancellationToken));
        }

        return ended;
    }

    public async Task<IncidentPage> ListAsync(IncidentQuestion question, int? before, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IncidentPage.MostRows);
        await using var db = database.Open();
        int[] projects = question.Project is { } one ? [one.Value] : await IncidentQueries.Projects(db).ToArrayAsync(cancellationToken);
        var rows = await IncidentQueries.List(db, projects, question, before, limit + 1).ToListAsync(cancellationToken);
        var isFull = question.Project is { } asked && await IncidentQueries.Active(db, asked.Value).CountAsync(cancellationToken) >= IncidentRules.MostActive;
        return rows.Count > limit ? new(rows[..limit], rows[limit - 1].Id, isFull) : new(rows, null, isFull);
    }

    public async Task<Incident?> GetAsync(int incident, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await IncidentQueries.ById(db, incident).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } row ? IncidentCode.ToIncident(row) : null;
    }

    public async Task<IReadOnlyList<IncidentChange>> HistoryAsync(int incident, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var rows = await IncidentQueries.History(db, incident).ToListAsync(cancellationToken);
        rows.Reverse();
        return rows.ConvertAll(IncidentCode.ToChange);
    }

    private async Task<IncidentStep?> ReportAsync(CostDb db, IncidentReport report, UnixNanos now, CancellationToken cancellationToken)
    {
        var project = report.Project.Value;
        var own = await IncidentQueries.OfSubject(db, project, IncidentCode.SubjectId(report)).FirstOrDefaultAsync(cancellationToken);
        var incident = own is null ? null : IncidentCode.ToIncident(own);
        if (incident?.IsAfter(report) is true || (report.IsOver && incident?.GoesOnWith(report) is not true))
        {
            return null;
        }

        // What is active or expected goes on; before what is over opens again, what goes on with the same cause takes it.
        if (incident is null || (incident.Status is IncidentStatus.Resolved && !report.IsOver) || !incident.GoesOnWith(report))
        {
            if (IncidentCode.CauseId(report) is { } cause
                && await IncidentQueries.OfCause(db, project, cause).FirstOrDefaultAsync(cancellationToken) is { } same
                && IncidentCode.ToIncident(same) is var other
                && other.Joins(report))
            {
                (own, incident) = (same, other);
            }
            else if (incident?.GoesOnWith(report) is not true)
            {
                return await OpenAsync(db, report, now, cancellationToken);
            }
        }

        var step = incident.After(report, now);
        await WriteAsync(db, own!, step, cancellationToken);
        return step;
    }

    private async Task<IncidentStep?> OpenAsync(CostDb db, IncidentReport report, UnixNanos now, CancellationToken cancellationToken)
    {
        if (await IncidentQueries.Active(db, report.Project.Value).CountAsync(cancellationToken) >= IncidentRules.MostActive)
        {
            _log.Full(report.Project.Value, IncidentRules.MostActive, report.Kind);
            return null;
        }

        var row = new IncidentRow { Id = await IncidentQueries.LastId(db).FirstOrDefaultAsync(cancellationToken) + 1 };
        var step = Incident.Open(row.Id, report, now);
        db.Incidents.Add(row);
        await WriteAsync(db, row, step, cancellationToken);
        return step;
    }

    private async Task<List<IncidentStep>> SettleAsync(CostDb db, int project, UnixNanos now, CancellationToken cancellationToken)
    {
        List<IncidentStep> ended = [];
        foreach (var id in await IncidentQueries.QuietSince(db, project, now.Value - UnixNanos.PerDay, IncidentRules.MostActive).ToListAsync(cancellationToken))
        {
            var row = await IncidentQueries.ById(db, id).SingleAsync(cancellationToken);
            var step = IncidentCode.ToIncident(row).Settle(now);
            if (step.Change is not null)
            {
                await WriteAsync(db, row, step, cancellationToken);
                ended.Add(step);
            }
        }

        return ended;
    }

    /// <summary>Writes an incident, by what it is found, the entry of its history, and the messages that tell of it: all that a change of an incident writes goes through here.</summary>
    private async Task WriteAsync(CostDb db, IncidentRow row, IncidentStep step, CancellationToken cancellationToken)
    {
        IncidentCode.Fill(row, step.Incident);
        var subjects = await IncidentQueries.Subjects(db, row.Id).ToDictionaryAsync(s => s.SubjectId, cancellationToken);
        foreach (var finding in step.Incident.Members.Select(m => m.Latest))
        {
            var id = IncidentCode.SubjectId(finding);
            if (!subjects.TryGetValue(id, out var subject))
            {
                db.Add(subject = new() { IncidentId = row.Id, ProjectId = row.ProjectId, SubjectId = id });
            }

            subject.CauseId = IncidentCode.CauseId(finding);
        }

        if (step.Change is { } change)
        {
            db.Add(IncidentCode.ToRow(row.Id, change));
            await TellAsync(db, step, change.At, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task TellAsync(CostDb db, IncidentStep step, UnixNanos now, CancellationToken cancellationToken)
    {
        var project = step.Incident.Project.Value;
        var name = (await db.Projects.FindAsync([project], cancellationToken))?.Name ?? string.Create(CultureInfo.InvariantCulture, $"project {project}");
        if (IncidentNotice.Of(name, step) is { } notice)
        {
            await OutboxPlan.AddAsync(db, notice, calendar, now, cancellationToken);
        }
    }
}

internal static partial class IncidentLog
{
    // Without the sentence: it holds names from outside, which a line of a log is not to be made of.
    [LoggerMessage(Level = LogLevel.Warning, Message = "Project {Project} has {Most} active incidents, so another one ({Kind}) was not opened. Resolve what is over, or mark it as expected.")]
    internal static partial void Full(this ILogger log, int project, int most, IncidentKind kind);
}
