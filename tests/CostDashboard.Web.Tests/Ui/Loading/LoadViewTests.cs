using Bunit;
using CostDashboard.Web.Ui.Loading;

namespace CostDashboard.Web.Tests.Ui.Loading;

public sealed class LoadViewTests : BunitContext
{
    private const string Hostile = "<script>alert(1)</script>";

    [Fact]
    public void Before_there_is_a_question_a_skeleton_of_the_answers_height_stands_in_its_place() => AssertIsSkeleton(Show(null));

    [Fact]
    public void While_it_is_asked_the_skeleton_stays() => AssertIsSkeleton(Show(new Load<string>.Waiting()));

    [Fact]
    public void An_answer_is_shown_and_nothing_else() => Assert.Equal("<b>an answer</b>", Show(new Load<string>.Ready("an answer")).Markup.Trim());

    [Fact]
    public void What_is_not_there_is_said_without_an_alarm()
    {
        var view = Show(new Load<string>.Missing(Hostile));

        Assert.Equal(Hostile, view.Find("p.load-note").TextContent);
        Assert.Empty(view.FindAll("[role=alert], script, b"));
    }

    [Fact]
    public void What_went_wrong_is_an_alarm()
    {
        var view = Show(new Load<string>.Failed(Hostile));

        Assert.Equal(Hostile, view.Find("p[role=alert]").TextContent);
        Assert.Empty(view.FindAll("script, b"));
    }

    [Fact]
    public void Where_only_waiting_and_failing_are_shown_an_answer_leaves_nothing() =>
        Assert.Empty(Render<LoadView<string>>(p => p.Add(v => v.Of, new Load<string>.Ready("an answer"))).Markup.Trim());

    private static void AssertIsSkeleton(IRenderedComponent<LoadView<string>> view)
    {
        var skeleton = view.Find("[role=status]");
        Assert.Equal("--height: 80px", skeleton.GetAttribute("style"));
        Assert.Equal("Loading", skeleton.TextContent);
    }

    private IRenderedComponent<LoadView<string>> Show(Load<string>? load) =>
        Render<LoadView<string>>(p => p.Add(v => v.Of, load).Add(v => v.Height, 80).Add<string>(v => v.ChildContent, answer => $"<b>{answer}</b>"));
}
