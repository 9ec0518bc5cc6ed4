using System.Linq.Expressions;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>A value with its cost.</summary>
internal sealed class LabelCost
{
    public string TagKey { get; set; } = "";

    public string Value { get; set; } = "";

    public long Cost { get; set; }
}

/// <summary>What a question asks of the daily totals: the users, or the values of one tag, of some days.</summary>
/// <param name="TagKey">Empty for users.</param>
internal sealed record LabelDays(int[] Projects, string TagKey, int From, int To);

/// <summary>Asks the daily totals of users and tags. Time grows with the values of the days asked for, at most <see cref="LabelGuard.MostValues"/> each.</summary>
internal static class LabelQueries
{
    public static async Task<SpendAnswer> AskAsync(CostDb db, OrganisationCalendar calendar, SpendQuestion question, CancellationToken cancellationToken)
    {
        var labels = await DemandAsync(db, calendar, question, cancellationToken);
        return await ReadAsync(db, calendar, question, labels, cancellationToken);
    }

    /// <remarks>
    /// The values of the whole period, the days of all of them together and the days of those that are chosen: each is a walk over the values' days,
    /// but none of them makes a row of an answer for every one. The rest is by difference, so the context has to be a snapshot.
    /// </remarks>
    public static async Task<ChosenAnswer> AskChosenAsync(
        CostDb db,
        OrganisationCalendar calendar,
        SpendQuestion question,
        Func<IReadOnlyList<SpendRow>, IReadOnlyCollection<string>> choose,
        CancellationToken cancellationToken)
    {
        var labels = await DemandAsync(db, calendar, question, cancellationToken);
        var totals = await ReadAsync(db, calendar, question with { Grain = Grain.Total }, labels, cancellationToken);
        var chosen = choose(totals.Rows);
        var all = await ReadAsync(db, calendar, question with { By = [] }, labels, cancellationToken);
        var rows = chosen.Count == 0
            ? []
            : (await ReadAsync(
                db,
                calendar,
                question with { Filters = [.. question.Filters, new(question.By[0], [.. chosen], labels.TagKey)] },
                labels,
                cancellationToken)).Rows;
        return ChosenAnswer.Of(totals.Rows, rows, all.Rows);
    }

    private static async Task<LabelDays> DemandAsync(CostDb db, OrganisationCalendar calendar, SpendQuestion question, CancellationToken cancellationToken)
    {
        var (from, to) = (calendar.DayNumberOf(question.From), calendar.DayNumberOf(question.To));
        if (StartOf(calendar, from) != question.From || StartOf(calendar, to) != question.To)
        {
            throw new UnanswerableException(
                $"Users and tags are totalled by the day of {calendar.Zone.Id}. Ask from and to the beginning of such a day.");
        }

        var isUser = (question.By.Count > 0 ? question.By[0] : question.Filters[0].Dimension) is Dimension.User;
        var tagKey = isUser ? "" : question.TagKey ?? question.Filters[0].TagKey!;
        var projects = await SpendQueries.ProjectsAsync(db, question.Project, cancellationToken);
        await DemandUnfoldedAsync(db, projects, tagKey, from, to, question.Filters, cancellationToken);
        return new(projects, tagKey, from, to);
    }

    private static async Task<SpendAnswer> ReadAsync(
        CostDb db, OrganisationCalendar calendar, SpendQuestion question, LabelDays labels, CancellationToken cancellationToken)
    {
        var isByDay = question.Grain is not Grain.Total;
        var answer = new AnswerBuilder(question.By);
        var sums = Sums(db, labels.Projects, labels.TagKey, labels.From, labels.To, question.Filters, isByDay, isByValue: question.By.Count > 0);
        await foreach (var group in sums.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            answer.Add(isByDay ? calendar.Floor(StartOf(calendar, (int)group.Key.Cut), question.Grain) : question.From, group);
        }

        return answer.Build();
    }

