using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.Sqlite
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Job = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    FromNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    ToNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    Node = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    StartedNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    LeaseUntilNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedNanos = table.Column<long>(type: "INTEGER", nullable: true),
                    ReadCount = table.Column<long>(type: "INTEGER", nullable: false),
                    WrittenCount = table.Column<long>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    AskedBy = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JobStates",
                columns: table => new
                {
                    Job = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ThroughNanos = table.Column<long>(type: "INTEGER", nullable: true),
                    LookedNanos = table.Column<long>(type: "INTEGER", nullable: true),
                    AskedNanos = table.Column<long>(type: "INTEGER", nullable: true),
                    AskedBy = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    FailedNanos = table.Column<long>(type: "INTEGER", nullable: true)
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "JobStates");
        }
    }
}
