using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SpanLinks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SpanLinks",
                columns: table => new
                {
                    TraceNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    SpanId = table.Column<long>(type: "INTEGER", nullable: false),
                    LinkedTraceId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    LinkedSpanId = table.Column<long>(type: "INTEGER", nullable: false),
                    ProjectId = table.Column<int>(type: "INTEGER", nullable: false),
                    Sense = table.Column<byte>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpanLinks", x => new { x.TraceNumber, x.SpanId, x.LinkedTraceId, x.LinkedSpanId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_SpanLinks_ProjectId_LinkedTraceId",
                table: "SpanLinks",
                columns: new[] { "ProjectId", "LinkedTraceId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SpanLinks");
        }
    }
}
