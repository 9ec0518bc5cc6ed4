using System.Globalization;
using System.Net;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Normalization.Repairs;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Tests.Hosting;
using CostDashboard.Ingest.Tests.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Fuzz;

/// <summary>
/// Broken input by the thousands, repeatable by its seed. COSTDASHBOARD_FUZZ multiplies the number of inputs (1 by default).
/// </summary>
/// <remarks>They run alone, when all other tests are through: they look at the memory of the whole process.</remarks>
[CollectionDefinition(nameof(FuzzTests), DisableParallelization = true)]
[Collection(nameof(FuzzTests))]
public sealed class FuzzTests
{
    private const int Seed = 20260806;
    private const int LargestSeed = 12_000;
    private const long MostBytesKept = 64 * 1024 * 1024;

    private static readonly int s_times =
        int.TryParse(Environment.GetEnvironmentVariable("COSTDASHBOARD_FUZZ"), CultureInfo.InvariantCulture, out var times) ? times : 1;

    // Many times what it takes on a slow machine: who reaches it hangs.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5) * s_times;

    [Theory]
    [InlineData(nameof(OtlpEncoding.Protobuf))]
    [InlineData(nameof(OtlpEncoding.Json))]
    public async Task No_bytes_break_the_way_from_the_wire_to_a_priced_span(string encodingName)
    {
        var encoding = Enum.Parse<OtlpEncoding>(encodingName);
        var seeds = Seeds(encoding);
        var mutation = new Mutation(Seed);
        int read = 0, undecodable = 0;
        await BoundedAsync(() =>
        {
            for (var i = 0; i < 10_000 * s_times; i++)
            {
                var body = mutation.Of(mutation.Pick(seeds), mutation.Pick(seeds));
                try
                {
                    read += Walk(OtlpDecoder.Decode(body, encoding, A.Project));
                }
                catch (UndecodableException)
                {
                    undecodable++;
                }
                catch (Exception e)
                {
                    Assert.Fail($"input {i} of seed {Seed} broke it: {Convert.ToBase64String(body)}\n{e}");
                }
            }
        });

        Assert.True(read > 100 && undecodable > 100, $"{read} spans read, {undecodable} bodies refused: the mutations are too wild or too tame");
    }

    [Fact]
    public async Task A_broken_span_never_costs_its_neighbours()
    {
        var mutation = new Mutation(Seed + 1);
        var spans = Spans();
        var sound = Message(A.Span("sound").Span.Source);
        await BoundedAsync(() =>
        {
            for (var i = 0; i < 3_000 * s_times; i++)
            {
                var broken = mutation.Of(Message(mutation.Pick(spans)), sound);
                var batch = OtlpDecoder.Decode(Envelope(sound, broken, sound), OtlpEncoding.Protobuf, A.Project);

                Assert.Equal(3, batch.Spans.Count + batch.Rejected);
                Assert.Equal(2, batch.Spans.Count(s => s.Key == A.SpanKey("sound") && s.Name == "sound"));
            }
        });
    }

    [Fact]
    public async Task The_server_answers_every_broken_request_and_never_with_an_error_of_its_own()
    {
        await using var receiver = await RunningReceiver.StartAsync(new() { MostBodyBytes = 200_000 });
        var mutation = new Mutation(Seed + 2);
        byte[][] protobuf = [.. Seeds(OtlpEncoding.Protobuf)], json = [.. Seeds(OtlpEncoding.Json)];
        byte[][] gzip = [.. json.Select(Answers.Gzip), Answers.Gzip(new byte[1_000_000])];
        var statuses = new Dictionary<HttpStatusCode, int>();
        await BoundedAsync(async () =>
        {
            for (var i = 0; i < 1_200 * s_times; i++)
            {
                var (seeds, type, encoding) = (i % 3) switch
                {
                    0 => (protobuf, "application/x-protobuf", null),
                    1 => (json, "application/json", null),
                    _ => (gzip, "application/json", "gzip"),
                };
                using var response = await receiver.PostAsync(mutation.Of(mutation.Pick(seeds), mutation.Pick(seeds)), type, encoding: encoding);
                statuses[response.StatusCode] = statuses.GetValueOrDefault(response.StatusCode) + 1;
            }
        });

        HttpStatusCode[] possible = [HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge];
        Assert.All(statuses.Keys, status => Assert.Contains(status, possible));
        Assert.Equal(0, receiver.Get<BodyBudget>().Held);
    }

