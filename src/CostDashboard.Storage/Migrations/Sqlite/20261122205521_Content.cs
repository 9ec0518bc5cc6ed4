using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Content : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "MayReadContent",
                table: "ApiKeys",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "SpanContents",
                columns: table => new
                {
                    TraceNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    SpanId = table.Column<long>(type: "INTEGER", nullable: false),
                    ProjectId = table.Column<int>(type: "INTEGER", nullable: false),
                    ArrivedNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpanContents", x => new { x.TraceNumber, x.SpanId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_SpanContents_ProjectId_ArrivedNanos",
                table: "SpanContents",
                columns: new[] { "ProjectId", "ArrivedNanos" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SpanContents");

            migrationBuilder.DropColumn(
                name: "MayReadContent",
                table: "ApiKeys");
        }
    }
}
