using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.SqlServer
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
                    TraceNumber = table.Column<long>(type: "bigint", nullable: false),
                    SpanId = table.Column<long>(type: "bigint", nullable: false),
                    LinkedTraceId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    LinkedSpanId = table.Column<long>(type: "bigint", nullable: false),
                    ProjectId = table.Column<int>(type: "int", nullable: false),
                    Sense = table.Column<byte>(type: "tinyint", nullable: false)
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
