using CostDashboard.Core.Attributes;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Tests.Normalization;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Attributes;

public sealed class AttributeMappingTests
{
    [Fact]
    public void The_first_source_that_has_a_value_holds_and_the_known_names_come_last()
    {
        var mapping = new AttributeMapping { Customer = new([new("tenant.id"), new("org")]) };

        Assert.Equal("t", Customer(mapping, [("customer_id", "c"), ("org", "o"), ("tenant.id", "t")], []));
        Assert.Equal("o", Customer(mapping, [("customer_id", "c"), ("org", "o"), ("tenant.id", "")], []));
        Assert.Equal("c", Customer(mapping, [("customer_id", "c")], []));
        Assert.Equal("o", Customer(mapping, [("customer_id", "c")], [("org", "o")]));
        Assert.Equal("t", Customer(mapping, [("org", "o")], [("tenant.id", "t")]));
    }

    [Fact]
    public void Switched_off_the_known_names_say_nothing_also_in_baggage()
    {
        var mapping = new AttributeMapping { Customer = new([new("tenant")], ThenKnownNames: false) };

        var normalized = Read(mapping, [("customer_id", "c"), ("metadata", """{"customer_id": "m"}"""), ("baggage.customer_id", "b")], [("customer_id", "r")]);

        Assert.Equal((Attribution.None, SpanBaggage.None), (normalized.Attribution, normalized.Baggage));
    }

    [Theory]
    [InlineData(AttributePlace.Either, "span")]
    [InlineData(AttributePlace.Span, "span")]
    [InlineData(AttributePlace.Resource, "resource")]
    public void A_source_looks_where_it_is_told_to(AttributePlace place, string expected)
    {
        var mapping = new AttributeMapping { Feature = new([new("what", place)]) };

        Assert.Equal(expected, Read(mapping, [("what", "span")], [("what", "resource")]).Attribution.Feature);
        Assert.Equal(place is AttributePlace.Span ? null : "resource", Read(mapping, [], [("what", "resource")]).Attribution.Feature);
        Assert.Equal(place is AttributePlace.Resource ? null : "span", Read(mapping, [("what", "span")], []).Attribution.Feature);
    }

    [Theory]
    [InlineData("""{"tenant": {"id": "acme"}, "id": "no"}""")]
    [InlineData("""["beta", "tenant.id:acme", "other=x"]""")]
    [InlineData("""["tenant.id=acme"]""")]
    public void A_member_of_an_attribute_is_read(string value) =>
        Assert.Equal("acme", Customer(new() { Customer = new([new("context", Member: "tenant.id")]) }, [("context", value)], []));

    [Fact]
    public void A_member_is_also_an_attribute_of_the_joined_name_and_may_be_a_list()
    {
        var mapping = new AttributeMapping { Customer = new([new("context", Member: "tenant")]), Tags = [new("team", new([new("labels", Member: "team")]))] };

        Assert.Equal("acme", Customer(mapping, [("context.tenant", "acme")], []));
        Assert.Equal("acme", Customer(mapping, [], [("context", """{"tenant":"acme"}""")]));
        Assert.Equal(A.Tags(("team", "blue, red")), Read(mapping, [("labels", new[] { "team:red", "tier:gold", "team: blue" })], []).Tags);
    }

    [Fact]
    public void One_attribute_may_serve_several()
    {
        var tenant = new ValueSources([new("tenant")]);

        var read = Read(new() { Customer = tenant, User = tenant, Tags = [new("t", tenant)] }, [("tenant", "acme")], []);

        Assert.Equal((new Attribution(Customer: "acme", User: "acme"), A.Tags(("t", "acme"))), (read.Attribution, read.Tags));
    }

