using System.Text;
using CostDashboard.Ingest.Import;
using CostDashboard.Ingest.Json;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Fuzz;

/// <summary>Broken plain JSON and broken files by the thousands, repeatable by the seed.</summary>
public sealed class PlainFuzzTests
{
    private const int Seed = 20260807;
    private const int Inputs = 4_000;

    private static readonly byte[][] s_seeds =
    [
        .. new[]
        {
            """{"trace_id":"t","span_id":7,"parent_id":"p","name":"a","kind":"chat","start":"2026-08-06T12:00:00.25Z","end":1786017600.5,"status":{"code":"error","message":"m"},"error":{"type":"429","message":"x"},"model":"gpt-4o","usage":{"prompt_tokens":12,"prompt_tokens_details":{"cached_tokens":4,"audio_tokens":1},"completion_tokens":3},"cost":"0.1","tags":["a"],"input":{"q":[1,2]},"attributes":{"gen_ai.input.messages":[{"role":"user"}],"nested":{"a":[1,{"b":null}]}},"events":[{"name":"gen_ai.choice","time":1,"attributes":{"content":"c"}}],"links":[{"trace_id":"t","span_id":"s"}],"children":[{"name":"b","children":[{"usage":{"input_tokens":1,"cache_creation":{"ephemeral_1h_input_tokens":5}}}]}]}""",
            """{"trace_id":"t","customer":"acme","service":"api","resource":{"a":1},"spans":[{"name":"a","start":1,"duration_ms":5,"children":[{"span_id":"x","output":"y"}]},{"name":"b","time_to_first_token_ms":12.5,"max_tokens":5}]}""",
            """{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},"scopeSpans":[{"scope":{"name":"s"},"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"a"}]}]}]}""",
            """{"data":[{"traceID":"1","spans":[{"spanID":"2","operationName":"o","references":[{"refType":"CHILD_OF","spanID":"1"}],"startTime":1,"duration":2,"tags":[{"key":"k","value":1}],"logs":[{"timestamp":1,"fields":[{"key":"event","value":"e"}]}],"processID":"p"}],"processes":{"p":{"serviceName":"s","tags":[]}}}]}""",
            """{"trace":{"id":"t","tags":["a"]},"observations":[{"id":"o","type":"GENERATION","startTime":"2026-08-06T12:00:00Z","model":"m","usage":{"input":1,"totalCost":0.1},"metadata":"{\"attributes\":{\"a\":1},\"scope\":{\"name\":\"s\"}}"}]}""",
            """{"batch":[{"id":"e","type":"generation-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"g","traceId":"t","usageDetails":{"input":1}}}]}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void No_bytes_break_the_way_from_plain_json_to_a_span()
    {
        var mutation = new Mutation(Seed);
        int read = 0, rejected = 0;
        for (var i = 0; i < Inputs; i++)
        {
            var body = mutation.Of(mutation.Pick(s_seeds), mutation.Pick(s_seeds));
            var decoder = new PlainDecoder(A.Project, new(i % 2 == 0 ? null : "k"), keepsContent: i % 3 == 0);
            try
            {
                decoder.ReadSpan(body, i, 1);
                decoder.ReadTrace(body, i, 1);
            }
            catch (Exception e)
            {
                Assert.Fail($"input {i} of seed {Seed} broke it: {Convert.ToBase64String(body)}\n{e}");
            }

            (read, rejected) = (read + decoder.Spans.Count, rejected + decoder.Rejections.Count);
            Assert.All(decoder.Rejections, r => Assert.NotEmpty(r.Rejection.Reason));
        }

        Assert.True(read > 100 && rejected > 100, $"{read} spans read, {rejected} rejected: the mutations are too wild or too tame");
    }

    [Fact]
    public async Task A_broken_file_is_told_of_and_never_breaks_the_import()
    {
        var mutation = new Mutation(Seed + 1);
        int given = 0, told = 0;
        for (var i = 0; i < Inputs; i++)
        {
            var file = mutation.Of(mutation.Pick(s_seeds), mutation.Pick(s_seeds));
            try
            {
                using var reader = new ImportReader(new MemoryStream(file));
                await foreach (var batch in reader.ReadAsync(TestContext.Current.CancellationToken))
                {
                    given += batch.Items;
                }
            }
            catch (ImportException mistake)
            {
                Assert.NotEmpty(mistake.Message);
                told++;
            }
            catch (Exception e)
            {
                Assert.Fail($"input {i} of seed {Seed + 1} broke it: {Convert.ToBase64String(file)}\n{e}");
            }
        }

        Assert.True(given > 100 && told > 100, $"{given} items given, {told} files told of: the mutations are too wild or too tame");
    }
}
