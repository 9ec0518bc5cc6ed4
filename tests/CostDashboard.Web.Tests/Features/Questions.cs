using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Tests.Features;

/// <summary>Contexts of pages, as the layout would read them from an address.</summary>
internal static class Questions
{
    /// <summary>Shortly after the spans that <see cref="A"/> makes.</summary>
    internal static readonly UnixNanos Now = A.Noon + UnixNanos.PerHour;

    internal static PageContext Context(string url, OrganisationCalendar? calendar = null)
    {
        calendar ??= OrganisationCalendar.Utc;
        var project = new Project(A.Project, "tests", ["team"]);
        var query = UrlQuery.Of(url);
        var question = PageQuestion.From(query, calendar) with { Project = project.Id };
        return new(url.Split('?')[0], project, [project], question, query, question.Range.At(Now, calendar), calendar, Now, ValueNames.WithoutKeys);
    }

    internal static UnixNanos At(string text) => UnixNanos.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
}
