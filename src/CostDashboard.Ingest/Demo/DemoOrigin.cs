using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Demo.Scenarios;

namespace CostDashboard.Ingest.Demo;

/// <summary>Resources and scopes as SDKs state them.</summary>
internal static class DemoOrigin
{
    private const string Environment = "deployment.environment.name";

    internal static SpanOrigin Of(ScenarioFigures figures, string version, string environment) =>
        new(Resource(figures.Service, version, environment, figures.Language), figures.Scope, figures.ScopeVersion);

    /// <summary>A service of agents in the environment of who starts them.</summary>
    internal static SpanOrigin Of(SubAgentFigures figures, SpanOrigin caller) =>
        new(Resource(figures.Service, figures.Version, caller.Resource.Text(Environment) ?? "", figures.Language), figures.Scope, figures.ScopeVersion);

    /// <summary>Another service in the same environment.</summary>
    internal static SpanOrigin Beside(SpanOrigin caller, string service, string version) =>
        new(Resource(service, version, caller.Resource.Text(Environment) ?? "", "go"), service, version);

    private static SpanAttributes Resource(string service, string version, string environment, string language) =>
        SpanAttributes.Of(
            ("service.name", AttributeValue.Of(service)),
            ("service.version", AttributeValue.Of(version)),
            (Environment, AttributeValue.Of(environment)),
            ("telemetry.sdk.language", AttributeValue.Of(language)),
            ("telemetry.sdk.name", AttributeValue.Of("opentelemetry")));
}
