using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SameCalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ReceivedNanos",
                table: "Traces",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ChargeLikeness",
                table: "Spans",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ChargedSpanId",
                table: "Spans",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "ChargedTraceId",
                table: "Spans",
                type: "BLOB",
                fixedLength: true,
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "EmitterId",
                table: "Spans",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "ResponseKey",
                table: "Spans",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "SourceRank",
                table: "Spans",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.CreateIndex(
                name: "IX_Spans_Likeness",
                table: "Spans",
                columns: new[] { "ProjectId", "ChargeLikeness", "StartNanos" },
                filter: "\"ChargeLikeness\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Spans_Response",
                table: "Spans",
                columns: new[] { "ProjectId", "ResponseKey", "ChargeRole" },
                filter: "\"ResponseKey\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Spans_Likeness",
                table: "Spans");

            migrationBuilder.DropIndex(
                name: "IX_Spans_Response",
                table: "Spans");

            migrationBuilder.DropColumn(
                name: "ReceivedNanos",
                table: "Traces");

            migrationBuilder.DropColumn(
                name: "ChargeLikeness",
                table: "Spans");

            migrationBuilder.DropColumn(
                name: "ChargedSpanId",
                table: "Spans");

            migrationBuilder.DropColumn(
                name: "ChargedTraceId",
                table: "Spans");

            migrationBuilder.DropColumn(
                name: "EmitterId",
                table: "Spans");

            migrationBuilder.DropColumn(
                name: "ResponseKey",
                table: "Spans");

            migrationBuilder.DropColumn(
                name: "SourceRank",
                table: "Spans");
        }
    }
}
