using System.Text.Json;
using CostDashboard.Mcp.Asking;

namespace CostDashboard.Mcp.Tests;

public sealed class ArgumentsTests
{
    private static readonly string[] s_known = ["text", "limit", "by", "filters", "spans"];

    [Fact]
    public void What_is_not_given_is_null_and_so_is_what_is_given_as_null()
    {
        var given = Given("""{"text": null, "by": ""}""");

        Assert.Null(given.Text("text"));
        Assert.Null(given.Text("limit"));
        Assert.Null(given.Text("by"));
    }

    [Theory]
    [InlineData("""{"limit": 7}""")]
    [InlineData("""{"limit": "7"}""")]
    public void A_number_may_be_a_text_and_the_other_way_round(string json) => Assert.Equal(7, Given(json).Whole("limit", 1, 1, 10));

    [Theory]
    [InlineData("""{"by": "model"}""", "model")]
    [InlineData("""{"by": ["model", "step"]}""", "model,step")]
    [InlineData("{}", "")]
    public void One_text_is_a_list_of_one(string json, string texts) => Assert.Equal(texts, string.Join(',', Given(json).Texts("by")));

    [Theory]
    [InlineData("""{"filters": {"model": "x"}}""")]
    [InlineData("""{"filters": "{\"model\": \"x\"}"}""")]
    public void An_object_may_be_written_as_a_text(string json) =>
        Assert.Equal("x", Given(json).Json("filters", JsonValueKind.Object)!.Value.GetProperty("model").GetString());

    [Theory]
    [InlineData("""{"limits": 7}""", "limits", "There is no such argument. There are: text, limit, by, filters, spans.")]
    [InlineData("""{"limit": 70}""", "limit", "'70' is not a whole number from 1 to 10.")]
    [InlineData("""{"limit": [1]}""", "limit", "It is a text, and not a list.")]
    [InlineData("""{"limit": {}}""", "limit", "It is a text, and not an object.")]
    [InlineData("""{"filters": "model=x"}""", "filters", "It is an object, and not a text.")]
    [InlineData("""{"filters": []}""", "filters", "It is an object.")]
    [InlineData("""{"spans": {}}""", "spans", "It is a list.")]
    public void A_mistake_names_the_argument_and_the_remedy(string json, string argument, string message)
    {
        var mistake = Assert.Throws<QueryMistake>(() =>
        {
            var given = Given(json);
            given.Whole("limit", 1, 1, 10);
            given.Json("filters", JsonValueKind.Object);
            given.Json("spans", JsonValueKind.Array);
        });

        Assert.Equal((argument, message), (mistake.Parameter, mistake.Message));
    }

    private static Arguments Given(string json) => Arguments.Of(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json), s_known);
}
