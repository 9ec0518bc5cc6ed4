using Bunit;
using CostDashboard.Web.Ui;
using Radzen;

namespace CostDashboard.Web.Tests.Ui;

public sealed class GreetingTests : BunitContext
{
    public GreetingTests()
    {
        Services.AddRadzenComponents();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void The_button_answers_when_it_is_pressed()
    {
        var greeting = Render<Greeting>();

        greeting.Find("button").Click();

        greeting.Find("button .rz-button-text").MarkupMatches("""<span class="rz-button-text">The circuit is alive</span>""");
    }
}
