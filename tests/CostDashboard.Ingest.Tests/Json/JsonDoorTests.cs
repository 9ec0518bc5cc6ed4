using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Ingest.Json;
using CostDashboard.Ingest.Tests.Hosting;
using CostDashboard.Ingest.Tests.Pipeline;

namespace CostDashboard.Ingest.Tests.Json;

public sealed class JsonDoorTests
{
    [Fact]
    public async Task A_list_a_span_and_lines_are_all_taken()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        Assert.Equal("""{"taken":2,"rejected":0,"errors":[],"errors_not_listed":0}""", await ReadAsync(await PostAsync(receiver, """[{"trace_id":"t","name":"a"},{"trace_id":"t","name":"b"}]""")));
        Assert.Equal(1, (await JsonAsync(await PostAsync(receiver, """{"trace_id":"t","name":"c"}"""))).GetProperty("taken").GetInt64());
        Assert.Equal(2, (await JsonAsync(await PostAsync(receiver, "{\"trace_id\":\"t\",\"name\":\"d\"}\n{\"trace_id\":\"t\",\"name\":\"e\"}\n", JsonDoor.Lines))).GetProperty("taken").GetInt64());
        Assert.Equal(2, (await JsonAsync(await PostAsync(receiver, """{"trace_id":"t","spans":[{"name":"f","children":[{"name":"g"}]}]}""", path: JsonDoor.TracesPath))).GetProperty("taken").GetInt64());

