namespace CostDashboard.Core.Asking;

/// <summary>A parameter or argument that cannot be meant. The message says what was given, what is possible, and so what to do.</summary>
public sealed class QueryMistake(string parameter, string message, int status = QueryMistake.CannotBeRead) : Exception(message)
{
    private const int CannotBeRead = 400;

    public string Parameter { get; } = parameter;

    /// <summary>As HTTP numbers it: 400 cannot be read, 403 is not allowed, 404 is not there, 409 comes too late, 422 cannot be answered.</summary>
    public int Status { get; } = status;
}
