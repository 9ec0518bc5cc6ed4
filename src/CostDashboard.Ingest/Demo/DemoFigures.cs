using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostDashboard.Ingest.Demo;

/// <summary>What all scenarios share; <c>db/seed/demo.json</c>.</summary>
internal sealed record DemoFigures(
    string About,
    Dictionary<string, Season> Seasons,
    int GrowthPerDayPerMille,
    Dictionary<string, DemoModel> Models,
    List<DemoCustomer> Customers,
    StoryFigures Stories)
{
    internal static DemoFigures Shared { get; } = SeedFile.Read<DemoFigures>("demo");
}

/// <summary>How traffic is spread over a week (from Monday on, 100 for a full day) and over a day's 24 hours (UTC; only their proportion counts).</summary>
internal sealed record Season(int[] Week, int[] Hours);

/// <summary>A model as it is asked for and as its provider answers.</summary>
/// <param name="MicrosPerToken">Time that each token of output takes.</param>
internal sealed record DemoModel(string Provider, string Answers, string Server, NumberRange FirstTokenMillis, NumberRange MicrosPerToken);

/// <param name="InputPercent">How much a call of this customer reads, beside the others' 100: some bring longer texts.</param>
internal sealed record DemoCustomer(string Name, int Weight, int Users, int InputPercent = 100);

/// <summary>When the stories happen: whole days before the last midnight of the demo, and the UTC time of that day.</summary>
internal sealed record StoryFigures(string About, StoryTime ModelSwitch, StoryTime Release, StoryTime PriceChange, StoryTime Runaway);

internal sealed record StoryTime(int DaysBefore, TimeOnly At);

/// <summary>One scenario; <c>db/seed/&lt;name&gt;.json</c>.</summary>
/// <param name="TracesPerDay">On a full working day at the beginning of the demo.</param>
/// <param name="Brings">Null where nobody counts what the feature brings.</param>
internal sealed record ScenarioFigures(
    string About,
    string Service,
    string Version,
    string Scope,
    string ScopeVersion,
    string Language,
    string Feature,
    int TracesPerDay,
    string Season,
    Dictionary<string, int> Environments,
    Dictionary<string, StepFigures> Steps,
    string? NewVersion = null,
    UsdPerMillion? UsdPerMillion = null,
    UsdPerMillion? NewUsdPerMillion = null,
    List<ValueFigures>? Brings = null);

/// <summary>What the feature of a scenario brings on a day at the beginning of the demo.</summary>
/// <param name="Unit">Empty for revenue in dollars.</param>
internal sealed record ValueFigures(string Unit, int PerDay);

/// <summary>What one step of a scenario takes.</summary>
/// <param name="Millis">Its own time, beside that of a model call in it.</param>
/// <param name="Input">Tokens that the call reads, cached ones included.</param>
/// <param name="Cached">The part of the input that came from the provider's cache, when it did.</param>
/// <param name="Reasoning">The part of the output that was reasoning.</param>
/// <param name="Count">How often it repeats, or how many it finds.</param>
/// <param name="Tokens">Size of what it returns to the context.</param>
internal sealed record StepFigures(
    NumberRange Millis,
    string Model = "",
    NumberRange Input = default,
    NumberRange Output = default,
    NumberRange Cached = default,
    NumberRange Reasoning = default,
    NumberRange Count = default,
    NumberRange Tokens = default);

internal sealed record UsdPerMillion(decimal Input, decimal Output);

internal static class SeedFile
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    internal static T Read<T>(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"seed/{name}.json")
            ?? throw new InvalidOperationException($"db/seed/{name}.json is not in this build.");
        return JsonSerializer.Deserialize<T>(stream, s_options)
            ?? throw new InvalidOperationException($"db/seed/{name}.json is empty.");
    }
}
