using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.SqlServer
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
                    ProjectId = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<string>(type: "nvarchar(800)", maxLength: 800, nullable: true, collation: "Latin1_General_100_BIN2"),
                    TraceId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    SpanId = table.Column<long>(type: "bigint", nullable: true),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Value = table.Column<double>(type: "float", nullable: true),
                    Text = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Comment = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Source = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AtNanos = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Annotations", x => new { x.ProjectId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "LangfuseEvents",
                columns: table => new
                {
                    ProjectId = table.Column<int>(type: "int", nullable: false),
                    Entity = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Trace = table.Column<long>(type: "bigint", nullable: true),
                    FirstNanos = table.Column<long>(type: "bigint", nullable: false),
                    LastNanos = table.Column<long>(type: "bigint", nullable: false),
                    ArrivedNanos = table.Column<long>(type: "bigint", nullable: false),
                    UnsettledNanos = table.Column<long>(type: "bigint", nullable: true),
                    Json = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
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
