using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace CostDashboard.Storage.Model;

/// <summary>
/// Makes the tables of spend, and others whose rows are hardly more than their key, "WITHOUT ROWID" (sqlite.org/withoutrowid.html): their short rows then lie in the order of their key, so that a
/// period is one walk, and not a walk over an index with a look-up for each row. EF Core has no word for it.
/// </summary>
internal sealed class WithoutRowid(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    // EF Core changes a column by building the table anew under this name.
    private const string TableInTheMaking = "ef_temp_";

    private static readonly HashSet<string> s_tables = ["SpendMinutes", "SpendQuarters", "SpendHours", "SpendDays", "SpendSlices", "LabelDays", "PipelineDays", "OutcomeDays", "RepricingTraces", "SpanLinks"];

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        var name = operation.Name.StartsWith(TableInTheMaking, StringComparison.Ordinal) ? operation.Name[TableInTheMaking.Length..] : operation.Name;
        if (!s_tables.Contains(name))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        builder.Append(" WITHOUT ROWID");
        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
