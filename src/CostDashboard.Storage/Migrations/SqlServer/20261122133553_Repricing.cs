using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.SqlServer
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
                    Id = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    FromNanos = table.Column<long>(type: "bigint", nullable: false),
                    ToNanos = table.Column<long>(type: "bigint", nullable: false),
                    Question = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    BookVersion = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AskedById = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AskedBy = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AskedAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    SearchProject = table.Column<int>(type: "int", nullable: false),
                    SearchFrom = table.Column<long>(type: "bigint", nullable: false),
                    IsSearched = table.Column<bool>(type: "bit", nullable: false),
                    TracesFound = table.Column<long>(type: "bigint", nullable: false),
                    LastTrace = table.Column<long>(type: "bigint", nullable: false),
                    TracesDone = table.Column<long>(type: "bigint", nullable: false),
                    Report = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RepricingRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RepricingTraces",
                columns: table => new
                {
                    RunId = table.Column<int>(type: "int", nullable: false),
                    TraceNumber = table.Column<long>(type: "bigint", nullable: false)
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
