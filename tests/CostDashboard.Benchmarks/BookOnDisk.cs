using CostDashboard.Core.Pricing;

namespace CostDashboard.Benchmarks;

/// <summary>The project's own price book, read from <c>db/prices</c> of the checkout.</summary>
internal static class BookOnDisk
{
    internal static PriceBook Read() =>
        PriceBook.Of(Directory.GetFiles(Path.Combine(Checkout.Root, "db", "prices"), "*.json").Select(file => PriceFile.Parse(Path.GetFileName(file), File.ReadAllBytes(file))));
}

internal static class Checkout
{
    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The shared material beside the checkout, or where <c>COSTDASHBOARD_SHARED_DATA</c> says.</summary>
    internal static string SharedData =>
        Environment.GetEnvironmentVariable("COSTDASHBOARD_SHARED_DATA") ?? Path.Combine(Root, "..", "shared", "data");

    private static string Find(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "CostDashboard.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The benchmarks run from within a checkout: they read db/prices there.");
    }
}
