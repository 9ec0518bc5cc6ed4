using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Traces.Sessions;

/// <summary>Words about sessions and users.</summary>
internal static class SessionText
{
    // A name may be as long as an attribute; beyond this nobody reads it.
    private const int LongestShown = 200;

    /// <summary>A name as it is shown: cut, and with what cannot be seen in it made visible.</summary>
    public static string Name(string name)
    {
        var length = Math.Min(name.Length, LongestShown);
        length -= length < name.Length && char.IsHighSurrogate(name[length - 1]) ? 1 : 0;
        return VisibleText.Of(name[..length]) + (length < name.Length ? "…" : "");
    }

    public static string Noun(SessionBy by) => by is SessionBy.Session ? "session" : "user";

    public static string Count(SessionBy by, long count) => $"{NumberText.Count(count)} {Noun(by)}{(count == 1 ? "" : "s")}";

    public static string Traces(long count) => $"{NumberText.Count(count)} {(count == 1 ? "trace" : "traces")}";

    /// <summary>What a list puts the traces' other name together as: users of a session, sessions of a user.</summary>
    public static SessionBy Other(SessionBy by) => by is SessionBy.Session ? SessionBy.User : SessionBy.Session;
}
