using System.Text.Json;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;

namespace CostDashboard.Storage.Pricing;

/// <summary>The stored form of a run's question and report: JSON, figures as arrays of six numbers.</summary>
internal static class RepricingCode
{
    public static string Write(RepricingQuestion question) => JsonSerializer.Serialize(new StoredQuestion(
        [.. question.Projects.Select(project => project.Value)],
        question.Providers,
        question.Models,
        [.. question.States.Select(state => (int)state)]));

    public static RepricingQuestion ReadQuestion(string text, long from, long to)
    {
        var stored = Read<StoredQuestion>(text);
        return new(
            new(from),
            new(to),
            [.. stored.Projects.Select(project => new Core.Access.ProjectId(project))],
            stored.Providers,
            stored.Models,
            [.. stored.States.Select(state => (PriceState)state)]);
    }

    public static string Write(RepricingReport report) => JsonSerializer.Serialize(new StoredReport(
        Numbers(report.Total),
        report.Traces,
        report.ChangedTraces,
        [.. report.Models.Rows.Select(row => new StoredModel(row.Key.Provider, row.Key.Model, Numbers(row.Value)))],
        Numbers(report.Models.Other),
        [.. report.Customers.Rows.Select(row => new StoredCustomer(row.Key, Numbers(row.Value)))],
        Numbers(report.Customers.Other),
        [.. report.Days.Rows.Select(row => new StoredDay(row.Key, Numbers(row.Value)))],
        Numbers(report.Days.Other)));

    public static RepricingReport ReadReport(string text)
    {
        var report = new RepricingReport();
        if (text.Length == 0)
        {
            return report;
        }

        var stored = Read<StoredReport>(text);
        report.Total = Figures(stored.Total);
        report.Traces = stored.Traces;
        report.ChangedTraces = stored.ChangedTraces;
        foreach (var row in stored.Models)
        {
            report.Models.Add(new(row.Provider, row.Model), Figures(row.Figures));
        }

        foreach (var row in stored.Customers)
        {
            report.Customers.Add(row.Name, Figures(row.Figures));
        }

        foreach (var row in stored.Days)
        {
            report.Days.Add(row.Day, Figures(row.Figures));
        }

        report.Models.AddOther(Figures(stored.OtherModels));
        report.Customers.AddOther(Figures(stored.OtherCustomers));
        report.Days.AddOther(Figures(stored.OtherDays));
        return report;
    }

    private static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text) ?? throw new InvalidDataException("A stored run of re-pricing cannot be read.");

    private static long[] Numbers(RepricingFigures of) =>
        [of.Calls, of.ChangedCalls, of.OldCostNanoUsd, of.NewCostNanoUsd, of.UnpricedBefore, of.UnpricedAfter];

    private static RepricingFigures Figures(long[] of) => new(of[0], of[1], of[2], of[3], of[4], of[5]);

    private sealed record StoredQuestion(int[] Projects, IReadOnlyList<string> Providers, IReadOnlyList<string> Models, int[] States);

    private sealed record StoredReport(
        long[] Total,
        long Traces,
        long ChangedTraces,
        StoredModel[] Models,
        long[] OtherModels,
        StoredCustomer[] Customers,
        long[] OtherCustomers,
        StoredDay[] Days,
        long[] OtherDays);

    private sealed record StoredModel(string Provider, string Model, long[] Figures);

    private sealed record StoredCustomer(string Name, long[] Figures);

    private sealed record StoredDay(DateOnly Day, long[] Figures);
}
