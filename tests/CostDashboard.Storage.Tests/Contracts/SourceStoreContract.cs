using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class SourceStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly UnixNanos s_hour = A.Noon.Floor(UnixNanos.PerHour);
    private static readonly SourceKey s_python = new(Door.OtlpHttp, new("opentelemetry python", "1.27.0"));
    private static readonly SourceFigures s_figures = new(1, 10, 5, 1, 2, 3, 4, 0, 6, 7, 8, 9, 11, A.Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_arrived_adds_up_by_source_and_hour_and_of_one_project()
    {
        await using var store = await TEngine.CreateAsync();
        await AddAsync(store, Of(s_hour, s_python), Of(s_hour, s_python with { Door = Door.Json }));
        await AddAsync(store, Of(s_hour, s_python), Of(s_hour + UnixNanos.PerHour, s_python), Of(s_hour, s_python) with { Project = new(2) });
        await store.ReopenAsync();

        var totals = await store.Sources.GetAsync(A.Project, s_hour, Cancel);
        Assert.Equal([new(s_python, s_figures.Plus(s_figures).Plus(s_figures)), new(s_python with { Door = Door.Json }, s_figures)], totals);
        Assert.Equal([new(s_hour, 30, 12), new(s_hour + UnixNanos.PerHour, 10, 4)], await store.Sources.GetHoursAsync(A.Project, s_hour, Cancel));
        Assert.Equal([new SourceTotal(s_python, s_figures)], await store.Sources.GetAsync(A.Project, s_hour + UnixNanos.PerHour, Cancel));
        Assert.Empty(await store.Sources.GetAsync(new(3), s_hour, Cancel));
    }

    [Fact]
    public async Task More_clients_than_are_told_apart_are_others_whoever_counted_them()
    {
        await using var store = await TEngine.CreateAsync();
        for (var batch = 0; batch < 2; batch++)
        {
            await AddAsync(store, [.. Enumerable.Range(0, 80).Select(i => Of(s_hour, new(Door.OtlpGrpc, new($"made up {batch} {i}", ""))))]);
        }

        var rows = await store.Sources.GetAsync(A.Project, s_hour, Cancel);
        Assert.Equal(ISourceStore.MostSources, rows.Count);
        Assert.Equal(new(new(Door.OtlpGrpc, SourceClient.Others), 60 * s_figures.Spans), (rows[0].Source, rows[0].Figures.Spans));
        Assert.Equal(160 * s_figures.Spans, Assert.Single(await store.Sources.GetHoursAsync(A.Project, s_hour, Cancel)).Spans);
    }

    [Fact]
    public async Task What_is_older_than_is_kept_is_forgotten()
    {
        await using var store = await TEngine.CreateAsync();
        await AddAsync(store, Of(s_hour, s_python));
        var later = s_hour + ISourceStore.Kept + UnixNanos.PerHour;
        await store.Sources.AddAsync(new([Of(later, s_python)], []), later, Cancel);

        Assert.Equal([later], (await store.Sources.GetHoursAsync(A.Project, default, Cancel)).Select(hour => hour.Hour));
    }

    [Fact]
    public async Task The_latest_rejections_are_kept_with_the_field_and_the_remedy_and_texts_are_cut()
    {
        await using var store = await TEngine.CreateAsync();
        var told = new SourceRejection(A.Noon, s_python, "chat (0001)", "the trace id is missing", "traceId", "Send 16 bytes.");
        await RejectAsync(store, [.. Enumerable.Range(0, 90).Select(i => told with { At = A.Noon + i })]);
        await RejectAsync(store, [.. Enumerable.Range(90, 30).Select(i => told with { At = A.Noon + i, Reason = i == 119 ? new('x', 9_000) : told.Reason })]);

        var kept = await store.Sources.GetRejectionsAsync(A.Project, Cancel);
        Assert.Equal(Enumerable.Range(20, 100).Reverse().Select(i => A.Noon + i), kept.Select(one => one.At));
        Assert.Equal(SourceRejection.LongestText, kept[0].Reason.Length);
        Assert.Equal(told with { At = A.Noon + 118 }, kept[1]);
        Assert.Empty(await store.Sources.GetRejectionsAsync(new(2), Cancel));
    }

    private static SourceHour Of(UnixNanos hour, SourceKey source) => new(A.Project, hour, source, s_figures);

    private static Task AddAsync(StoreUnderTest store, params SourceHour[] hours) => store.Sources.AddAsync(new(hours, []), A.Noon, Cancel);

    private static Task RejectAsync(StoreUnderTest store, IReadOnlyList<SourceRejection> rejections) =>
        store.Sources.AddAsync(new([], [.. rejections.Select(one => (A.Project, one))]), A.Noon, Cancel);
}

public sealed class SqliteSourceStoreTests : SourceStoreContract<SqliteFile>;

public sealed class SqlServerSourceStoreTests : SourceStoreContract<SqlServerDatabaseOfItsOwn>;
