using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace CostDashboard.Web.Tests;

internal static class PartialRegistryAngleSharpDiffing
{
    // The package was pruned from the graph, so the runtime does not look for it beside the tests by itself.
    [ModuleInitializer]
    internal static void Find() =>
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            name.Name == "AngleSharp.Diffing"
                ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll"))
                : null;
}
