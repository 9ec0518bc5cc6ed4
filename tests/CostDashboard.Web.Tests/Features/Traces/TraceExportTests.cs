using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces.Export;

namespace CostDashboard.Web.Tests.Features.Traces;

public sealed class TraceExportTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private const string Hostile = "=cmd|'/c calc'!A0,\"<script>alert(1)</script>\"\r\n\u202e🙂";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_has_the_list_in_its_order_and_sums_to_its_total()
    {
        var store = new InMemoryStore();
        await store.CommitAsync([.. Enumerable.Range(0, 700).Select(i => A.Span($"s{i}", trace: $"t{i}", start: i, tokens: new(i, 0, 0, 0, 0), usd: 0.000000001m * (i * i)))], Cancel);
        var question = new TraceQuestion(A.Project, A.Noon, Questions.Now, [], TraceSort.Cost);
        var list = await store.ListAsync(question with { Limit = 500 }, Cancel);

        var lines = (await CsvAsync(store.ReadAllAsync(question, Cancel))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(list.Count + 1, lines.Length);
        Assert.Equal(list.Rows.Select(t => t.Key.Trace.ToString()), lines.Skip(1).Take(500).Select(line => line.Split(',')[0]));
        Assert.Equal(list.CostNanoUsd, lines.Skip(1).Sum(line => decimal.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture)) * 1_000_000_000m);
    }

    [Fact]
    public async Task No_cell_begins_like_a_formula_and_what_is_not_known_is_left_empty()
    {
        var store = new InMemoryStore();
        await store.CommitAsync([A.Span("a", name: Hostile, model: Hostile, service: Hostile, tokens: new(1, 0, 0, 0, 0), attribution: new(Hostile, Hostile, Hostile, Hostile, Hostile))], Cancel);
        var all = store.ReadAllAsync(new(A.Project, A.Noon, Questions.Now, []), Cancel);

        var csv = (await CsvAsync(all))[TraceSheet.Head.Length..];
        var json = new StringBuilder();
        TraceSheet.AppendJson(json, await all.FirstAsync(Cancel), Questions.Context("/traces"));

        Assert.Equal(8, csv.Split("\"'=cmd").Length - 1);
        Assert.DoesNotContain(",=", csv, StringComparison.Ordinal);
        Assert.EndsWith(",\r\n", csv, StringComparison.Ordinal);
        var row = JsonDocument.Parse(json.ToString()).RootElement;
        Assert.Equal((Hostile, JsonValueKind.Null), (row.GetProperty("session").GetString(), row.GetProperty("costUsd").ValueKind));
        Assert.Single(json.ToString(), '\n');
        Assert.DoesNotContain("<script>", json.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_is_read_than_is_taken_and_who_goes_ends_it()
    {
        var pipe = new Pipe(new(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024, useSynchronizationContext: false));
        using var left = new CancellationTokenSource();
        var (read, row) = (0, new string('x', 1_000));

        var writing = TraceExport.WriteAsync(pipe.Writer.AsStream(), EndlessAsync(left.Token), "", (text, line) => text.Append(line), left.Token);
        for (var taken = 0L; taken < 4 * 1024 * 1024;)
        {
            var piece = await pipe.Reader.ReadAsync(Cancel);
            taken += piece.Buffer.Length;
            pipe.Reader.AdvanceTo(piece.Buffer.End);

            // What the pipe holds, one batch beside it, and what the reader took meanwhile.
            Assert.InRange(Volatile.Read(ref read) * 1_000L, 0, taken + (1024 * 1024));
        }

        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);

        async IAsyncEnumerable<string> EndlessAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Interlocked.Increment(ref read);
                yield return row;
                await Task.CompletedTask;
            }
        }
    }

    [Fact]
    public async Task Files_and_choices_are_for_who_is_signed_in()
    {
        using var stranger = running.Dashboard.Browse();
        foreach (var path in (string[])["/traces.csv", "/traces.ndjson", "/traces/complete?text=mo&at=2"])
        {
            using var answer = await stranger.GetAsync(path);

            Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Redirect, HttpStatusCode.Unauthorized]);
        }
    }

    private static async Task<string> CsvAsync(IAsyncEnumerable<TraceSummary> traces)
    {
        using var to = new MemoryStream();
        var context = Questions.Context("/traces");
        await TraceExport.WriteAsync(to, traces, TraceSheet.Head, (text, trace) => TraceSheet.AppendCsv(text, trace, context), Cancel);
        return Encoding.UTF8.GetString(to.ToArray());
    }
}
