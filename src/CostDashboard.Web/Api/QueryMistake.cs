namespace CostDashboard.Web.Api;

/// <summary>A parameter that cannot be meant. The message says what was given, what is possible, and so what to do.</summary>
internal sealed class QueryMistake(string parameter, string message, int status = StatusCodes.Status400BadRequest) : Exception(message)
{
    public string Parameter { get; } = parameter;

    public int Status { get; } = status;
}
