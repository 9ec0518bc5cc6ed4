using System.Reflection;

namespace CostDashboard.Core.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void The_core_references_nothing_but_the_runtime() =>
        Assert.All(
            Assembly.Load("CostDashboard.Core").GetReferencedAssemblies(),
            reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));
}
