namespace CostDashboard.Web.Ui;

/// <summary>Shows that a circuit is alive: the button answers when it is pressed.</summary>
public sealed partial class Greeting
{
    private string _text = "Hello";

    private void Answer() => _text = "The circuit is alive";
}