    [Fact]
    public async Task The_grpc_door_answers_every_broken_frame()
    {
        await using var receiver = await RunningReceiver.StartAsync(new() { MostBodyBytes = 200_000 });
        var mutation = new Mutation(Seed + 3);
        byte[][] frames =
        [
            .. Seeds(OtlpEncoding.Protobuf).Select(message => OtlpGrpcTests.Frame(message)),
            .. Seeds(OtlpEncoding.Protobuf).Select(message => OtlpGrpcTests.Frame(Answers.Gzip(message), isCompressed: true)),
        ];
        int[] possible = [0, 3, 8, 12];
        await BoundedAsync(async () =>
        {
            for (var i = 0; i < 300 * s_times; i++)
            {
                var answer = await OtlpGrpcTests.CallAsync(receiver, mutation.Of(mutation.Pick(frames), mutation.Pick(frames)), encoding: "gzip");

                Assert.Contains(answer.Status, possible);
            }
        });

        Assert.Equal(0, receiver.Get<BodyBudget>().Held);
    }

    private static Task BoundedAsync(Action work) => BoundedAsync(() =>
    {
        work();
        return Task.CompletedTask;
    });

    /// <summary>Fails too where the work hangs or does not give back its memory.</summary>
    private static async Task BoundedAsync(Func<Task> work)
    {
        var cancel = TestContext.Current.CancellationToken;
        var before = GC.GetTotalMemory(forceFullCollection: true);

        // Not on the thread that waits: a loop without end would never give it back.
        await Task.Run(work, cancel).WaitAsync(s_longest, cancel);

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(kept < MostBytesKept, $"{kept:N0} bytes are still held after the last input, {MostBytesKept:N0} may be");
    }

    private static int Walk(DecodedBatch batch)
    {
        foreach (var span in batch.Spans)
        {
            var priced = SpanPricer.Price(SpanNormalizer.Normalize(SpanRepairs.Mend(span, A.Noon), 1, AttributeLookup.Default), PriceBook.Empty);
            var facts = SpanFacts.Of(priced);
            Assert.True(facts.Duration >= 0 && facts.Usage.Total >= 0 && facts.Name.Length > 0);
        }

        return batch.Spans.Count;
    }

    private static IReadOnlyList<byte[]> Seeds(OtlpEncoding encoding) => encoding is OtlpEncoding.Protobuf
        ? [.. Spans().Chunk(3).Select(OtlpRequest.Protobuf).Where(body => body.Length <= LargestSeed)]
        : [.. Spans().Chunk(3).Select(OtlpJson.Of).Where(body => body.Length <= LargestSeed)];

    /// <summary>Real spans where they are at hand, and always some that use every field.</summary>
    private static IReadOnlyList<DecodedSpan> Spans()
    {
        var every = A.Span("every").Span.Source with
        {
            Parent = A.SpanId("parent"),
            Status = new(SpanStatusCode.Error, "boom"),
            Attributes = SpanAttributes.Of(
                ("gen_ai.usage.input_tokens", AttributeValue.Of(12L)),
                ("gen_ai.request.model", AttributeValue.Of("gpt-4o")),
                ("gen_ai.usage.cost", AttributeValue.Of(0.5)),
                ("gen_ai.response.finish_reasons", AttributeValue.Of([AttributeValue.Of("stop")])),
                ("gen_ai.input.messages", AttributeValue.Of("äöü \"quoted\" \\ text")),
                ("bytes", AttributeValue.Of(new byte[] { 1, 2, 3 })),
                ("map", AttributeValue.Of([new KeyValuePair<string, AttributeValue>("flag", AttributeValue.Of(true))]))),
            Events = [new(A.Noon, "gen_ai.choice", SpanAttributes.Of(("content", AttributeValue.Of("hello"))))],
            Links = [new(A.TraceId("t2"), A.SpanId("l"), SpanAttributes.Of(("k", AttributeValue.Of(1L))))],
        };
        return Directory.Exists(SharedData.PathOf("payloads")) ? [every, .. Payloads.AllSpans(), every] : [every, every with { Name = "second" }];
    }

    // The bytes of the span's own message inside a request of one resource and one scope.
    private static byte[] Message(DecodedSpan span)
    {
        var scopeSpans = Inner(Inner(OtlpRequest.Protobuf([span with { Origin = SpanOrigin.Unknown }]), 1), 2);
        return Inner(scopeSpans, 2);
    }

    private static byte[] Inner(byte[] message, int field)
    {
        var input = new Google.Protobuf.CodedInputStream(message);
        while (Google.Protobuf.WireFormat.GetTagFieldNumber(input.ReadTag()) != field)
        {
            input.SkipLastField();
        }

        return input.ReadBytes().ToByteArray();
    }

    private static byte[] Envelope(params byte[][] spans)
    {
        var scope = spans.SelectMany(span => Field(2, span)).ToArray();
        return Field(1, Field(2, scope));
    }

    private static byte[] Field(int number, byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var output = new Google.Protobuf.CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(number, Google.Protobuf.WireFormat.WireType.LengthDelimited);
            output.WriteBytes(Google.Protobuf.ByteString.CopyFrom(content));
        }

        return bytes.ToArray();
    }
}
