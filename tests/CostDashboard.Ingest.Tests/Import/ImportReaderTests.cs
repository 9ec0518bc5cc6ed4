using System.Text;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Import;
using CostDashboard.Ingest.Json;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Tests.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Import;

public sealed class ImportReaderTests
{
    private const string Trace = "5b8efff798038103d269b633813fc60c";

    private const string Otlp = """
        {"resourceSpans":[
          {"scopeSpans":[{"scope":{"name":"one"},"spans":[{"traceId":"T","spanId":"eee19b7ec3c1b174","name":"a"},{"traceId":"T","spanId":"eee19b7ec3c1b175","name":"b"}]},
                         {"spans":[{"traceId":"T","spanId":"eee19b7ec3c1b176","name":"c"}]}],
           "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]}},
          {"scopeSpans":[{"spans":[{"traceId":"T","spanId":"eee19b7ec3c1b177","name":"d"}]}]}]}
        """;

    [Fact]
    public async Task Requests_of_otlp_keep_every_span_its_resource_and_its_scope()
    {
        var spans = await SpansAsync(Otlp);

        Assert.Equal(["a one api", "b one api", "c  api", "d  "], spans.Select(s => $"{s.Name} {s.Origin.ScopeName} {s.Origin.Resource.Text("service.name")}"));
    }

    [Fact]
    public async Task The_older_names_lines_of_a_collector_and_answers_of_tempo_are_the_same_spans()
    {
        var expected = await SpansAsync(Otlp);
        var older = Otlp.Replace("resourceSpans", "batches", StringComparison.Ordinal).Replace("scopeSpans", "instrumentationLibrarySpans", StringComparison.Ordinal)
            .Replace("\"scope\"", "\"instrumentationLibrary\"", StringComparison.Ordinal);

        Assert.Equal(expected, await SpansAsync(older), SameSpan.Instance);
        Assert.Equal(expected, await SpansAsync($$"""{"status":"COMPLETE","trace":{{older}}}"""), SameSpan.Instance);
        Assert.Equal([.. expected, .. expected], await SpansAsync(OneLine(Otlp) + "\n" + OneLine(Otlp)), SameSpan.Instance);
    }

    [Fact]
    public async Task A_span_without_an_envelope_gets_one_and_ids_of_its_bytes_where_it_has_none()
    {
        const string Json = """{"name":"ChatCompletion","attributes":[{"key":"llm.model_name","value":{"stringValue":"gpt-5-nano"}}]}""";

        var (first, again) = (Assert.Single(await SpansAsync(Json)), Assert.Single(await SpansAsync(Json)));

        Assert.Equal(("ChatCompletion", first.Key), (first.Name, again.Key));
        Assert.NotEqual(first.Key, Assert.Single(await SpansAsync(Json.Replace("nano", "mini", StringComparison.Ordinal))).Key);
    }

    [Fact]
    public async Task A_trace_of_jaeger_is_read_with_its_processes_tags_logs_and_short_ids()
    {
        var spans = await SpansAsync("""
            {"data":[{"traceID":"8efff798038103d269b633813fc60c","spans":[
               {"traceID":"8efff798038103d269b633813fc60c","spanID":"1","operationName":"request","references":[],"startTime":1786017600000000,"duration":2000000,"processID":"p1",
                "tags":[{"key":"span.kind","type":"string","value":"server"},{"key":"error","type":"bool","value":true},{"key":"otel.scope.name","type":"string","value":"http"}]},
               {"spanID":"2","operationName":"chat gpt-4o","references":[{"refType":"CHILD_OF","traceID":"x","spanID":"1"}],"startTime":1786017600000001,"duration":5,"processID":"p2",
                "tags":[{"key":"gen_ai.request.model","type":"string","value":"gpt-4o"},{"key":"gen_ai.usage.input_tokens","type":"int64","value":1200},{"key":"gen_ai.usage.output_tokens","type":"int64","value":80}],
                "logs":[{"timestamp":1786017600000003,"fields":[{"key":"event","type":"string","value":"first token"},{"key":"n","type":"int64","value":1}]}]}],
              "processes":{"p1":{"serviceName":"api","tags":[{"key":"service.version","type":"string","value":"2.8"}]},"p2":{"serviceName":"llm"}}}],
             "total":0,"errors":null}
            """);

        Assert.Equal(["00" + "8efff798038103d269b633813fc60c"], spans.Select(s => s.Key.Trace.ToString()).Distinct());
        Assert.Equal(["request 0000000000000001  api", "chat gpt-4o 0000000000000002 0000000000000001 llm"], spans.Select(s => $"{s.Name} {s.Key.Span} {s.Parent} {s.Origin.Resource.Text("service.name")}"));
        Assert.Equal((OtelSpanKind.Server, SpanStatusCode.Error, "http", A.Noon, A.Noon + 2_000_000_000), (spans[0].Kind, spans[0].Status.Code, spans[0].Origin.ScopeName, spans[0].Start, spans[0].End));
        Assert.Equal((A.Noon + 3_000, "first token"), (spans[1].Events.Single().Time, spans[1].Events.Single().Name));
        Assert.Equal(new Usage(1200, 0, 0, 0, 80, 0), Read(spans[1]).Call!.Usage);
    }

