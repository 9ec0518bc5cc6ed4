using Bunit;
using CostDashboard.Core.Annotations;
using CostDashboard.Core.Spend;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Traces;

public sealed class SpanScoresTests : BunitContext
{
    private static readonly SpanAnnotation s_helpful = new("1", A.Trace(), A.SpanKey("s1").Span, "helpful", AnnotationKind.Numeric, 0.75, null, "<b>to</b> the point", "API", A.Noon);

    private readonly InMemoryAnnotations _annotations = new();

    public SpanScoresTests() => Services.AddSingleton<IAnnotationStore>(_annotations);

    [Fact]
    public async Task A_span_shows_how_it_was_judged_and_the_root_also_its_trace()
    {
        await _annotations.SaveAsync(
            [s_helpful, s_helpful with { Id = "2", Span = null, Name = "verdict", Kind = AnnotationKind.Boolean, Number = 1 }, s_helpful with { Id = "3", Span = A.SpanKey("s2").Span, Name = "other" }],
            Xunit.TestContext.Current.CancellationToken);

        Assert.Equal(["helpful"], NamesOf(isRoot: false));
        Assert.Equal(["helpful", "verdict (trace)"], NamesOf(isRoot: true).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_hostile_comment_is_text_and_nothing_is_shown_where_nobody_judged()
    {
        Assert.Empty(Show(isRoot: true).Markup.Trim());
        await _annotations.SaveAsync([s_helpful], Xunit.TestContext.Current.CancellationToken);

        var shown = Show(isRoot: false);

        Assert.Contains("0.75", shown.Markup, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;to&lt;/b&gt;", shown.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AnnotationKind.Numeric, 0.123456, null, "0.1235")]
    [InlineData(AnnotationKind.Boolean, 0.0, null, "no")]
    [InlineData(AnnotationKind.Boolean, 1.0, null, "yes")]
    [InlineData(AnnotationKind.Categorical, null, "good", "good")]
    public void A_value_is_said_in_words(AnnotationKind kind, double? number, string? text, string said) =>
        Assert.Equal(said, ScoreText.Value(s_helpful with { Kind = kind, Number = number, Text = text }));

    private IRenderedComponent<SpanScores> Show(bool isRoot) =>
        Render<SpanScores>(set => set.Add(c => c.Span, A.SpanKey("s1")).Add(c => c.IsRoot, isRoot).Add(c => c.Calendar, OrganisationCalendar.Utc));

    private IEnumerable<string> NamesOf(bool isRoot) => Show(isRoot).FindAll("dt").Select(name => name.TextContent);
}