    [Fact]
    public void A_tag_is_the_attribute_of_its_name_where_nothing_else_is_said()
    {
        var mapping = new AttributeMapping { Tags = [new("team", ValueSources.Known), new("number", ValueSources.Known), new("off", new([], ThenKnownNames: false))] };

        Assert.Equal(A.Tags(("team", "red"), ("number", "5")), Read(mapping, [("team", "red"), ("off", "x")], [("team", "resource"), ("number", 5)]).Tags);
        Assert.Equal(A.Tags(("team", "red")), Read(mapping, [("http.request.header.baggage", "team=red")], []).Baggage.Tags);
    }

    [Fact]
    public void A_source_of_one_s_own_is_read_from_baggage_too_but_not_one_of_the_resource()
    {
        var mapping = new AttributeMapping { Customer = new([new("tenant.id")]), Feature = new([new("what", AttributePlace.Resource)]) };

        Assert.Equal(new(Customer: "acme"), Read(mapping, [("http.request.header.baggage", "what=x,tenant.id=acme,customer_id=c")], []).Baggage.Attribution);
    }

    [Fact]
    public void Hostile_values_become_harmless_and_bounded()
    {
        var mapping = new AttributeMapping { Tags = [new("t", ValueSources.Known)] };

        Assert.Equal("a b c", Read(mapping, [("t", "a\u001eb\nc")], []).Tags["t"]);
        Assert.Equal(200, Read(mapping, [("t", Enumerable.Range(0, 1_000).Select(i => $"item {i}").ToArray())], []).Tags["t"]!.Length);
        Assert.Equal("[not json", Read(mapping, [("t", "[not json")], []).Tags["t"]);
        Assert.Equal("[not json]", Read(mapping, [("t", "[not json]")], []).Tags["t"]);
        Assert.Equal("1, true, x", Read(mapping, [("t", """["x", 1, true, null, {"a": 1}, ["b"]]""")], []).Tags["t"]);
        Assert.Equal("""["\ud800"]""", Read(mapping, [("t", """["\ud800"]""")], []).Tags["t"]);
    }

    [Fact]
    public void Mistakes_are_said_and_no_lookup_is_made_of_them()
    {
        var many = new ValueSources([.. Enumerable.Range(0, 9).Select(i => new AttributeSource($"k{i}"))]);

        AssertMistake("A project has at most 5 tags.", new() { Tags = [.. Enumerable.Range(0, 6).Select(i => new TagMapping($"t{i}", ValueSources.Known))] });
        AssertMistake("There are two tags 'a'. Give both lists of sources to one.", new() { Tags = [new("a", ValueSources.Known), new("a", many)] });
        AssertMistake("User has more than 8 sources.", new() { User = many });
        foreach (var name in (string[])["", " a", "a ", "a\nb", "a\0", new('x', 201), "\ud800"])
        {
            Assert.NotNull(new AttributeMapping { Tags = [new(name, ValueSources.Known)] }.FindMistake());
            Assert.NotNull(new AttributeMapping { Customer = new([new(name)]) }.FindMistake());
            Assert.NotNull(new AttributeMapping { Customer = new([new("a", Member: name)]) }.FindMistake());
        }

        Assert.Null(new AttributeMapping { Customer = new([new("Schlüssel mit 😀 und Leerzeichen")]) }.FindMistake());
        Assert.Null(AttributeMapping.Default.FindMistake());
    }

    private static void AssertMistake(string message, AttributeMapping mapping)
    {
        Assert.Equal(message, mapping.FindMistake());
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => AttributeLookup.Of(mapping)).Message, StringComparison.Ordinal);
    }

    private static string? Customer(AttributeMapping mapping, (string, object)[] span, (string, object)[] resource) => Read(mapping, span, resource).Attribution.Customer;

    private static NormalizedSpan Read(AttributeMapping mapping, (string, object)[] span, (string, object)[] resource) =>
        SpanNormalizer.Normalize(Reading.Span("x", span) with { Origin = new(Reading.Attributes(resource)) }, 0, AttributeLookup.Of(mapping));
}
