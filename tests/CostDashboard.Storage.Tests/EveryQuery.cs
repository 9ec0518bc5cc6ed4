using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Spend.Views;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Attributes;
using CostDashboard.Storage.Content;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Events;
using CostDashboard.Storage.Guardrails;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Pricing;
using CostDashboard.Storage.Spend;
using CostDashboard.Storage.Spend.Views;
using CostDashboard.Storage.Traces;
using CostDashboard.Storage.Value;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests;

/// <summary>Every named query, in every form that it can take.</summary>
internal static class EveryQuery
{
    private static readonly UnixNanos s_to = A.Noon + UnixNanos.PerDay;

    public static IEnumerable<(string Name, IQueryable Query)> Of(CostDb db) =>
        [
            .. Spend(db), .. Days(db), .. Pipelines(db), .. Outcomes(db), .. Traces(db), .. SessionQueriesInEveryForm.Of(db), .. Ledgers(db), .. Access(db), .. Prices(db), .. Values(db),
            .. RepricingQueries.Of(db), .. InsightQueriesInEveryForm.Of(db), .. IncidentQueriesInEveryForm.Of(db), .. WatchingQueriesInEveryForm.Of(db), .. JobQueriesInEveryForm.Of(db), .. DeliveryQueriesInEveryForm.Of(db), .. SourceQueriesInEveryForm.Of(db), .. LangfuseQueriesInEveryForm.Of(db),
        ];

    private static IEnumerable<(string, IQueryable)> Spend(CostDb db)
    {
        foreach (var grain in Enum.GetValues<Grain>())
        {
            var cuts = new TimeCuts(OrganisationCalendar.Utc, grain);
            foreach (var by in (Dimension[][])[[], [Dimension.Model], [Dimension.Kind, Dimension.Customer], [Dimension.ApiKey, Dimension.PriceState, Dimension.Step]])
            {
                var question = new SpendQuestion(null, A.Noon, s_to, grain, by, []);
                var segment = new TimeSegment(A.Noon, s_to, 0);
                var name = $"{grain} by {string.Join(',', by)}";
                foreach (var table in Enum.GetValues<SpendTable>())
                {
                    yield return ($"sums of {table} {name}", SpendQueries.Sums(db, table, null, [1], question, cuts, segment));
                    yield return ($"sums of slices of {table} {name}", SpendQueries.Sums(db, table, Dimension.Step, [1], question, cuts, segment));
                }

                yield return ($"sums of all projects {name}", SpendQueries.Sums(db, SpendTable.Minutes, null, [1, 2], question, cuts, segment));
                yield return ($"histograms {name}", SpendQueries.Histograms(db, SpendTable.Quarters, SpendSlices.For(question), [1], question, cuts, segment));
            }
        }

        var filtered = new SpendQuestion(null, A.Noon, s_to, Grain.Total, [Dimension.Step, Dimension.Model], [new(Dimension.Customer, ["acme"])]);
        yield return ("sums of filtered series", SpendQueries.Sums(db, SpendTable.Days, null, [1], filtered, new(OrganisationCalendar.Utc, Grain.Total), new(A.Noon, s_to, 0)));
        foreach (var table in Enum.GetValues<SpendTable>())
        {
            yield return ($"series of {table}", SpikeQueries.Sums(db, new(table, A.Noon, s_to), [1], []));
            yield return ($"series of {table} of all projects, filtered", SpikeQueries.Sums(db, new(table, A.Noon, s_to), [1, 2], [new(Dimension.Model, ["m"]), new(Dimension.Kind, ["Chat"], IsExclude: true)]));
        }

        foreach (var dimension in Enum.GetValues<Dimension>().Where(d => d is not (Dimension.User or Dimension.Tag)))
        {
            foreach (var isExclude in (bool[])[false, true])
            {
                var question = new SpendQuestion(null, A.Noon, s_to, Grain.Day, [dimension], [new(dimension, ["1", "Chat"], IsExclude: isExclude)]);
                yield return (
                    $"sums {(isExclude ? "without" : "of")} {dimension}",
                    SpendQueries.Sums(db, SpendTable.Quarters, SpendSlices.For(question), [1], question, new(OrganisationCalendar.Utc, Grain.Day), new(A.Noon, s_to, 0)));
            }
        }
    }

