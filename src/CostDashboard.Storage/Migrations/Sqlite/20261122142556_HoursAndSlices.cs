using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HoursAndSlices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SpendHours",
                columns: table => new
                {
                    ProjectId = table.Column<int>(type: "INTEGER", nullable: false),
                    Bucket = table.Column<long>(type: "INTEGER", nullable: false),
                    SeriesId = table.Column<long>(type: "INTEGER", nullable: false),
                    CostNanoUsd = table.Column<long>(type: "INTEGER", nullable: false),
                    Calls = table.Column<long>(type: "INTEGER", nullable: false),
                    UnpricedCalls = table.Column<long>(type: "INTEGER", nullable: false),
                    InputTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    CacheReadTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    CacheWrite5mTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    CacheWrite1hTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    OutputTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    ReasoningTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    Spans = table.Column<long>(type: "INTEGER", nullable: false),
                    Errors = table.Column<long>(type: "INTEGER", nullable: false),
                    Traces = table.Column<long>(type: "INTEGER", nullable: false),
                    Latency = table.Column<byte[]>(type: "BLOB", nullable: true),
                    TraceLatency = table.Column<byte[]>(type: "BLOB", nullable: true),
                    TimeToFirstToken = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpendHours", x => new { x.ProjectId, x.Bucket, x.SeriesId });
                });

            migrationBuilder.CreateTable(
                name: "SpendSlices",
                columns: table => new
                {
                    ProjectId = table.Column<int>(type: "INTEGER", nullable: false),
                    Bucket = table.Column<long>(type: "INTEGER", nullable: false),
                    SeriesId = table.Column<long>(type: "INTEGER", nullable: false),
                    Grain = table.Column<byte>(type: "INTEGER", nullable: false),
                    Slice = table.Column<byte>(type: "INTEGER", nullable: false),
                    CostNanoUsd = table.Column<long>(type: "INTEGER", nullable: false),
                    Calls = table.Column<long>(type: "INTEGER", nullable: false),
                    UnpricedCalls = table.Column<long>(type: "INTEGER", nullable: false),
                    InputTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    CacheReadTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    CacheWrite5mTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    CacheWrite1hTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    OutputTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    ReasoningTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    Spans = table.Column<long>(type: "INTEGER", nullable: false),
                    Errors = table.Column<long>(type: "INTEGER", nullable: false),
                    Traces = table.Column<long>(type: "INTEGER", nullable: false),
                    Latency = table.Column<byte[]>(type: "BLOB", nullable: true),
                    TraceLatency = table.Column<byte[]>(type: "BLOB", nullable: true),
                    TimeToFirstToken = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpendSlices", x => new { x.ProjectId, x.Grain, x.Slice, x.Bucket, x.SeriesId });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SpendHours");

            migrationBuilder.DropTable(
                name: "SpendSlices");
        }
    }
}