    [Fact]
    public async Task An_export_of_langfuse_is_read_by_what_its_sender_stated()
    {
        var spans = await SpansAsync("""
            {"trace":{"id":"T","name":"chat","userId":"u-1","sessionId":"s-1","tags":["prod"],"environment":"production"},
             "observations":[
              {"id":"95f4f51edeb603d9","traceId":"T","type":"SPAN","name":"root","startTime":"2026-08-06T12:00:00.000Z","endTime":"2026-08-06T12:00:02.000Z","parentObservationId":null,"level":"DEFAULT","metadata":"{}"},
              {"id":"83517f9062f5ada4","traceId":"T","type":"GENERATION","name":"answer","startTime":"2026-08-06T12:00:00.500Z","endTime":"2026-08-06T12:00:01.500Z","parentObservationId":"95f4f51edeb603d9",
               "level":"ERROR","statusMessage":"cut","model":"gpt-4o","usageDetails":{"input":41,"output":3,"total":44},"costDetails":{"total":0.5},"providedCostDetails":{}},
              {"id":"83517f9062f5ada5","traceId":"T","type":"GENERATION","name":"otel","startTime":"2026-08-06T12:00:00.600Z","endTime":null,"parentObservationId":"95f4f51edeb603d9","model":"gpt-4o",
               "usageDetails":{"input":5,"output":94,"total":99},"metadata":"{\"attributes\":{\"gen_ai.operation.name\":\"chat\",\"gen_ai.request.model\":\"gpt-4o\",\"gen_ai.usage.input_tokens\":\"20\"},\"resourceAttributes\":{\"service.name\":\"api\"},\"scope\":{\"name\":\"sdk\",\"version\":\"1\"}}"}]}
            """);

        Assert.Equal([null, spans[0].Key.Span, spans[0].Key.Span], spans.Select(s => s.Parent));
        var (answer, otel) = (Read(spans[1]), Read(spans[2]));
        Assert.Equal((new Usage(41, 0, 0, 0, 3, 0), null, new SpanStatus(SpanStatusCode.Error, "cut")), (answer.Call!.Usage, answer.Call.ReportedCost, spans[1].Status));
        Assert.Equal(("u-1", "s-1", "production"), (answer.Attribution.User, answer.Attribution.Session, answer.Attribution.Environment));
        Assert.Equal((20, 0, "api", "sdk"), (otel.Call!.Usage.Input, otel.Call.Usage.Output, otel.Service, spans[2].Origin.ScopeName));
    }

    [Fact]
    public async Task A_batch_for_langfuses_ingestion_is_read_with_its_updates_in_any_order()
    {
        var spans = await SpansAsync("""
            {"batch":[
              {"id":"e1","type":"generation-update","timestamp":"2026-08-06T12:00:03Z","body":{"id":"gen-1","endTime":"2026-08-06T12:00:02Z","usage":{"input":10,"output":4,"unit":"TOKENS"}}},
              {"id":"e2","type":"generation-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"gen-1","traceId":"litellm-test-1","name":"litellm-acompletion","startTime":"2026-08-06T12:00:00Z","model":"gpt-4o","usage":null}},
              {"id":"e3","type":"trace-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"litellm-test-1","userId":"u-1"}},
              {"id":"e4","type":"score-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"x","value":1}}],"metadata":null}
            """);

        Assert.Equal(2, spans.Count);
        var (trace, span) = (spans[0], spans[1]);
        Assert.Equal((ForeignIds.TraceOf("litellm-test-1"u8), null, A.Noon, A.Noon + 2_000_000_000), (trace.Key.Trace, trace.Parent, trace.Start, trace.End));
        Assert.Equal(
            (trace.Key.Trace, ForeignIds.SpanOf("gen-1"u8), trace.Key.Span, A.Noon, A.Noon + 2_000_000_000), (span.Key.Trace, span.Key.Span, span.Parent, span.Start, span.End));
        var read = Read(span);
        Assert.Equal(("gpt-4o", new Usage(10, 0, 0, 0, 4, 0), "u-1"), (read.Call!.Model, read.Call.Usage, Read(trace).Attribution.User));
    }

