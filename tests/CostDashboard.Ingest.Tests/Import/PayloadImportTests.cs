using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Import;
using CostDashboard.Ingest.Json;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Tests.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Import;

/// <summary>Files that others captured, where they are at hand: each is read whole, and gives the tokens that were counted in it by hand.</summary>
public sealed class PayloadImportTests
{
    [Theory]
    [InlineData("langfuse-traces", "autogen-2025-06-06.trace.json", 1, 41, 3)]
    [InlineData("langfuse-traces", "claude-agent-2025-12-22.trace.json", 4, 0, 0)]
    [InlineData("langfuse-traces", "csharp-agent-with-gemini-2026-03-09.trace.json", 3, 8_047, 414)]
    [InlineData("langfuse-traces", "google-gemini-2025-08-01.trace.json", 1, 6, 2_055)]
    [InlineData("langfuse-traces", "langgraph-js-2025-10-30.trace.json", 2, 321, 123)]
    [InlineData("langfuse-traces", "llamaindex-2025-06-05.trace.json", 1, 13, 81)]
    [InlineData("langfuse-traces", "openai-agents-2025-09-30.trace.json", 2, 140, 44)]
    [InlineData("langfuse-traces", "pydantic-ai-tools-2025-06-06.trace.json", 1, 31, 96)]
    [InlineData("langfuse-traces", "pydantic-ai-with-gemini-2025-12-24.trace.json", 1, 40, 159)]
    [InlineData("langfuse-traces", "vertex-ai-2025-08-01.trace.json", 1, 5, 2_018)]
    [InlineData("litellm-langfuse", "completion_with_bedrock_call.json", 1, 10, 10)]
    [InlineData("litellm-langfuse", "embedding.json", 1, 2, 0)]
    [InlineData("litellm-langfuse", "otel_completion_with_langfuse_metadata.json", 1, 10, 20)]
    [InlineData("litellm-langfuse", "transcription.json", 1, 0, 0)]
    public async Task A_captured_file_gives_the_tokens_that_are_in_it(string folder, string file, int calls, long input, long output)
    {
        var charges = DialectPayloadTests.Charges(await SpansAsync(System.Text.Encoding.UTF8.GetBytes(Payloads.Text(folder, file))));

        Assert.Equal((calls, input, output), (charges.Count, charges.Sum(c => c.Usage.TotalInput), charges.Sum(c => c.Usage.Output)));
    }

    [Fact]
    public async Task Every_captured_request_is_imported_as_it_would_be_posted()
    {
        foreach (var (name, json) in Payloads.Requests())
        {
            var (posted, imported) = (Payloads.Decode(json).Spans, await SpansAsync(json));

            Assert.True(posted.SequenceEqual(imported, SameSpan.Instance), name);
        }
    }

    private static async Task<IReadOnlyList<DecodedSpan>> SpansAsync(byte[] file)
    {
        using var reader = new ImportReader(new MemoryStream(file));
        var spans = new List<DecodedSpan>();
        await foreach (var batch in reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            if (batch.ContentType == JsonDoor.Json)
            {
                spans.AddRange(OtlpDecoder.Decode(batch.Body, OtlpEncoding.Json, A.Project).Spans);
                continue;
            }

            var plain = new PlainDecoder(A.Project, new(batch.IdempotencyKey));
            plain.ReadSpan(batch.Body, 0, 1);
            Assert.Empty(plain.Rejections);
            spans.AddRange(plain.Spans);
        }

        return spans;
    }
}