    private static IEnumerable<(string, IQueryable)> Days(CostDb db)
    {
        foreach (var isExclude in (bool[])[false, true])
        {
            SpendFilter[] filters = [new(Dimension.User, ["u1", "u2"], IsExclude: isExclude)];
            foreach (var isByValue in (bool[])[false, true])
            {
                yield return ($"days {isExclude} {isByValue}", LabelQueries.Sums(db, [1, 2], "", 1, 2, filters, isByDay: true, isByValue));
                yield return ($"days in total {isExclude} {isByValue}", LabelQueries.Sums(db, [1], "team", 1, 2, filters, isByDay: false, isByValue));
            }
        }

        yield return ("folded values", LabelQueries.Folded(db, [1, 2], "team", 1, 2, [3, 4]));
        yield return ("values of users", LabelQueries.Values(db, [1], isUser: true, 1, 2, 10));
        yield return ("extent", SpendQueries.Extent(db, 1));
        yield return ("projects with spend", SpendQueries.ProjectsWithSpend(db));
        yield return ("values of tags", LabelQueries.Values(db, [1], isUser: false, 1, 2, 10));
    }

    private static IEnumerable<(string, IQueryable)> Outcomes(CostDb db)
    {
        foreach (var filters in (SpendFilter[][])[[], [new(Dimension.Step, ["step"]), new(Dimension.Model, ["m"], IsExclude: true)]])
        {
            var question = new OutcomeQuestion(new(1), A.Noon, s_to, filters);
            int[] projects = filters.Length == 0 ? [1] : [1, 2];
            yield return ($"outcomes by series {filters.Length}", OutcomeQueries.BySeries(db, projects, question, 1, 2));
            yield return ($"outcomes by day {filters.Length}", OutcomeQueries.ByDay(db, projects, question, 1, 2));
            yield return ($"first tokens {filters.Length}", OutcomeQueries.FirstTokens(db, projects, question, 1, 2));
        }

        yield return ("ledger days of outcomes", LedgerOutcomes.Days(db, 1, 2, 3));
        yield return ("ledger day of an outcome", LedgerOutcomes.Day(db, 1, 2, 3, 4));
        yield return ("spans of which it is not known how they ended", OutcomeReading.Unread(db, [1, 2], 3, 4, 10));
    }

    private static IEnumerable<(string, IQueryable)> Pipelines(CostDb db)
    {
        foreach (var part in Enum.GetValues<PipelinePart>())
        {
            foreach (var isExclude in (bool[])[false, true])
            {
                var question = new PipelineQuestion(
                    new(1), A.Noon, s_to, part, isExclude ? "root" : null, isExclude ? null : "step", [new(Dimension.Environment, ["production"], IsExclude: isExclude)]);
                yield return ($"shares of {part} {isExclude}", PipelineQueries.Sums(db, isExclude ? [1, 2] : [1], question, 1, 2));
                yield return ($"days of {part} {isExclude}", PipelineQueries.Rows(db, isExclude ? [1, 2] : [1], question, 1, 2));
            }
        }

        yield return ("names of pipelines", PipelineQueries.Names(db, [1, 2]));
        yield return ("ledger days of pipelines", LedgerPipelines.Days(db, 1, 2, 3));
        yield return ("ledger day of a pipeline", LedgerPipelines.Day(db, 1, 2, 3));
    }

