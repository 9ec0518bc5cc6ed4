namespace CostDashboard.Clients.Tests.DotNet;

/// <summary>Clients in this process hear each other's activities, so they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class InOneProcess
{
    public const string Name = "clients in this process";
}
