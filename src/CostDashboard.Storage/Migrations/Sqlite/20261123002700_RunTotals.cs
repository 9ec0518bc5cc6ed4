using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RunTotals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "AgentSteps",
                table: "Traces",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte[]>(
                name: "AgentTotals",
                table: "Traces",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DearestNanoUsd",
                table: "Traces",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "MostToolCalls",
                table: "Traces",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "CalledAs",
                table: "Spans",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Traces_ProjectId_ReceivedNanos",
                table: "Traces",
                columns: new[] { "ProjectId", "ReceivedNanos" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Traces_ProjectId_ReceivedNanos",
                table: "Traces");

            migrationBuilder.DropColumn(
                name: "AgentSteps",
                table: "Traces");

            migrationBuilder.DropColumn(
                name: "AgentTotals",
                table: "Traces");

            migrationBuilder.DropColumn(
                name: "DearestNanoUsd",
                table: "Traces");

            migrationBuilder.DropColumn(
                name: "MostToolCalls",
                table: "Traces");

            migrationBuilder.DropColumn(
                name: "CalledAs",
                table: "Spans");
        }
    }
}
