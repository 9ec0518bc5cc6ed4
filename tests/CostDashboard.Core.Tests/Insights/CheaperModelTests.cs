using CostDashboard.Core.Insights;
using CostDashboard.Core.Tests.Pricing;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Insights;

public sealed class CheaperModelTests
{
    [Theory]
    [InlineData("anthropic", "claude-sonnet-4-5", "claude-haiku-4-5")]
    [InlineData("openai", "gpt-4.1", "gpt-4.1-mini")]
    [InlineData("openai", "gpt-4.1-mini", "gpt-4.1-nano")]
    [InlineData("openai", "gpt-4o", "gpt-4o-mini")]
    [InlineData("gcp.gemini", "gemini-2.5-pro", "gemini-2.5-flash")]
    [InlineData("gcp.gemini", "gemini-2.5-flash", "gemini-2.5-flash-lite")]
    public void The_next_smaller_model_of_the_same_version_is_the_cheaper_one(string provider, string model, string cheaper) =>
        Assert.Equal(cheaper, Of(provider, model));

    [Theory]
    [InlineData("anthropic", "claude-haiku-4-5")]
    [InlineData("openai", "gpt-4.1-nano")]
    [InlineData("openai", "text-embedding-3-small")]
    public void The_smallest_of_a_family_and_a_model_of_none_have_no_cheaper_one(string provider, string model) => Assert.Null(Of(provider, model));

    private static string? Of(string provider, string model) => CheaperModel.Of(TheBook.Book, TheBook.Book.Find(provider, model)!, A.Noon)?.Model;
}