    private static IEnumerable<(string, IQueryable)> Traces(CostDb db)
    {
        yield return ("trace of links", LinkQueries.TraceOf(db, 1, A.TraceId().ToBytes()));
        yield return ("links that traces bear", LinkQueries.Borne(db, [1, 2], 10));
        yield return ("links that name traces", LinkQueries.Naming(db, [1, 2], 10));
        yield return ("spans of the index of links", LinkIndex.After(db, 1, 2, 10));
        foreach (var basis in Enum.GetValues<TraceBasis>())
        {
            var all = new TraceQuestion(new ProjectId(1), A.Noon, s_to, [], Basis: basis);
            foreach (var sort in Enum.GetValues<TraceSort>())
            {
                var question = all with { Sort = sort };
                yield return ($"traces {basis} by {sort}", TraceQueries.Page(db, question, null, 50));
                yield return ($"traces {basis} by {sort} rising, next page", TraceQueries.Page(db, question with { Ascending = true }, new(1, 2), 50));
            }

            foreach (var dimension in Enum.GetValues<Dimension>())
            {
                foreach (var isExclude in (bool[])[false, true])
                {
                    var question = all with { Filters = [new(dimension, ["", "1", "Chat"], "team", isExclude)] };
                    yield return ($"traces {basis} {(isExclude ? "without" : "of")} {dimension}", TraceQueries.Page(db, question, null, 50));
                    yield return ($"totals {basis} {(isExclude ? "without" : "of")} {dimension}", TraceTotals.Of(db, question));
                }
            }

            foreach (var match in MatchesInEveryForm(basis))
            {
                yield return ($"traces {basis} like {match}", TraceQueries.Page(db, all with { Matches = [match] }, null, 50));
            }

            yield return ($"traces {basis} in ranges", TraceTotals.Of(db, all with { Ranges = [.. Enum.GetValues<TraceFigure>().Where(f => f < TraceFigure.CallCost).Select(f => new TraceRange(f, 1, 2))] }));
            var narrow = all with { Text = "a%[b", ErrorsOnly = true, IncompleteOnly = true, MinCostNanoUsd = 1, MaxCostNanoUsd = 2, MinDuration = 1, MaxDuration = 2, Project = null, PricedOnly = true, Root = "root", Calls = new(1, 2, 3, 4) };
            yield return ($"traces {basis} narrowed", TraceQueries.Page(db, narrow, null, 50));
            yield return ($"traces {basis} along cost", TraceQueries.Page(db, all with { Sort = TraceSort.Cost }, new(1, 2), 50, isAlongCost: true));
            yield return ($"traces {basis} from the middle", TraceQueries.Page(db, all with { Skip = 7 }, null, 50));
            yield return ($"names of traces {basis}", TraceQueries.Names(db, narrow));
            yield return ($"traces {basis} of an id", TraceQueries.Page(db, narrow with { Text = A.TraceId().ToString() }, null, 50));
        }

        yield return ("totals of traces by days", TraceTotals.OfDays(db, 1, 2, 3));
        yield return ("more than many traces", CostOrder.BeyondMany(db, new(new ProjectId(1), A.Noon, s_to, [])));
        yield return ("facts", TraceQueries.Facts(db, A.Trace()));
        yield return ("received", TraceQueries.Received(db, A.Trace()));
        yield return ("stamp", TraceQueries.Stamp(db, A.Trace()));
        yield return ("moments", TraceQueries.Moments(db, A.Trace(), [1, 2]));
        yield return ("claims of responses", StoredClaims.OfResponses(db, 1, [2, 3], 4));
        yield return ("claims of likenesses", StoredClaims.OfLikenesses(db, 1, [2, 3], 4, 5, 6));
        yield return ("traces of numbers", StoredClaims.TracesOf(db, [1, 2]));
        yield return ("spans", TraceQueries.Spans(db, A.Trace()));
        yield return ("one span", TraceQueries.Spans(db, A.Trace()).Where(s => s.SpanId == 1));
        yield return ("latest traces", TraceQueries.LatestTraces(db, 1, 1_000));
        yield return ("latest spans", TraceQueries.LatestSpans(db, [1, 2], 1_000));
        yield return ("parts", StoredSpans.Parts(db, 1, [1, 2]));
        yield return ("kept content", ContentStore.Kept(db, A.Trace(), A.Noon));
        yield return ("content", ContentStore.Contents(db, A.Trace(), [1, 2], A.Noon));
        yield return ("expired content", ContentStore.Expired(db, 1, 2));
        yield return ("traces that came and may break a guardrail", GuardrailQueries.Arrived(db, 1, GuardrailSettings.Usual, new(A.Noon, 5), s_to, 10));
        yield return ("traces that began and may break a guardrail", GuardrailQueries.Suspects(db, 1, GuardrailSettings.Usual, A.Noon, s_to, 10));
        yield return ("traces that began", GuardrailQueries.Began(db, 1, A.Noon, s_to));
        yield return ("content readings", ContentStore.Readings(db, new(A.Entry.Actor, "subject", "details"), 1));
    }

    private static IEnumerable<TraceMatch> MatchesInEveryForm(TraceBasis basis)
    {
        TextPattern[] patterns = [new("100%_'[a]"), new("b", IsOpenAfter: true), new("c", IsOpenBefore: true), new("d", true, true)];
        foreach (var dimension in Enum.GetValues<Dimension>().Where(d => QueryField.Of(d) is not null && d is not (Dimension.Kind or Dimension.ApiKey or Dimension.PriceState)))
        {
            yield return new(MatchedText.Dimension, dimension, patterns, IsExclude: basis is TraceBasis.Spent);
        }

        yield return new(MatchedText.Dimension, Dimension.Tag, patterns[..2], "team");
        yield return new(MatchedText.Root, null, patterns);
        yield return new(MatchedText.Finish, null, [new("length"), new("stop")], IsExclude: basis is TraceBasis.Spent);
        yield return new(MatchedText.Call, null, [new("failed"), new("repeated")], IsExclude: basis is TraceBasis.Started);
        yield return new(MatchedText.Session, null, [new("one")]);
        yield return new(MatchedText.Session, null, [new("")], IsExclude: true);
    }

