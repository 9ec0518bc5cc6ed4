using CostDashboard.Core.Annotations;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Annotations;

/// <inheritdoc />
internal sealed class AnnotationStore(IDatabase database) : IAnnotationStore
{
    public Task SaveAsync(IReadOnlyList<SpanAnnotation> annotations, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            foreach (var ofProject in annotations.GroupBy(one => one.Trace.Project.Value))
            {
                long[] numbers = [.. ofProject.Select(one => ContentHash.Of(one.Id)).Distinct()];
                var rows = await ByNumber(db, ofProject.Key, numbers).ToDictionaryAsync(row => row.Number, cancellationToken);
                foreach (var one in ofProject)
                {
                    var number = ContentHash.Of(one.Id);
                    if (!rows.TryGetValue(number, out var row))
                    {
                        rows[number] = row = new() { ProjectId = ofProject.Key, Number = number, AtNanos = long.MinValue };
                        db.Annotations.Add(row);
                    }

                    if (one.At.Value >= row.AtNanos)
                    {
                        Write(row, one);
                    }
                }
            }

            return await db.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    public async Task<IReadOnlyList<SpanAnnotation>> ListAsync(TraceKey trace, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var rows = await OfTrace(db, trace.Project.Value, trace.Trace.ToBytes(), IAnnotationStore.MostRead).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new SpanAnnotation(
                row.Id, trace, row.SpanId is { } span ? SpanId.FromInt64(span) : null, row.Name, row.Kind, row.Value, row.Text, row.Comment, row.Source, new(row.AtNanos))),
        ];
    }

    internal static IQueryable<AnnotationRow> ByNumber(CostDb db, int project, long[] numbers) =>
        db.Annotations.TagWith("AnnotationsByNumber").Where(row => row.ProjectId == project && numbers.Contains(row.Number));

    internal static IQueryable<AnnotationRow> OfTrace(CostDb db, int project, byte[] trace, int most) => db.Annotations.AsNoTracking()
        .TagWith("AnnotationsOfTrace")
        .Where(row => row.ProjectId == project && row.TraceId == trace)
        .OrderByDescending(row => row.AtNanos)
        .ThenBy(row => row.Number)
        .Take(most);

    private static void Write(AnnotationRow row, SpanAnnotation one)
    {
        row.Id = StorableText.Mend(one.Id);
        row.TraceId = one.Trace.Trace.ToBytes();
        row.SpanId = one.Span?.ToInt64();
        row.Name = StorableText.Mend(one.Name);
        row.Kind = one.Kind;
        row.Value = one.Number;
        row.Text = one.Text is null ? null : StorableText.Mend(one.Text);
        row.Comment = StorableText.Mend(one.Comment);
        row.Source = StorableText.Mend(one.Source);
        row.AtNanos = one.At.Value;
    }
}
