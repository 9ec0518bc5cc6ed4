using System.Text;
using System.Text.Json;
using CostDashboard.Ingest.Json;
using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.Tests.Json;

public sealed class JsonUnitsTests
{
    private const string Listed = """{"total":2,"resourceSpans":[{"a":1},[2,"]}"],"x\"y"],"rest":{"z":[1]},"batches":[{"b":2}]}""";

    public static TheoryData<string, string[]> Bodies => new()
    {
        { "", [] },
        { " \n", [] },
        { "[]", [] },
        { "[{\"a\":1},\n {\"b\":[{}]} , 3]", ["1:{\"a\":1}", "2:{\"b\":[{}]}", "2:3"] },
        { "{\"a\":{\"b\":1}}", ["1:{\"a\":{\"b\":1}}"] },
        { "\n{\"a\":1}\n{\"a\":2}\n[5]", ["2:{\"a\":1}", "3:{\"a\":2}", "4:5"] },
        { Listed, ["1:resourceSpans {\"a\":1}", "1:resourceSpans [2,\"]}\"]", "1:resourceSpans \"x\\\"y\"", "1:batches {\"b\":2}"] },
        { Listed + "\n" + Listed, [.. Enumerable.Range(1, 2).SelectMany(l => new[] { $"{l}:resourceSpans {{\"a\":1}}", $"{l}:resourceSpans [2,\"]}}\"]", $"{l}:resourceSpans \"x\\\"y\"", $"{l}:batches {{\"b\":2}}" })] },
    };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task A_body_is_taken_apart_alike_in_whatever_pieces_it_comes(string body, string[] expected)
    {
        foreach (var piece in (int[])[1, 2, 3, 7, 64, 4096])
        {
            using var units = new JsonItems(new Pieces(Encoding.UTF8.GetBytes(body), piece), 1024, new(new()), ["resourceSpans", "batches"], hasManyValues: true);
            Assert.Equal(expected, await AllAsync(units));
        }
    }

    [Fact]
    public async Task Lines_are_items_of_their_own_whatever_stands_on_them()
    {
        foreach (var piece in (int[])[1, 5, 4096])
        {
            using var units = new JsonLines(new Pieces("\uFEFF{\"a\":1}\r\n\n  {broken\n3"u8.ToArray(), Math.Max(3, piece)), 1024, new(new()));
            Assert.Equal(["1:{\"a\":1}", "3:{broken", "4:3"], await AllAsync(units));
        }
    }

    [Theory]
    [InlineData("[{\"a\":1},{\"b\":")]
    [InlineData("[{\"a\":1}")]
    [InlineData("[{\"a\":1}]x")]
    [InlineData("[{\"a\":1} {\"b\":2}]")]
    public async Task What_stands_before_a_break_is_given_out_first(string body)
    {
        using var units = new JsonItems(new Pieces(Encoding.UTF8.GetBytes(body), 4), 1024, new(new()), [], hasManyValues: false);

        Assert.True(await units.MoveNextAsync(TestContext.Current.CancellationToken));
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(units.Current.Bytes.Span));
        await Assert.ThrowsAnyAsync<JsonException>(async () => await units.MoveNextAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_item_that_is_too_long_is_refused_with_its_line()
    {
        var body = Encoding.UTF8.GetBytes("[1,\n\"" + new string('x', 100_000) + "\"]");
        using var items = new JsonItems(new MemoryStream(body), 50_000, new(new()), [], hasManyValues: false);
        using var lines = new JsonLines(new MemoryStream(body), 50_000, new(new()));

        Assert.True(await items.MoveNextAsync(TestContext.Current.CancellationToken));
        Assert.True(await lines.MoveNextAsync(TestContext.Current.CancellationToken));

        Assert.Contains("one item has more than 50,000 bytes", (await Assert.ThrowsAsync<UndecodableException>(async () => await items.MoveNextAsync(TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
        Assert.Equal("line 2: one item has more than 50,000 bytes", (await Assert.ThrowsAsync<UndecodableException>(async () => await lines.MoveNextAsync(TestContext.Current.CancellationToken))).Message);
    }

    [Fact]
    public async Task All_room_that_was_held_is_given_back()
    {
        var budget = new BodyBudget(new());
        using (var units = new JsonLines(new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 300_000) + "\n1")), 1_000_000, budget))
        {
            await AllAsync(units);
            Assert.InRange(budget.Held, 300_000, 2_000_000);
        }

        Assert.Equal(0, budget.Held);
    }

    private static async Task<List<string>> AllAsync(JsonUnits units)
    {
        var all = new List<string>();
        while (await units.MoveNextAsync(TestContext.Current.CancellationToken))
        {
            var unit = units.Current;
            Assert.Equal(all.Count, unit.Number);
            all.Add($"{unit.Line}:{(unit.List is null ? "" : unit.List + " ")}{Encoding.UTF8.GetString(unit.Bytes.Span)}");
        }

        return all;
    }

    /// <summary>Comes in pieces of a size.</summary>
    private sealed class Pieces(byte[] all, int piece) : MemoryStream(all)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
