using CostDashboard.Core.Access;

namespace CostDashboard.Mcp;

/// <summary>Who asks: a key of one project, which sees and records for this project alone.</summary>
/// <param name="Client">What the program says of itself that asks; hostile. Null for nothing.</param>
/// <param name="Base">Where people open the dashboard; answers link to its pages.</param>
public sealed record McpCaller(ProjectId Project, int KeyId, string? Client, Uri Base);
