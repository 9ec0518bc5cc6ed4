using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;

namespace CostDashboard.Core.Tests.Traces.Queries;

public sealed class TraceQueryTests
{
    [Fact]
    public void The_query_of_the_help_asks_what_it_says()
    {
        var query = Read("step:retrieve_context cost>0.10 model:claude* -customer:acme status:error duration>2s tokens>10k calls>=3 tag.team:search \"free text\"");

        Assert.Equal(
            new TraceQuery
            {
                Filters = [new(Dimension.Step, ["retrieve_context"]), new(Dimension.Customer, ["acme"], IsExclude: true), new(Dimension.Tag, ["search"], "team")],
                Matches = [new(MatchedText.Dimension, Dimension.Model, [new("claude", IsOpenAfter: true)])],
                Ranges =
                [
                    new(TraceFigure.Cost, 100_000_001, null), new(TraceFigure.Duration, 2_000_000_001, null), new(TraceFigure.Tokens, 10_001, null),
                    new(TraceFigure.Calls, 3, null), new(TraceFigure.Errors, 1, null),
                ],
                Text = "free text",
            },
            query);
    }

    [Theory]
    [InlineData("")]
    [InlineData("step:a,b model:x")]
    [InlineData("step:\"a b\",\"c,d\" tag.\"cost centre\":\"x:y\"")]
    [InlineData("customer:\"\" -feature:\"\"")]
    [InlineData("root:\"a*b\"* -root:*\"say \\\"hi\\\" \\\\\"")]
    [InlineData("kind:chat,tool price:notACall session:*x*")]
    [InlineData("cost>=0.000000001 cost<=12.5 duration=250ms tokens=1000000 call.cost>=0.5 call.duration<=1ns call.firsttoken>=200ms call.output<=4096")]
    [InlineData("status:error cost:known \"refund agent\"")]
    [InlineData("status:ok")]
    [InlineData("\"step:a\"")]
    public void What_is_written_reads_as_the_same_query(string text) => Assert.Equal(text, Read(text).ToString());

    [Theory]
    [InlineData("step:a step:b", "step:a,b")]
    [InlineData("env:prod latency>1s", "environment:prod duration>=1000000001ns")]
    [InlineData("STEP:a Tag.Team:x", "step:a tag.Team:x")]
    [InlineData("model:a model:b*", "model:a,b*")]
    [InlineData("customer:*", "-customer:\"\"")]
    [InlineData("-customer:*", "customer:\"\"")]
    [InlineData("cost>1 cost>=2 cost<$3", "cost>=2 cost<=2.999999999")]
    [InlineData("refund step:a agent", "step:a \"refund agent\"")]
    [InlineData("-status:ok", "status:error")]
    [InlineData("tokens>=1.5k calls<1M duration>=1.5min", "duration>=90s tokens>=1500 calls<=999999")]
    [InlineData("  kind:CHAT\t", "kind:chat")]
    public void What_means_the_same_is_written_the_same(string text, string same) => Assert.Equal(same, Read(text).ToString());

