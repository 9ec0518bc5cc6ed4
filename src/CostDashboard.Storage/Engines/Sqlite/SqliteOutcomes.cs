using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Storage.Spend;

namespace CostDashboard.Storage.Engines.Sqlite;

/// <summary>Adds to the days of outcomes, as <see cref="SqliteSpend"/> does to spend rows.</summary>
internal static class SqliteOutcomes
{
    private const string Figures = "Calls, UnpricedCalls, PartialCalls, CostNanoUsd, InputTokens, OutputTokens, FirstToken";
    private const string WhereDay = " WHERE ProjectId = ? AND Day = ? AND SeriesId = ? AND Outcome = ?";

    private const string Read = "SELECT " + Figures + " FROM OutcomeDays" + WhereDay;
    private const string Insert = "INSERT INTO OutcomeDays (" + Figures + ", ProjectId, Day, SeriesId, Outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private const string Delete = "DELETE FROM OutcomeDays" + WhereDay;

    private const string Update = """
        UPDATE OutcomeDays SET Calls = ?, UnpricedCalls = ?, PartialCalls = ?, CostNanoUsd = ?, InputTokens = ?, OutputTokens = ?, FirstToken = ?
        """ + WhereDay;

    public static void Add(SqliteWriter writer, IReadOnlyList<OutcomeAddition> additions)
    {
        foreach (var addition in additions)
        {
            var read = Key(writer[Read], addition);
            if (!read.Read())
            {
                Key(Bind(writer[Insert], addition.Measures), addition).Run();
                continue;
            }

            var sum = OutcomeMeasuresOf.With(read.Blob(6));
            (sum.Calls, sum.UnpricedCalls, sum.PartialCalls) = (read.Long(0), read.Long(1), read.Long(2));
            (sum.CostNanoUsd, sum.InputTokens, sum.OutputTokens) = (read.Long(3), read.Long(4), read.Long(5));
            read.Reset();
            sum.Add(addition.Measures);
            Key(sum.IsZero ? writer[Delete] : Bind(writer[Update], sum), addition).Run();
        }
    }

    private static SqliteStatement Bind(SqliteStatement statement, OutcomeMeasures measures) => statement
        .Bind(measures.Calls)
        .Bind(measures.UnpricedCalls)
        .Bind(measures.PartialCalls)
        .Bind(measures.CostNanoUsd)
        .Bind(measures.InputTokens)
        .Bind(measures.OutputTokens)
        .Bind(HistogramColumn.Of(measures.FirstToken));

    private static SqliteStatement Key(SqliteStatement statement, OutcomeAddition key) =>
        statement.Bind(key.ProjectId).Bind(key.Day).Bind(key.SeriesId).Bind(key.Outcome);
}
