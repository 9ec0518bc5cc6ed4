using System.Text;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>What is kept of an answer that Google's Agent Development Kit writes whole into one attribute: its counts, and nothing else.</summary>
public sealed class AgentUsageTests
{
    private const string Answer = """
        {"content": {"parts": [{"text": "secret \"usage_metadata\": {\"prompt_token_count\": 1}"}], "role": "model"},
         "usage_metadata": {"prompt_token_count": 50, "cached_content_token_count": 20, "thoughts_token_count": 10, "candidates_token_count": 40, "traffic_type": "ON_DEMAND",
          "prompt_tokens_details": [{"modality": "TEXT", "token_count": 50}, {"modality": "secret words", "token_count": 7}]}}
        """;

    private const string Counts =
        """{"prompt_token_count":50,"cached_content_token_count":20,"thoughts_token_count":10,"candidates_token_count":40,"prompt_tokens_details":[{"modality":"TEXT","token_count":50}]}""";

    [Fact]
    public void The_counts_are_kept_and_the_text_is_not()
    {
        foreach (var span in Decoded(Answer))
        {
            Assert.Equal(Counts, span.Attributes.Text(AgentUsage.Key));
            Assert.Equal(AttributeKind.Omitted, span.Attributes.TryGet(AgentUsage.HeldBy, out var held) ? held.Kind : default);
            Assert.DoesNotContain(span.Attributes, attribute => attribute.Value.ToString().Contains("secret", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"content\": \"usage_metadata\"}")]
    [InlineData("{\"usage_metadata\": {\"prompt_token_count\": 5")] // cut on its way
    [InlineData("{\"usage_metadata\": null}")]
    [InlineData("{\"usage_metadata\": {\"prompt_token_count\": \"secret\"}}")]
    [InlineData("[{\"usage_metadata\": {\"prompt_token_count\": 5}}]")]
    [InlineData("no json")]
    [InlineData("")]
    public void Where_there_are_no_counts_nothing_is_kept(string answer)
    {
        foreach (var span in Decoded(answer))
        {
            Assert.Null(span.Attributes.Text(AgentUsage.Key));
        }
    }

    [Fact]
    public void An_answer_beyond_the_limit_is_not_looked_through()
    {
        var longest = new string(' ', AgentUsage.MostBytes - Answer.Length - 8);

        Assert.NotNull(AgentUsage.Of(Encoding.UTF8.GetBytes(longest + Answer)));
        Assert.Null(AgentUsage.Of(Encoding.UTF8.GetBytes(longest + "          " + Answer)));
    }

    // The same span over both encodings of OTLP.
    private static IEnumerable<DecodedSpan> Decoded(string answer)
    {
        var source = A.Span("s1", name: "call_llm").Span.Source with { Attributes = SpanAttributes.Of((AgentUsage.HeldBy, AttributeValue.Of(answer))) };
        yield return Assert.Single(OtlpDecoder.Decode(OtlpRequest.Protobuf([source]), OtlpEncoding.Protobuf, A.Project).Spans);
        yield return Assert.Single(OtlpDecoder.Decode(OtlpJson.Of([source]), OtlpEncoding.Json, A.Project).Spans);
    }
}
