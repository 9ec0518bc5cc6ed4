using System.Globalization;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Incidents;

/// <summary>What the list of incidents is asked beside what all pages are.</summary>
/// <param name="State">One of <see cref="States"/>.</param>
/// <param name="About">Only this kind; null for all.</param>
/// <param name="Least">Only those at least so severe.</param>
/// <param name="Assigned">One of <see cref="Assignments"/>; null for all.</param>
/// <param name="IsOfAll">Those of all projects.</param>
/// <param name="Before">Where the page before ended; null for the first.</param>
internal sealed record IncidentsView(string State, IncidentKind? About, IncidentSeverity Least, string? Assigned, bool IsOfAll, int? Before)
{
    public const string Path = "/incidents";
    public const int Rows = 50;
    public const string Active = "active";

    public static IReadOnlyList<(string Code, string Label, IReadOnlyList<IncidentStatus> Statuses)> States { get; } =
    [
        (Active, "Going on", IncidentQuestion.Active),
        ("open", "Open", [IncidentStatus.Open]),
        ("acknowledged", "Acknowledged", [IncidentStatus.Acknowledged]),
        ("snoozed", "Snoozed", [IncidentStatus.Snoozed]),
        ("resolved", "Resolved", [IncidentStatus.Resolved]),
        ("expected", "Expected", [IncidentStatus.Expected]),
        ("all", "All", []),
    ];

    public static IReadOnlyList<(string Code, string Label)> Assignments { get; } = [("me", "me"), ("nobody", "nobody")];

    /// <param name="me">Whoever looks, as the audit log names them.</param>
    public IncidentQuestion QuestionFor(PageContext context, string me) => new(
        IsOfAll ? null : context.Project?.Id, States.First(state => state.Code == State).Statuses, About, Least)
    {
        Assignee = Assigned switch { "me" => me, "nobody" => "", _ => null },
    };

    public bool IsFiltered => About is not null || Assigned is not null || Least > IncidentSeverity.Info || State != Active;

    public static IncidentsView From(UrlQuery query) => new(
        States.Select(state => state.Code).FirstOrDefault(code => code == query.Text("state")) ?? Active,
        IncidentWords.Parse<IncidentKind>(query.Text("about")),
        IncidentWords.Parse<IncidentSeverity>(query.Text("least")) ?? IncidentSeverity.Info,
        Assignments.Select(one => one.Code).FirstOrDefault(code => code == query.Text("assigned")),
        query.Text("of") == "all",
        int.TryParse(query.Text("cursor"), NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null);

    /// <summary>The page of an incident.</summary>
    public static string LinkTo(int incident, int project) => string.Create(CultureInfo.InvariantCulture, $"{Path}/{incident}?project={project}");
}
