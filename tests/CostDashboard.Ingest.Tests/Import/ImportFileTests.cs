using System.IO.Compression;
using System.Net;
using System.Text;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Import;
using CostDashboard.Ingest.Tests.Hosting;

namespace CostDashboard.Ingest.Tests.Import;

public sealed class ImportFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_is_sent_packed_or_not_and_leaves_no_note(bool isPacked)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var file = Write("""[{"trace_id":"t","span_id":"1"},{"trace_id":"t","span_id":"2"},{"start":"soon"}]""", isPacked);
        var told = new Told();

        var all = await ImportFile.RunAsync(file, receiver.Http.BaseAddress!, Sender(receiver), told, TestContext.Current.CancellationToken);

        Assert.Equal((1d, 2, 1), (all.Share, all.Taken, all.Rejected));
        Assert.StartsWith("start: start is no time between 1970 and 2262. Send ISO-8601", Assert.Single(told.All).Reason, StringComparison.Ordinal);
        Assert.Equal(2, (await StoredAsync(receiver)).Count);
        Assert.Equal([file], Directory.GetFiles(_folder));
        Assert.Equal(0, receiver.Get<IIntake>().Of(receiver.Key.Project).Late);
    }

    [Fact]
    public async Task What_was_sent_is_not_sent_again_after_a_break()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var lines = Enumerable.Range(0, 2 * ImportBatches.MostItems).Select(i => $$"""{"trace_id":"t","span_id":"{{i}}"}""");
        var file = Write(string.Join('\n', lines), isPacked: false);
        var link = new Link { Fails = 2 };
        using var http = new HttpClient(link) { BaseAddress = receiver.Http.BaseAddress };

        await Assert.ThrowsAsync<ImportException>(() => ImportFile.RunAsync(file, http.BaseAddress!, Sender(receiver, http), new Told(), TestContext.Current.CancellationToken));
        Assert.Equal(ImportBatches.MostItems, (await StoredAsync(receiver)).Count);
        link.Fails = 0;
        var all = await ImportFile.RunAsync(file, http.BaseAddress!, Sender(receiver, http), new Told(), TestContext.Current.CancellationToken);

        Assert.Equal((2 * ImportBatches.MostItems, 3), (all.Taken, link.Sent));
        Assert.Equal(2 * ImportBatches.MostItems, (await StoredAsync(receiver)).Count);
        Assert.Equal([file], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_dashboard_that_says_later_is_asked_again_when_it_said()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var file = Write("""{"trace_id":"t"}""", isPacked: false);
        using var http = new HttpClient(new Link { Later = 2 }) { BaseAddress = receiver.Http.BaseAddress };
        var said = new List<string>();
        var sender = new ImportSender(http, http.BaseAddress!, RunningReceiver.Secret, TimeProvider.System, said.Add);

        var all = await ImportFile.RunAsync(file, http.BaseAddress!, sender, new Told(), TestContext.Current.CancellationToken);

        Assert.Equal(1, all.Taken);
        Assert.Equal(["busy; trying again in 0 s", "busy; trying again in 0 s"], said);
    }

    [Fact]
    public async Task A_wrong_key_a_missing_file_and_an_empty_one_are_told()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var file = Write("""{"trace_id":"t"}""", isPacked: false);
        var wrong = new ImportSender(receiver.Http, receiver.Http.BaseAddress!, "cd_wrong_012345678901234567890123456789", TimeProvider.System, _ => { });

        Assert.Equal("the dashboard refuses it with 401: The API key is unknown or revoked.", await MessageAsync(file, wrong));
        Assert.Equal("there is no such file", await MessageAsync(file + ".not", wrong));
        Assert.Equal("there is no span in it", await MessageAsync(Write("[]", isPacked: false), wrong));

        async Task<string> MessageAsync(string path, ImportSender sender) => (await Assert.ThrowsAsync<ImportException>(
            () => ImportFile.RunAsync(path, receiver.Http.BaseAddress!, sender, new Told(), TestContext.Current.CancellationToken))).Message;
    }

    private static ImportSender Sender(RunningReceiver receiver, HttpClient? http = null) =>
        new(http ?? receiver.Http, receiver.Http.BaseAddress!, RunningReceiver.Secret, TimeProvider.System, _ => { });

    private static Task<IReadOnlyList<PricedSpan>> StoredAsync(RunningReceiver receiver) => receiver.StoredAsync([new(receiver.Key.Project, ForeignIds.TraceOf("t"u8))]);

    private string Write(string json, bool isPacked)
    {
        var path = Path.Combine(_folder, isPacked ? "spans.json.gz" : "spans.json");
        using Stream file = File.Create(path);
        using var packed = isPacked ? new GZipStream(file, CompressionLevel.Fastest) : file;
        packed.Write(Encoding.UTF8.GetBytes(json));
        return path;
    }

    private sealed class Told : IProgress<ImportProgress>
    {
        internal List<ImportProgress> All { get; } = [];

        public void Report(ImportProgress value) => All.Add(value);
    }

    /// <summary>A way to the receiver on which requests are refused, or told to come later, as a test asks.</summary>
    private sealed class Link() : DelegatingHandler(new SocketsHttpHandler())
    {
        internal int Sent { get; private set; }

        /// <summary>From this request on, counted from 1, they are refused; 0 for none.</summary>
        internal int Fails { get; set; }

        internal int Later { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent++;
            if (Fails > 0 && Sent >= Fails)
            {
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden));
            }

            if (Later-- > 0)
            {
                var later = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("""{"detail":"busy"}""") };
                later.Headers.RetryAfter = new(TimeSpan.Zero);
                return Task.FromResult(later);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
