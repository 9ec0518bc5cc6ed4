using System.Globalization;
using CostDashboard.Core.Annotations;

namespace CostDashboard.Web.Features.Traces;

/// <summary>A judgement's value in words.</summary>
internal static class ScoreText
{
    internal static string Value(SpanAnnotation score) =>
        score.Text ?? (score.Kind is AnnotationKind.Boolean ? (score.Number == 0 ? "no" : "yes") : (score.Number ?? 0).ToString("0.####", CultureInfo.InvariantCulture));
}
