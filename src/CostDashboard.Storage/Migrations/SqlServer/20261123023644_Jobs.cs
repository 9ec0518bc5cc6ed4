using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Jobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "JobRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Job = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FromNanos = table.Column<long>(type: "bigint", nullable: false),
                    ToNanos = table.Column<long>(type: "bigint", nullable: false),
                    Attempt = table.Column<int>(type: "int", nullable: false),
                    Node = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    StartedNanos = table.Column<long>(type: "bigint", nullable: false),
                    LeaseUntilNanos = table.Column<long>(type: "bigint", nullable: false),
                    EndedNanos = table.Column<long>(type: "bigint", nullable: true),
                    ReadCount = table.Column<long>(type: "bigint", nullable: false),
                    WrittenCount = table.Column<long>(type: "bigint", nullable: false),
                    Outcome = table.Column<int>(type: "int", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AskedBy = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JobStates",
                columns: table => new
                {
                    Job = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ThroughNanos = table.Column<long>(type: "bigint", nullable: true),
                    LookedNanos = table.Column<long>(type: "bigint", nullable: true),
                    AskedNanos = table.Column<long>(type: "bigint", nullable: true),
                    AskedBy = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Failures = table.Column<int>(type: "int", nullable: false),
                    FailedNanos = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobStates", x => x.Job);
                });

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_Job_FromNanos_Attempt",
                table: "JobRuns",
                columns: new[] { "Job", "FromNanos", "Attempt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_Job_Id",
                table: "JobRuns",
                columns: new[] { "Job", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_Outcome_Job_Id",
                table: "JobRuns",
                columns: new[] { "Outcome", "Job", "Id" });

            migrationBuilder.Sql(SchedulerTables.Create);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in SchedulerTables.Names.Reverse())
            {
                migrationBuilder.Sql($"DROP TABLE {table};");
            }

            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "JobStates");
        }
    }
}