    /// <summary>Users, or tags as <c>key=value</c>, with their cost on the days that the period touches.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<string, long>>> ValuesAsync(
        CostDb db, OrganisationCalendar calendar, ProjectId? project, Dimension dimension, UnixNanos from, UnixNanos to, int most, CancellationToken cancellationToken)
    {
        var projects = await SpendQueries.ProjectsAsync(db, project, cancellationToken);
        var values = await Values(db, projects, dimension is Dimension.User, calendar.DayNumberOf(from), calendar.DayNumberOf(to + -1), most)
            .ToListAsync(cancellationToken);
        return [.. values.Select(v => KeyValuePair.Create(v.TagKey.Length == 0 ? v.Value : $"{v.TagKey}={v.Value}", v.Cost))];
    }

    internal static IQueryable<LabelCost> Values(CostDb db, int[] projects, bool isUser, int first, int last, int most) => db.LabelDays.AsNoTracking()
        .TagWith("DayValues")
        .Where(d => projects.Contains(d.ProjectId) && d.Day >= first && d.Day <= last && (isUser ? d.TagKey == "" : d.TagKey != ""))
        .GroupBy(d => new { d.TagKey, d.Value })
        .Select(g => new LabelCost { TagKey = g.Key.TagKey, Value = g.Key.Value, Cost = g.Sum(d => d.CostNanoUsd) })
        .OrderByDescending(v => v.Cost)
        .ThenBy(v => v.Value)
        .Take(most);

    /// <summary>The first day on which values were folded into "(other)" while one of these has no row of its own.</summary>
    internal static IQueryable<LabelDayRow> Folded(CostDb db, int[] projects, string tagKey, int from, int to, long[] values) => db.LabelDays.AsNoTracking()
        .TagWith("FoldedValues")
        .Where(o => projects.Contains(o.ProjectId) && o.Day >= from && o.Day < to && o.TagKey == tagKey && o.ValueId == LabelGuard.OtherId)
        .Where(o => db.LabelDays.Count(d => d.ProjectId == o.ProjectId && d.Day == o.Day && d.TagKey == tagKey && values.Contains(d.ValueId)) < values.Length)
        .OrderBy(o => o.Day)
        .ThenBy(o => o.ProjectId)
        .Take(1);

    /// <summary>The query of the sums; at most <see cref="SpendQueries.MostGroups"/> rows and one more that tells of too many.</summary>
    internal static IQueryable<GroupSums> Sums(
        CostDb db, int[] projects, string tagKey, int from, int to, IReadOnlyList<SpendFilter> filters, bool isByDay, bool isByValue)
    {
        var rows = db.LabelDays.AsNoTracking()
            .TagWith("LabelSums")
            .Where(d => projects.Contains(d.ProjectId) && d.Day >= from && d.Day < to && d.TagKey == tagKey);
        foreach (var filter in filters)
        {
            var ids = filter.Values.Select(ContentHash.Of).ToArray();
            rows = filter.IsExclude ? rows.Where(d => !ids.Contains(d.ValueId)) : rows.Where(d => ids.Contains(d.ValueId));
        }

        return rows
            .GroupBy(Key(isByDay, isByValue))
            .Select(SpendGroups.Sums<LabelDayRow, LabelDayRow>(d => d, isByDay, isByValue ? 1 : 0))
            .Take(SpendQueries.MostGroups + 1);
    }

    private static Expression<Func<LabelDayRow, GroupKey>> Key(bool isByDay, bool isByValue) => (isByDay, isByValue) switch
    {
        (true, true) => d => new() { Project = d.ProjectId, Cut = d.Day, A = d.Value },
        (true, false) => d => new() { Project = d.ProjectId, Cut = d.Day },
        (false, true) => d => new() { Project = d.ProjectId, A = d.Value },
        (false, false) => d => new() { Project = d.ProjectId },
    };

    // What was folded cannot be told apart any more: kept or left out, a value that may be among it would make a wrong sum.
    private static async Task DemandUnfoldedAsync(
        CostDb db, int[] projects, string tagKey, int from, int to, IReadOnlyList<SpendFilter> filters, CancellationToken cancellationToken)
    {
        var values = filters.SelectMany(f => f.Values).Where(v => v != LabelGuard.Other).Select(ContentHash.Of).Distinct().ToArray();
        if (values.Length > 0 && await Folded(db, projects, tagKey, from, to, values).FirstOrDefaultAsync(cancellationToken) is { } folded)
        {
            var what = tagKey.Length == 0 ? "users" : $"values of the tag '{tagKey}'";
            throw new UnanswerableException(
                $"On {OrganisationCalendar.DayOfNumber(folded.Day):O} project {folded.ProjectId} had more than {LabelGuard.MostValues} {what}. "
                + $"The later ones were added to '{LabelGuard.Other}', and what you filter by may be among them. "
                + "Ask for that day's total without this filter, or open the list of traces (/traces with basis=spent), which filters by every value.");
        }
    }

    private static UnixNanos StartOf(OrganisationCalendar calendar, int day) => calendar.StartOf(OrganisationCalendar.DayOfNumber(day));
}
