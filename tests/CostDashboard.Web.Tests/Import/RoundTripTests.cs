using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CostDashboard.Core.Spend;
using CostDashboard.Ingest.Import;
using CostDashboard.Web.Tests.Api;

namespace CostDashboard.Web.Tests.Import;

/// <summary>Random traces, repeatable by their seeds, go out and come in by every way, over a real database.</summary>
public sealed class RoundTripTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private const int Traces = 12;

    private static readonly string[] s_models = ["gpt-4o-mini", "gpt-4o", "house-model-9"];

    private Dashboard Dashboard => running.Dashboard;

    [Fact]
    public async Task What_was_sent_by_any_door_in_any_order_and_twice_is_exported_and_imported_with_identical_totals()
    {
        var other = await Dashboard.MakeKeyAsync("other");
        for (var seed = 1; seed <= Traces; seed++)
        {
            var (random, trace) = (new Random(seed), $"{seed:x32}");
            var spans = Tree(random);

            // Each span once or twice, by one door or the other, in an order of its own.
            Sent[] sent = [.. spans, .. spans.Where(_ => random.Next(3) == 0)];
            random.Shuffle(sent);
            foreach (var chunk in sent.Chunk(random.Next(1, 5)))
            {
                await SendAsync(random, trace, chunk);
            }

            await ImportAsync(await ExportAsync(trace, Dashboard.Key), other);

            Assert.Equal(await TraceAsync(trace, Dashboard.Key), await TraceAsync(trace, other));
            Assert.Equal(await ExportAsync(trace, Dashboard.Key), await ExportAsync(trace, other));
        }

        const string Day = "/api/v1/spend?from=2026-08-06&to=2026-08-07&by=model&by=customer";
        var (before, after) = (await Dashboard.AskAsync(Day), await Dashboard.AskAsync(Day, key: other));
        Assert.NotEqual("0", before.GetProperty("total").GetProperty("costUsd").GetString());
        Assert.Equal(before.GetRawText(), after.GetRawText());
        var report = await Dashboard.Get<ILedger>().VerifyAsync(null, TestContext.Current.CancellationToken);
        Assert.True(report.TiesOut, string.Join('\n', report.Differences));
    }

    private static Sent[] Tree(Random random) =>
    [
        .. Enumerable.Range(1, random.Next(3, 12)).Select(i =>
        {
            var start = random.Next(0, 900);
            var call = Sending.Call(s_models[random.Next(s_models.Length)], random.Next(1, 5_000), random.Next(0, 500), random.Next(4) == 0 ? "invoke_agent" : "chat");
            (string, object)[] attributes = random.Next(3) switch
            {
                0 => [("customer_id", $"c{random.Next(3)}"), ("feature", $"f{random.Next(2)}")],
                1 => [.. call, ("gen_ai.usage.cache_read.input_tokens", random.Next(0, 500))],
                _ => call,
            };
            return new Sent($"{i:x}", i == 1 ? null : $"{random.Next(1, i):x}", $"step {random.Next(4)}", start, start + random.Next(1, 900), attributes);
        }),
    ];

    private Task SendAsync(Random random, string trace, Sent[] spans) => random.Next(2) == 0
        ? PostAsync("/v1/traces", "application/json", Sending.Json(trace, Sending.Noon, spans), Dashboard.Key)
        : PostAsync("/api/v1/spans", "application/x-ndjson", string.Join('\n', spans.Select(span => Plain(trace, span).ToJsonString())), Dashboard.Key);

    private static JsonObject Plain(string trace, Sent span) => new()
    {
        ["trace_id"] = trace,
        ["span_id"] = Sending.SpanId(span.Id),
        ["parent_id"] = span.Parent is null ? null : Sending.SpanId(span.Parent),
        ["name"] = span.Name,
        ["kind"] = "client",
        ["start"] = Sending.Noon.AddMilliseconds(span.Start).ToString("O", CultureInfo.InvariantCulture),
        ["end"] = Sending.Noon.AddMilliseconds(span.End).ToString("O", CultureInfo.InvariantCulture),
        ["resource"] = new JsonObject { ["service.name"] = "bot", ["service.version"] = "4.2.0", ["deployment.environment.name"] = "production" },
        ["attributes"] = new JsonObject(span.Attributes.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)(a.Value is int number ? JsonValue.Create(number) : JsonValue.Create((string)a.Value))))),
    };

    private async Task PostAsync(string path, string contentType, string body, string key)
    {
        using var client = new HttpClient { BaseAddress = Dashboard.Addresses.Web };
        client.DefaultRequestHeaders.Add("x-api-key", key);
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var answer = await client.PostAsync(path, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task ImportAsync(string otlp, string key)
    {
        var file = Path.Combine(Dashboard.Folder, "trace.otlp.json");
        await File.WriteAllTextAsync(file, otlp, TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        var sender = new ImportSender(http, Dashboard.Addresses.Web, key, TimeProvider.System, _ => { });
        var all = await ImportFile.RunAsync(file, Dashboard.Addresses.Web, sender, new Progress<ImportProgress>(), TestContext.Current.CancellationToken);
        Assert.Equal(0, all.Rejected);
    }

    private async Task<string> ExportAsync(string trace, string key) => (await Dashboard.AskAsync($"/api/v1/traces/{trace}/otlp", key: key)).GetRawText();

    private async Task<string> TraceAsync(string trace, string key)
    {
        var node = JsonNode.Parse((await Dashboard.AskAsync($"/api/v1/traces/{trace}", key: key)).GetRawText())!.AsObject();
        Assert.True(node.Remove("project") && node.Remove("projectId"));
        return node.ToJsonString();
    }
}
