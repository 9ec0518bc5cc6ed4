using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Repricing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RepricingRuns",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    FromNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    ToNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    Question = table.Column<string>(type: "TEXT", nullable: false),
                    BookVersion = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    AskedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    AskedBy = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    SearchProject = table.Column<int>(type: "INTEGER", nullable: false),
                    SearchFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    IsSearched = table.Column<bool>(type: "INTEGER", nullable: false),
                    TracesFound = table.Column<long>(type: "INTEGER", nullable: false),
                    LastTrace = table.Column<long>(type: "INTEGER", nullable: false),
                    TracesDone = table.Column<long>(type: "INTEGER", nullable: false),
                    Report = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RepricingRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RepricingTraces",
                columns: table => new
                {
                    RunId = table.Column<int>(type: "INTEGER", nullable: false),
                    TraceNumber = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RepricingTraces", x => new { x.RunId, x.TraceNumber });
                });

            migrationBuilder.CreateIndex(
                name: "IX_RepricingRuns_State",
                table: "RepricingRuns",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RepricingRuns");

            migrationBuilder.DropTable(
                name: "RepricingTraces");
        }
    }
}
