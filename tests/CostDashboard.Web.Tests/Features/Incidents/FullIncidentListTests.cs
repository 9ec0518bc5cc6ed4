using Bunit;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit.Watching;
using CostDashboard.Web.Features.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Incidents;

public sealed class FullIncidentListTests : BunitContext
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void That_no_more_incidents_are_opened_is_said_with_what_to_do(bool isFull)
    {
        Services.AddSingleton<IIncidentStore>(new RecordedIncidents { IsFull = isFull });

        var alerts = Render<IncidentsPage>(page => page.AddCascadingValue(Questions.Context("/incidents")).AddCascadingValue<HttpContext>(new DefaultHttpContext())).FindAll("[role=alert]");

        Assert.Equal(isFull ? 1 : 0, alerts.Count);
        Assert.All(alerts, alert => Assert.Equal(
            "500 incidents of this project are active, and no more are opened: what else goes wrong is not told of. Resolve what is over, or mark it as expected.", alert.TextContent));
    }
}
