using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Tests.Ui.Charts;

public sealed class HuesTests
{
    private static readonly string[] s_steps = ["classify_intent", "retrieve_context", "generate_response", "agent.think", "draft_reply", "answer", "translate"];

    [Fact]
    public void Seven_values_have_seven_hues()
    {
        var hues = Hues.Of(s_steps);

        Assert.Equal(Hues.Count, s_steps.Select(s => hues[s]).Distinct().Count());
    }

    [Fact]
    public void The_order_of_values_changes_no_hue()
    {
        var (hues, reversed) = (Hues.Of(s_steps), Hues.Of(s_steps.Reverse()));

        Assert.All(s_steps, step => Assert.Equal(hues[step], reversed[step]));
    }

    [Fact]
    public void A_value_whose_colour_lasts_has_it_beside_whatever_else_is_shown()
    {
        var all = Hues.Of(s_steps, s_steps);

        Assert.All(s_steps, step => Assert.All(Enumerable.Range(0, 50), i =>
        {
            string[] others = [$"other-{i}", $"another-{i}", $"third-{i}"];
            var hues = Hues.Of([step, .. others], s_steps);
            Assert.Equal(all[step], hues[step]);
            Assert.Equal(4, others.Append(step).Select(v => hues[v]).Distinct().Count());
        }));
    }

    [Fact]
    public void A_value_alone_has_the_hue_it_prefers() => Assert.Equal(Hues.Preferred("agent.think"), Hues.Of(["agent.think"])["agent.think"]);

    [Fact]
    public void Hues_are_the_same_in_every_process() => Assert.Equal("hue-7", Hues.Preferred("agent.think"));
}
