using System.Runtime.CompilerServices;
using Bunit;

namespace CostDashboard.Web.Tests;

/// <summary>How long a test waits for a component: as long as a busy machine may need. A test that passes does not wait for it.</summary>
internal static class Waiting
{
    [ModuleInitializer]
    internal static void BePatient() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
}
