using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Incidents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "IncidentChanges",
                columns: table => new
                {
                    IncidentId = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    ById = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    By = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentChanges", x => new { x.IncidentId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "Incidents",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    ProjectId = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Severity = table.Column<byte>(type: "tinyint", nullable: false),
                    Status = table.Column<byte>(type: "tinyint", nullable: false),
                    Sentence = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Step = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    SinceNanos = table.Column<long>(type: "bigint", nullable: false),
                    OpenedNanos = table.Column<long>(type: "bigint", nullable: false),
                    LastSeenNanos = table.Column<long>(type: "bigint", nullable: false),
                    ResolvedNanos = table.Column<long>(type: "bigint", nullable: true),
                    IsResolvedByItself = table.Column<bool>(type: "bit", nullable: false),
                    SnoozedUntil = table.Column<long>(type: "bigint", nullable: true),
                    Assignee = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false, collation: "Latin1_General_100_BIN2"),
                    MoneyPerHourNanoUsd = table.Column<long>(type: "bigint", nullable: true),
                    MoneySoFarNanoUsd = table.Column<long>(type: "bigint", nullable: true),
                    Findings = table.Column<int>(type: "int", nullable: false),
                    Changes = table.Column<int>(type: "int", nullable: false),
                    Content = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Incidents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IncidentSubjects",
                columns: table => new
                {
                    IncidentId = table.Column<int>(type: "int", nullable: false),
                    SubjectId = table.Column<long>(type: "bigint", nullable: false),
                    ProjectId = table.Column<int>(type: "int", nullable: false),
                    CauseId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentSubjects", x => new { x.IncidentId, x.SubjectId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_ProjectId_SinceNanos",
                table: "Incidents",
                columns: new[] { "ProjectId", "SinceNanos" });

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_ProjectId_Status_Id",
                table: "Incidents",
                columns: new[] { "ProjectId", "Status", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_IncidentSubjects_ProjectId_CauseId",
                table: "IncidentSubjects",
                columns: new[] { "ProjectId", "CauseId" });

            migrationBuilder.CreateIndex(
                name: "IX_IncidentSubjects_ProjectId_SubjectId_IncidentId",
                table: "IncidentSubjects",
                columns: new[] { "ProjectId", "SubjectId", "IncidentId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "IncidentChanges");

            migrationBuilder.DropTable(
                name: "Incidents");

            migrationBuilder.DropTable(
                name: "IncidentSubjects");
        }
    }
}
