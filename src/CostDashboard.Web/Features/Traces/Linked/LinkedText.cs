using CostDashboard.Core.Traces.Links;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Traces.Linked;

/// <summary>Linked traces in words.</summary>
internal static class LinkedText
{
    internal static string NameOf(string? name) => name is null ? "a span that is not here" : name.Length == 0 ? "(no name)" : name;

    internal static string Traces(int count) => count == 1 ? "1 linked trace" : $"{NumberText.Count(count)} linked traces";

    /// <summary>Why a linked trace is, or is not, in the total; a sentence without its full stop.</summary>
    internal static string Why(LinkVerdict verdict) => verdict switch
    {
        LinkVerdict.SubTrace => "In the total, once",
        LinkVerdict.Neighbour => "The trace before or after in the same session, and no part of this one",
        LinkVerdict.NotHere => "Not in this project: it may belong to another one, still come, or have passed its retention",
        LinkVerdict.SpanNotHere => "The span that should begin it is not here, so that it is not known whether it was started as a whole",
        LinkVerdict.Inside => "The link does not end at the beginning of the later trace: at most a part of that was started by the other",
        LinkVerdict.WrongOrder => "It began before what is said to have started it",
        LinkVerdict.Sequel => "It began after the other had ended, root to root: a retry, or the next turn",
        LinkVerdict.Shared => "Traces outside of this total started it as well, so it is in none of theirs",
        LinkVerdict.Beyond => "It has too many links to know who else started it",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>When something began, as seen from the beginning of a trace.</summary>
    internal static string After(UnixNanos time, UnixNanos begin) =>
        time >= begin ? "+" + NumberText.Duration(time - begin) : MoneyText.Minus + NumberText.Duration(begin - time);
}
