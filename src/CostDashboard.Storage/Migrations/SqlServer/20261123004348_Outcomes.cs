using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Outcomes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "ChargedOutcome",
                table: "Spans",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "Finish",
                table: "Spans",
                type: "tinyint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsUnlimited",
                table: "Spans",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "OutcomeDays",
                columns: table => new
                {
                    ProjectId = table.Column<int>(type: "int", nullable: false),
                    Day = table.Column<int>(type: "int", nullable: false),
                    SeriesId = table.Column<long>(type: "bigint", nullable: false),
                    Outcome = table.Column<int>(type: "int", nullable: false),
                    FirstToken = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    Calls = table.Column<long>(type: "bigint", nullable: false),
                    UnpricedCalls = table.Column<long>(type: "bigint", nullable: false),
                    PartialCalls = table.Column<long>(type: "bigint", nullable: false),
                    CostNanoUsd = table.Column<long>(type: "bigint", nullable: false),
                    InputTokens = table.Column<long>(type: "bigint", nullable: false),
                    OutputTokens = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutcomeDays", x => new { x.ProjectId, x.Day, x.SeriesId, x.Outcome });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OutcomeDays");

            migrationBuilder.DropColumn(
                name: "ChargedOutcome",
                table: "Spans");

            migrationBuilder.DropColumn(
                name: "Finish",
                table: "Spans");

            migrationBuilder.DropColumn(
                name: "IsUnlimited",
                table: "Spans");
        }
    }
}
