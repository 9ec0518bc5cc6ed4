namespace CostDashboard.Web.Tests.Api;

/// <summary>One running dashboard that was sent <see cref="Sending.SupportTrace"/>, for the tests of a class.</summary>
public sealed class SupportFixture : IAsyncLifetime
{
    internal Dashboard Dashboard { get; private set; } = null!;

    internal static async Task<Dashboard> StartAsync()
    {
        var dashboard = await Dashboard.StartAsync();
        await dashboard.SendAsync(Sending.Support, Sending.Noon, Sending.SupportTrace);
        return dashboard;
    }

    public async ValueTask InitializeAsync() => Dashboard = await StartAsync();

    public ValueTask DisposeAsync() => Dashboard.DisposeAsync();
}
