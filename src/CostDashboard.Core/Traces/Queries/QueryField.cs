using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Traces.Queries;

/// <summary>A field of the query language: a text that has values, or a figure that has a range.</summary>
/// <param name="Name">As it is written, in lower case.</param>
/// <param name="Meaning">For the list of fields.</param>
public sealed record QueryField(string Name, string Meaning)
{
    /// <summary>Begins the name of a tag's field: <c>tag.team:search</c>.</summary>
    public const string TagPrefix = "tag.";

    public const string StatusName = "status";

    /// <summary>Other names that mean the same.</summary>
    public IReadOnlyList<string> Aliases { get; private init; } = [];

    public Dimension? Dimension { get; private init; }

    public MatchedText? Text { get; private init; }

    public TraceFigure? Figure { get; private init; }

    /// <summary>Every field but those of tags, in the order in which they are told.</summary>
    public static IReadOnlyList<QueryField> All { get; } =
    [
        OfDimension("step", Spend.Dimension.Step, "the operation of a charged call"),
        OfDimension("model", Spend.Dimension.Model, "the model that answered a charged call"),
        OfDimension("provider", Spend.Dimension.Provider, "who ran the model"),
        OfDimension("customer", Spend.Dimension.Customer, "whom it was for"),
        OfDimension("user", Spend.Dimension.User, "who asked"),
        OfDimension("feature", Spend.Dimension.Feature, "the feature that spent"),
        OfDimension("environment", Spend.Dimension.Environment, "such as production") with { Aliases = ["env"] },
        OfDimension("service", Spend.Dimension.Service, "the service that made a charged call"),
        OfDimension("release", Spend.Dimension.Release, "the version of that service"),
        OfDimension("kind", Spend.Dimension.Kind, "chat, embeddings, rerank, media, retrieval, tool, agent, workflow, other"),
        OfDimension("key", Spend.Dimension.ApiKey, "name or number of the API key that sent a charged call"),
        OfDimension("price", Spend.Dimension.PriceState, "computed, reported, partial, unpriced, notACall"),
        OfText("root", MatchedText.Root, "the whole name of the first span"),
        OfText("session", MatchedText.Session, "the session or conversation"),
        OfText("finish", MatchedText.Finish, "why a charged call ended: stop, length, content_filter, tool_calls, error, other, unknown"),
        OfText("call", MatchedText.Call, "how a charged call went: failed, repeated (the same prompt was sent again), unlimited (a chat without a limit to its output), troubled (failed, repeated, cut off or stopped by a filter)"),
        new(StatusName, "error: some span failed; ok: none did"),
        OfFigure("cost", TraceFigure.Cost, "dollars that are known; cost:known leaves out what is not known whole"),
        OfFigure("duration", TraceFigure.Duration, "from the first start to the last end: 500ms, 2s, 1.5min") with { Aliases = ["latency"] },
        OfFigure("tokens", TraceFigure.Tokens, "all charged tokens: 10k, 1.5M"),
        OfFigure("calls", TraceFigure.Calls, "charged model calls"),
        OfFigure("spans", TraceFigure.Spans, "all spans"),
        OfFigure("errors", TraceFigure.Errors, "failed spans"),
        OfFigure("call.cost", TraceFigure.CallCost, "dollars of one charged call of known cost"),
        OfFigure("call.duration", TraceFigure.CallDuration, "how long one charged call took"),
        OfFigure("call.firsttoken", TraceFigure.CallFirstToken, "how long one charged call took to its first token") with { Aliases = ["call.ttft"] },
        OfFigure("call.output", TraceFigure.CallOutput, "tokens of output of one charged call"),
    ];

    /// <summary>The field of a dimension other than a tag; null for the project, which stands beside the query.</summary>
    public static QueryField? Of(Dimension dimension) => All.FirstOrDefault(field => field.Dimension == dimension);

    /// <summary>What all tags' fields have in common.</summary>
    public static QueryField Tag { get; } = OfDimension(TagPrefix + "NAME", Spend.Dimension.Tag, "the value of a tag of the project");

    internal static QueryField Of(MatchedText text) => All.First(field => field.Text == text);

    internal static QueryField Of(TraceFigure figure) => All.First(field => field.Figure == figure);

    internal static QueryField? Named(string name) => All.FirstOrDefault(field =>
        string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase) || field.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static QueryField OfDimension(string name, Dimension dimension, string meaning) => new(name, meaning) { Dimension = dimension, Text = MatchedText.Dimension };

    private static QueryField OfText(string name, MatchedText text, string meaning) => new(name, meaning) { Text = text };

    private static QueryField OfFigure(string name, TraceFigure figure, string meaning) => new(name, meaning) { Figure = figure };
}
