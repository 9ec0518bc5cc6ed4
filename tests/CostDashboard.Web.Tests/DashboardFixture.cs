namespace CostDashboard.Web.Tests;

/// <summary>One running dashboard for the tests of a class.</summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    internal Dashboard Dashboard { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Dashboard = await Dashboard.StartAsync();

    public ValueTask DisposeAsync() => Dashboard.DisposeAsync();
}