    [Theory]
    [InlineData("stpe:a", 1, "stpe:a", "Did you mean step?")]
    [InlineData("a foo:b", 3, "foo:b", "put it in quotation marks")]
    [InlineData("step:a cost>ten", 13, "ten", "Write cost>0.10")]
    [InlineData("cost>0.1234567891", 6, "0.1234567891", "nine digits")]
    [InlineData("duration>2", 10, "2", "with its unit")]
    [InlineData("calls>1.5", 7, "1.5", "whole number")]
    [InlineData("calls:3", 1, "calls:3", "calls>=3")]
    [InlineData("-cost>5", 1, "-cost>5", "cost<=5")]
    [InlineData("cost>5 cost<1", 8, "cost<1", "no cost is left")]
    [InlineData("model:gpt*mini", 7, "gpt*mini", "in the middle")]
    [InlineData("tag.team:*red", 10, "*red", "by their beginning")]
    [InlineData("tag.:red", 1, "tag.:red", "names no tag")]
    [InlineData("kind:talk", 6, "talk", "chat, embeddings")]
    [InlineData("key:x*", 5, "x*", "whole name")]
    [InlineData("status:bad", 1, "status:bad", "status:error")]
    [InlineData("step>3", 1, "step>3", "have no order")]
    [InlineData("step:", 5, "step:", "step:\"\"")]
    [InlineData("step:a,", 7, "step:a,", "right after “,”")]
    [InlineData("step:a,*", 8, "*", "every value")]
    [InlineData("step:\"a", 1, "step:\"a", "opened and not closed")]
    [InlineData("a OR b", 3, "OR", "step:a,b")]
    [InlineData("-word", 1, "-word", "-root:*part*")]
    [InlineData("refund*", 1, "refund*", "root:begin*")]
    [InlineData("cost > 5", 6, ">", "without blanks")]
    [InlineData("start>2026-01-01", 1, "start>2026-01-01", "no part of the query")]
    [InlineData("root:\"a\u0000b\"", 1, "root:\"a\u0000b\"", "control character")]
    public void A_mistake_says_where_it_stands_and_what_to_write(string text, int position, string word, string remedy)
    {
        var mistake = Assert.Single(TraceQueryReading.Of(text).Mistakes);

        Assert.Equal((position, word), (mistake.Position, mistake.Word));
        Assert.Contains(remedy, mistake.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_of_a_text_is_told() =>
        Assert.Equal([6, 11], TraceQueryReading.Of("cost>many foo:bar step:a").Mistakes.Select(mistake => mistake.Position));

    [Fact]
    public void What_is_too_long_or_too_much_is_refused()
    {
        Assert.Contains("at most 1000 characters", Assert.Single(TraceQueryReading.Of(new string('a', 1_001)).Mistakes).Reason, StringComparison.Ordinal);
        Assert.Empty(TraceQueryReading.Of(new string('a', 1_000)).Mistakes);
        var values = string.Join(',', Enumerable.Range(0, 101));
        Assert.Contains("at most 100 values", Assert.Single(TraceQueryReading.Of("step:" + values).Mistakes).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_queries_read_as_they_are_written()
    {
        var random = new Random(5);
        for (var i = 0; i < 2_000; i++)
        {
            var query = RandomQuery.Of(random);

            var reading = TraceQueryReading.Of(query.ToString());

            Assert.True(reading.IsQuery, $"{query}: {string.Join(' ', reading.Mistakes)}");
            Assert.Equal(query, reading.Query);
        }
    }

    [Fact]
    public void Random_texts_end_with_a_query_that_reads_as_itself_or_with_a_mistake_in_the_text()
    {
        const string letters = "ab:*,\"\\<>=- .$01kms\u0000🙂\u202e";
        string[] words = ["step", "cost", "tag.", "status:error", "duration>", "root:", "tokens<=", "known", "kind:chat"];
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(3) == 0 ? words[random.Next(words.Length)] : letters[random.Next(letters.Length)].ToString()));

            var reading = TraceQueryReading.Of(text);

            Assert.All(reading.Mistakes, mistake => Assert.Equal(mistake.Word, text.Substring(Math.Min(mistake.Position - 1, text.IndexOf(mistake.Word, StringComparison.Ordinal)), mistake.Word.Length)));
            if (reading.IsQuery)
            {
                Assert.Equal(reading.Query, TraceQueryReading.Of(reading.Query.ToString()).Query);
            }
        }
    }

    [Fact]
    public void How_a_call_ended_is_asked_by_known_words_and_written_as_they_are_read()
    {
        var query = Read("finish:LENGTH,content_filter -call:failed call:unlimited");

        Assert.Equal("finish:length,content_filter -call:failed call:unlimited", query.ToString());
        Assert.Equal(
            [new(MatchedText.Finish, null, [new("length"), new("content_filter")]), new(MatchedText.Call, null, [new("failed")], IsExclude: true), new(MatchedText.Call, null, [new("unlimited")])],
            query.Matches);
        Assert.Contains("stop, length, content_filter", Assert.Single(TraceQueryReading.Of("finish:max*").Mistakes).Reason, StringComparison.Ordinal);
        Assert.Contains("failed, repeated, unlimited, troubled", Assert.Single(TraceQueryReading.Of("call:slow").Mistakes).Reason, StringComparison.Ordinal);
        Assert.False(TraceQueryReading.Of("call:*").IsQuery);
    }

    [Fact]
    public void A_question_that_is_narrowed_already_is_narrowed_further()
    {
        var question = new TraceQuestion(null, default, default, [new(Dimension.Model, ["m"])], MinCostNanoUsd: 5, Root: "r", Calls: new(MinCostNanoUsd: 1, MaxDuration: 9));

        var narrow = Read("step:a cost<=0.5 call.cost>=0.1 call.duration<=5ns").Narrow(question);

        Assert.Equal(["m", "a"], narrow.Filters.SelectMany(f => f.Values));
        Assert.Equal(new CallRange(100_000_000, null, null, 5), narrow.Calls);
        Assert.Equal(
            "model:m step:a root:r cost>=0.000000005 cost<=0.5 call.cost>=0.1 call.duration<=5ns",
            TraceQuery.Of(narrow).ToString());
    }

    private static TraceQuery Read(string text)
    {
        var reading = TraceQueryReading.Of(text);
        Assert.Empty(reading.Mistakes);
        return reading.Query;
    }
}