    private static IEnumerable<(string, IQueryable)> Ledgers(CostDb db)
    {
        yield return ("ledger by number", LedgerTraces.AfterNumber(db, 5));
        yield return ("ledger by start", LedgerTraces.AfterStart(db, 1, 5, 5));
        yield return ("ledger spans", LedgerTraces.SpansOf(db, [1, 2]));
        yield return ("ledger projects", Ledger.Projects(db));
        yield return ("ledger series", LedgerCheck.SeriesOf(db, [1]));
        yield return ("ledger labels", LedgerLabels.Rows(db, 1, 2));
        yield return ("ledger charges", LedgerLabels.Charges(db, 1, 2, 3));
        yield return ("ledger next charge", LedgerLabels.Starts(db, 1, 2));
        yield return ("ledger next day of labels", LedgerLabels.DaysAfter(db, 1, 2));
        foreach (var table in Enum.GetValues<SpendTable>())
        {
            yield return ($"ledger row of {table}", LedgerCheck.SpendRow(db, table, null, 1, 2, 3));
            yield return ($"ledger row of a slice of {table}", LedgerCheck.SpendRow(db, table, Dimension.Step, 1, 2, 3));
            yield return ($"ledger rows of slices of {table}", StoredRows.After(db, table, Dimension.Step, 1, 2, 3, 4, 5));
            yield return ($"ledger rows of {table}", StoredRows.After(db, table, null, 1, 2, 3, 4, 5));
        }
    }

    private static IEnumerable<(string, IQueryable)> Access(CostDb db)
    {
        yield return ("projects", AccessQueries.Projects(db));
        yield return ("attribute mapping", MappingStore.Mapping(db, 1));
        yield return ("key by hash", AccessQueries.KeyByHash(db, [1, 2]));
        yield return ("keys of a project", AccessQueries.KeysOfProject(db, 1));
        yield return ("users", AccessQueries.Users(db));
        yield return ("user by id", AccessQueries.UserById(db, Guid.Empty));
        yield return ("user by email", AccessQueries.UserByEmail(db, "A@B"));
        yield return ("setting", AccessQueries.Setting(db, "name"));
        yield return ("saved views", SavedViews.Of(db, Guid.Empty, ViewPage.Traces));
        yield return ("saved view", SavedViews.ById(db, Guid.Empty));
        yield return ("audit entries", AuditLog.Entries(db, (1, 2), 50));
        yield return ("event by id", EventStore.ById(db, 1, 2));
        yield return ("reported events", EventStore.Reported(db, [1, 2], 3, 4, 50));
        yield return ("seen releases", EventStore.Seen(db, [1, 2], 3, 4, 50));
        yield return ("releases by ids", SeenReleases.ByIds(db, 1, [2, 3]));
        yield return ("releases of a project", SeenReleases.OfProject(db, 1));
    }

    private static IEnumerable<(string, IQueryable)> Prices(CostDb db)
    {
        yield return ("prices", PriceStore.Prices(db));
        yield return ("price entries", PriceEntryStore.Entries(db, withWithdrawn: false));
        yield return ("price entries with withdrawn ones", PriceEntryStore.Entries(db, withWithdrawn: true));
        yield return ("known price entries", PriceEntryStore.Known(db, [Guid.Empty, Guid.AllBitsSet]));
        yield return ("price imports", PriceImportStore.Imports(db));
        yield return ("price import", PriceImportStore.Import(db, Guid.Empty));
        yield return ("unpriced models", UnpricedQueries.Sums(db, [1, 2], 3, 4));
    }

    private static IEnumerable<(string, IQueryable)> Values(CostDb db)
    {
        yield return ("feature values of days", FeatureValueStore.Overlapping(db, 1, 2, 3));
        yield return ("latest feature values", FeatureValueStore.Latest(FeatureValueStore.Of(db, 1, null), 100, 50));
        yield return ("latest values of a feature", FeatureValueStore.Latest(FeatureValueStore.Of(db, 1, "chat"), 100, 50));
        yield return ("a feature value", FeatureValueStore.One(db, new(1), new("chat", new(new(2026, 11, 1), new(2026, 11, 30)), "")));
    }
}
