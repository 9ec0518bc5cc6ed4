using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LangfuseEventsAndAnnotations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Annotations",
                columns: table => new
                {
                    ProjectId = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Id = table.Column<string>(type: "TEXT", maxLength: 800, nullable: true),
                    TraceId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    SpanId = table.Column<long>(type: "INTEGER", nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    Value = table.Column<double>(type: "REAL", nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Comment = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    AtNanos = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Annotations", x => new { x.ProjectId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "LangfuseEvents",
                columns: table => new
                {
                    ProjectId = table.Column<int>(type: "INTEGER", nullable: false),
                    Entity = table.Column<long>(type: "INTEGER", nullable: false),
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Trace = table.Column<long>(type: "INTEGER", nullable: true),
                    FirstNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    LastNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    ArrivedNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    UnsettledNanos = table.Column<long>(type: "INTEGER", nullable: true),
                    Json = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LangfuseEvents", x => new { x.ProjectId, x.Entity, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Annotations_ProjectId_TraceId_AtNanos",
                table: "Annotations",
                columns: new[] { "ProjectId", "TraceId", "AtNanos" });

            migrationBuilder.CreateIndex(
                name: "IX_LangfuseEvents_ArrivedNanos",
                table: "LangfuseEvents",
                column: "ArrivedNanos");

            migrationBuilder.CreateIndex(
                name: "IX_LangfuseEvents_ProjectId_Trace_FirstNanos",
                table: "LangfuseEvents",
                columns: new[] { "ProjectId", "Trace", "FirstNanos" });

            migrationBuilder.CreateIndex(
                name: "IX_LangfuseEvents_ProjectId_Trace_LastNanos",
                table: "LangfuseEvents",
                columns: new[] { "ProjectId", "Trace", "LastNanos" });

            migrationBuilder.CreateIndex(
                name: "IX_LangfuseEvents_UnsettledNanos",
                table: "LangfuseEvents",
                column: "UnsettledNanos",
                filter: "\"UnsettledNanos\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Annotations");

            migrationBuilder.DropTable(
                name: "LangfuseEvents");
        }
    }
}
