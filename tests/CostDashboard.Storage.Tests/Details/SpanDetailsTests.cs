using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Spans;
using CostDashboard.Storage.Details;
using CostDashboard.Storage.Tests.Contracts;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Details;

public sealed class SpanDetailsTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_attributes_come_back_as_they_were(int seed)
    {
        var attributes = RandomAttributes.Of(new Random(seed));
        var writer = new ByteWriter();

        AttributeCode.Write(writer, attributes);
        var packed = Packing.Pack(writer.Written);
        var reader = new ByteReader(Packing.Unpack(packed));

        Assert.Equal(attributes, AttributeCode.Read(ref reader));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Bytes_that_were_damaged_are_refused_and_never_crash(int seed)
    {
        var random = new Random(seed);
        var span = Full.Span();
        var packed = SpanDetails.Write(new(), span);
        for (var i = 0; i < 200; i++)
        {
            byte[] damaged = random.Next(3) == 0 ? packed[..random.Next(packed.Length)] : [.. packed];
            for (var hits = random.Next(1, 4); hits > 0 && damaged.Length > 0; hits--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            var failure = Record.Exception(() => SpanDetails.Read(damaged, span.Key.TraceKey, A.Facts(span), span.Span.Source.Origin, CostCode.PriceOf(span.Cost)));

            Assert.True(failure is null or InvalidDataException or ArgumentException, failure?.ToString());
        }
    }

    // A byte each: the version, OpenTelemetry's kind, the status, no message, no tool, no arguments; the last came with version 3.
    [Fact]
    public void Details_of_the_version_before_are_read()
    {
        var span = A.Span("s1", tokens: new(1, 0, 0, 0, 2), usd: 0.5m, attributes: SpanAttributes.Of(("k", AttributeValue.Of("v"))));
        var written = Packing.Unpack(SpanDetails.Write(new(), span));
        byte[] before = [2, .. written.Slice(1, 4), .. written[6..]];

        var read = SpanDetails.Read(Packing.Pack(before), span.Key.TraceKey, A.Facts(span), span.Span.Source.Origin, CostCode.PriceOf(span.Cost));

        Assert.Equal(3, written[0]);
        Assert.Equal(SpanDetails.Read(SpanDetails.Write(new(), span), span.Key.TraceKey, A.Facts(span), span.Span.Source.Origin, CostCode.PriceOf(span.Cost)).Span.Source.Attributes, read.Span.Source.Attributes);
        Assert.Equal(span.Cost, read.Cost);
    }

    [Fact]
    public void What_repeats_itself_is_stored_small()
    {
        var repeating = SpanAttributes.Of(("text", AttributeValue.Of(string.Concat(Enumerable.Repeat("The same sentence. ", 500)))));
        var writer = new ByteWriter();

        AttributeCode.Write(writer, repeating);

        Assert.True(Packing.Pack(writer.Written).Length < writer.Written.Length / 10);
    }

    // The list is part of the stored format: an entry that moves changes what is stored already. New ones stand behind these.
    [Fact]
    public void The_well_known_texts_keep_their_places()
    {
        var texts = string.Join('\n', Enumerable.Range(0, 196).Select(WellKnownText.At));

        Assert.Equal("AEC20620410D8316", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(texts)))[..16]);
    }

    [Fact]
    public void Every_cost_comes_back_with_its_price_to_the_last_digit()
    {
        var price = new PriceReference("b", "p", "m", "exact", null, new(2026, 1, 1), "s");
        SpanCost[] costs =
        [
            SpanCost.NotACall.Instance,
            new SpanCost.Computed(new(0.0000000001234567890123456789m), [new(Meter.Input, long.MaxValue, decimal.MaxValue)], price),
            new SpanCost.Partial(new(-1.10m), [], price, "cache"),
            new SpanCost.Unpriced("no price"),
            new SpanCost.Reported(new(3m), new SpanCost.Unpriced("no price")),
            new SpanCost.Reported(new(3m), new SpanCost.Computed(new(2m), [new(Meter.Output, 1, null, true)], price)),
        ];
        foreach (var cost in costs)
        {
            var span = Full.Span() with { Cost = cost };

            var read = SpanDetails.Read(SpanDetails.Write(new(), span), span.Key.TraceKey, A.Facts(span), span.Span.Source.Origin, CostCode.PriceOf(cost));

            Assert.Equal(cost, read.Cost);
        }
    }
}

internal static class RandomAttributes
{
    private static readonly string[] s_keys = ["gen_ai.request.model", "", "own", "ключ", "\ud83d", "a\0", new('k', 300)];

    public static SpanAttributes Of(Random random) => new([.. Enumerable.Range(0, random.Next(20)).Select(_ => Entry(random, 0))]);

    private static KeyValuePair<string, AttributeValue> Entry(Random random, int level) => new(s_keys[random.Next(s_keys.Length)], Value(random, level));

    private static AttributeValue Value(Random random, int level) => random.Next(level > 3 ? 7 : 9) switch
    {
        0 => default,
        1 => AttributeValue.Of(Text(random)),
        2 => AttributeValue.Of(random.Next(2) == 0),
        3 => AttributeValue.Of(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64)),
        4 => AttributeValue.Of(BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))),
        5 => AttributeValue.Of(Encoding.UTF8.GetBytes(Text(random))),
        6 => AttributeValue.Omitted(random.Next()),
        7 => AttributeValue.Of([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, level + 1))]),
        _ => AttributeValue.Of((KeyValuePair<string, AttributeValue>[])[.. Enumerable.Range(0, random.Next(4)).Select(_ => Entry(random, level + 1))]),
    };

    private static string Text(Random random) => string.Create(random.Next(4) == 0 ? random.Next(3000) : random.Next(20), random, static (to, random) =>
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = random.Next(5) == 0 ? (char)random.Next(char.MaxValue) : (char)('a' + random.Next(26));
        }
    });
}