        Assert.Equal(["a", "b", "c", "d", "e", "f", "g"], (await StoredAsync(receiver, "t")).Select(s => s.Span.Source.Name).Order());
        Assert.Equal(7, receiver.Get<IIntake>().Of(receiver.Key.Project).Spans);
    }

    [Fact]
    public async Task A_broken_line_costs_its_neighbours_nothing_and_is_told_with_line_field_and_remedy()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var response = await PostAsync(receiver, "{\"trace_id\":\"t\",\"name\":\"a\"}\n{\"start\":\"soon\",\"name\":\"b\"}\n\n{cut\n{\"trace_id\":\"t\",\"name\":\"c\"}", JsonDoor.Lines);

        var answer = await JsonAsync(response);
        Assert.Equal((HttpStatusCode.OK, 2, 2), (response.StatusCode, answer.GetProperty("taken").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        Assert.Equal(
            ["2 start: start is no time between 1970 and 2262", "4 : it is not valid JSON: line 4, byte 2"],
            answer.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("line")} {e.GetProperty("field")}: {e.GetProperty("reason")}"));
        Assert.All(answer.GetProperty("errors").EnumerateArray(), e => Assert.NotEmpty(e.GetProperty("remedy").GetString()!));
        Assert.Equal(["a", "c"], (await StoredAsync(receiver, "t")).Select(s => s.Span.Source.Name).Order());
        Assert.Equal(2, receiver.Get<IIntake>().Of(receiver.Key.Project).Rejected);
    }

    [Fact]
    public async Task Of_many_errors_a_hundred_are_told_and_all_are_counted()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var response = await PostAsync(receiver, string.Join('\n', Enumerable.Repeat("""{"cost":"x"}""", 250)), JsonDoor.Lines);

        var problem = await JsonAsync(response);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal((250, 100, 150), (problem.GetProperty("rejected").GetInt32(), problem.GetProperty("errors").GetArrayLength(), problem.GetProperty("errors_not_listed").GetInt32()));
        Assert.StartsWith("Line 1, cost: cost is not an amount from 0.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_before_a_break_is_stored_and_the_answer_says_how_much_that_is()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var response = await PostAsync(receiver, "[{\"trace_id\":\"t\",\"name\":\"a\"},\n{\"trace_id\":\"t\",\"na");

        var problem = await JsonAsync(response);
        Assert.Equal((HttpStatusCode.BadRequest, 1), (response.StatusCode, problem.GetProperty("taken").GetInt32()));
        Assert.StartsWith("The body is not valid JSON: line 2, byte", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Single(await StoredAsync(receiver, "t"));
        Assert.Equal(1, receiver.Get<IIntake>().Of(receiver.Key.Project).Unreadable);
    }

    [Fact]
    public async Task A_long_body_is_stored_while_it_is_still_being_sent()
    {
        var store = new GateStore();
        await using var receiver = await RunningReceiver.StartAsync(spanStore: store);
        using var sending = new Sending();
        var answer = receiver.PostAsync(sending, JsonDoor.SpansPath);

        await sending.WriteAsync(string.Concat(Enumerable.Range(0, JsonReceiver.SpansPerBatch).Select(i => $$"""{"name":"{{i}}"}""" + "\n")));
        var first = await store.NextAsync();
        Assert.Equal(JsonReceiver.SpansPerBatch, first.Names.Length);
        first.Succeed();

        await sending.WriteAsync("""{"name":"last"}""");
        sending.Complete();
        var last = await store.NextAsync();
        Assert.Equal(["last"], last.Names);
        last.Succeed();
        Assert.Equal(JsonReceiver.SpansPerBatch + 1, (await JsonAsync(await answer)).GetProperty("taken").GetInt32());
    }

    [Fact]
    public async Task While_the_queue_is_full_reading_waits()
    {
        var store = new GateStore();
        await using var receiver = await RunningReceiver.StartAsync(new() { MostQueuedSpans = 1 }, store);
        var first = PostAsync(receiver, """{"name":"first"}""");
        var commit = await store.NextAsync();
        var second = PostAsync(receiver, """{"name":"second"}""");

        commit.Succeed();
        var next = await store.NextAsync();
        Assert.Equal(["second"], next.Names);
        next.Succeed();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await first).StatusCode, (await second).StatusCode));
    }

    [Fact]
    public async Task Where_the_store_fails_midway_the_answer_says_what_was_taken_and_where_to_go_on()
    {
        var store = new GateStore();
        await using var receiver = await RunningReceiver.StartAsync(new() { RetryAfter = TimeSpan.FromSeconds(7) }, store);
        var lines = string.Concat(Enumerable.Range(0, 2 * JsonReceiver.SpansPerBatch).Select(i => $$"""{"trace_id":"t","span_id":"{{i}}"}""" + "\n"));
        var answer = PostAsync(receiver, lines, JsonDoor.Lines);
        (await store.NextAsync()).Succeed();
        (await store.NextAsync()).Fail(new StoreUnavailableException("busy"));

        var response = await answer;
        var problem = await JsonAsync(response);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "7"), (response.StatusCode, response.Headers.RetryAfter?.ToString()));
        Assert.Equal((JsonReceiver.SpansPerBatch, JsonReceiver.SpansPerBatch + 1), (problem.GetProperty("taken").GetInt32(), problem.GetProperty("next_line").GetInt32()));
    }

    [Fact]
    public async Task The_same_request_again_with_its_key_changes_nothing()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        const string Body = """[{"trace_id":"t","model":"gpt-4o-mini"},{"trace_id":"t","model":"gpt-4o-mini"}]""";

        var answers = new[] { await SendAsync("k1"), await SendAsync("k1"), await SendAsync("k2") };

        Assert.Single(answers.Distinct());
        Assert.Equal(4, (await StoredAsync(receiver, "t")).Count);

        async Task<string> SendAsync(string key)
        {
            using var content = new StringContent(Body, Encoding.UTF8, JsonDoor.Json);
            content.Headers.Add(JsonDoor.IdempotencyKey, key);
            return await ReadAsync(await receiver.PostAsync(content, JsonDoor.SpansPath));
        }
    }

    [Theory]
    [InlineData(401, JsonDoor.Json, null, null)]
    [InlineData(401, JsonDoor.Json, null, "cd_unknown_0123456789012345678901234567890")]
    [InlineData(415, JsonDoor.Json, "br", RunningReceiver.Secret)]
    public async Task What_cannot_be_taken_is_refused_as_problem_details(int status, string contentType, string? encoding, string? secret)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var response = await receiver.PostAsync("{}"u8.ToArray(), contentType, JsonDoor.SpansPath, encoding, secret);

        Assert.Equal(((HttpStatusCode)status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.NotEmpty((await JsonAsync(response)).GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task Gzip_is_unpacked_and_half_of_it_is_noticed()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var lines = string.Concat(Enumerable.Range(0, 3_000).Select(i => $$"""{"trace_id":"t","span_id":"{{Guid.NewGuid()}}"}""" + "\n"));
        var packed = Gzip(lines);

        var whole = await receiver.PostAsync(packed, JsonDoor.Lines, JsonDoor.SpansPath, "gzip");
        var half = await receiver.PostAsync(packed[..(packed.Length / 2)], JsonDoor.Lines, JsonDoor.SpansPath, "gzip");

        Assert.Equal(3_000, (await JsonAsync(whole)).GetProperty("taken").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, half.StatusCode);
        Assert.StartsWith("The body is not whole gzip.", (await JsonAsync(half)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static Task<HttpResponseMessage> PostAsync(RunningReceiver receiver, string body, string contentType = JsonDoor.Json, string path = JsonDoor.SpansPath) =>
        receiver.PostAsync(Encoding.UTF8.GetBytes(body), contentType, path);

    private static Task<string> ReadAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => JsonDocument.Parse(await ReadAsync(response)).RootElement;

    private static Task<IReadOnlyList<PricedSpan>> StoredAsync(RunningReceiver receiver, string trace) =>
        receiver.StoredAsync([new(receiver.Key.Project, ForeignIds.TraceOf(Encoding.UTF8.GetBytes(trace)))]);

    /// <summary>A body that the test writes piece by piece.</summary>
    private sealed class Sending : HttpContent
    {
        private readonly System.IO.Pipelines.Pipe _pipe = new();

        internal Sending() => Headers.TryAddWithoutValidation("Content-Type", JsonDoor.Lines);

        internal async Task WriteAsync(string text)
        {
            await _pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
        }

        internal void Complete() => _pipe.Writer.Complete();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            while (true)
            {
                var read = await _pipe.Reader.ReadAsync();
                foreach (var piece in read.Buffer)
                {
                    await stream.WriteAsync(piece);
                }

                await stream.FlushAsync();
                _pipe.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