    [Fact]
    public async Task Our_own_spans_and_traces_go_on_as_they_are()
    {
        const string Json = "{\"name\":\"a\"}\n{\"trace_id\":\"t\",\n\"spans\":[{\"name\":\"b\"}]}\n{\"name\":\"c\"}";

        var batches = await BatchesAsync(Json);

        Assert.Equal(
            [(JsonDoor.SpansPath, "{\"name\":\"a\"}\n"), (JsonDoor.TracesPath, "{\"trace_id\":\"t\", \"spans\":[{\"name\":\"b\"}]}\n"), (JsonDoor.SpansPath, "{\"name\":\"c\"}\n")],
            batches.Select(b => (b.Path, Encoding.UTF8.GetString(b.Body))));
        Assert.Equal(["{\"name\":\"a\"}\n{\"name\":\"b\"}\n"], (await BatchesAsync("""[{"name":"a"},{"name":"b"}]""")).Select(b => Encoding.UTF8.GetString(b.Body)));
    }

    [Fact]
    public async Task A_large_file_leaves_in_requests_of_bounded_size_which_are_the_same_each_time()
    {
        var spans = string.Join(',', Enumerable.Range(1, 5_000).Select(i => $$"""{"traceId":"{{Trace}}","spanId":"{{i:x16}}","name":"{{new string('n', 1_500)}}"}"""));
        var json = $$$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{{spans}}}]}]}]}""";

        var (once, again) = (await BatchesAsync(json), await BatchesAsync(json));

        Assert.Equal(5_000, once.Sum(b => b.Items));
        Assert.All(once, b => Assert.InRange(b.Body.Length, 1, ImportBatches.MostBytes + 10_000));
        Assert.All(once, b => Assert.InRange(b.Items, 1, ImportBatches.MostItems));
        Assert.Equal(once.Select(b => b.IdempotencyKey), again.Select(b => b.IdempotencyKey));
        Assert.Equal(5_000, once.SelectMany(b => OtlpDecoder.Decode(b.Body, OtlpEncoding.Json, A.Project).Spans).Select(s => s.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[]}]},\n{\"scope", "the file is not valid JSON: line 2, byte ")]
    [InlineData("\n\nno json", "the file is not valid JSON: line 3, byte ")]
    [InlineData("[1]", "line 1: there is no JSON object where a span or a trace is expected")]
    [InlineData("{\"data\":[\n{\"id\":\"x\"}]}", "line 2: an item of 'data' is neither a trace of Jaeger nor an observation of Langfuse")]
    [InlineData("{\"data\":[{\"traceID\":\"1\",\"spans\":[{\"spanID\":\"1\",\"startTime\":\"soon\",\"duration\":1}]}]}", "startTime of a span of Jaeger is not a number of microseconds")]
    [InlineData("{\"observations\":[{\"id\":\"o\"}]}", "the observation 'o' of Langfuse has no startTime")]
    [InlineData("{\"resourceLogs\":[]}", "line 1: these are logs or metrics; only traces are imported")]
    public async Task What_cannot_be_read_is_told_with_its_place(string json, string message)
    {
        var mistake = await Assert.ThrowsAsync<ImportException>(() => BatchesAsync(json));

        Assert.StartsWith(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_before_a_break_is_sent_first()
    {
        using var reader = new ImportReader(new MemoryStream("{\"name\":\"a\"}\n{\"name\":"u8.ToArray()));
        var given = new List<ImportBatch>();

        await Assert.ThrowsAsync<ImportException>(async () =>
        {
            await foreach (var batch in reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                given.Add(batch);
            }
        });

        Assert.Equal("{\"name\":\"a\"}\n", Encoding.UTF8.GetString(Assert.Single(given).Body));
    }

    private static NormalizedSpan Read(DecodedSpan span) => SpanNormalizer.Normalize(span, 0, AttributeLookup.Default);

    private static string OneLine(string json) => json.ReplaceLineEndings(" ").Trim();

    private static async Task<List<ImportBatch>> BatchesAsync(string json)
    {
        using var reader = new ImportReader(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        var batches = new List<ImportBatch>();
        await foreach (var batch in reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            batches.Add(batch);
        }

        return batches;
    }

    private static async Task<IReadOnlyList<DecodedSpan>> SpansAsync(string json)
    {
        var spans = new List<DecodedSpan>();
        foreach (var batch in await BatchesAsync(json.Replace("\"T\"", $"\"{Trace}\"", StringComparison.Ordinal)))
        {
            var decoded = OtlpDecoder.Decode(batch.Body, OtlpEncoding.Json, A.Project);
            Assert.Empty(decoded.Rejections);
            spans.AddRange(decoded.Spans);
        }

        return spans;
    }
}
