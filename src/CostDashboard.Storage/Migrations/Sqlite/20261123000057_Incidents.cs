using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.Sqlite
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
                    IncidentId = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: true),
                    By = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentChanges", x => new { x.IncidentId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "Incidents",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    ProjectId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    Severity = table.Column<byte>(type: "INTEGER", nullable: false),
                    Status = table.Column<byte>(type: "INTEGER", nullable: false),
                    Sentence = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Step = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    SinceNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    OpenedNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSeenNanos = table.Column<long>(type: "INTEGER", nullable: false),
                    ResolvedNanos = table.Column<long>(type: "INTEGER", nullable: true),
                    IsResolvedByItself = table.Column<bool>(type: "INTEGER", nullable: false),
                    SnoozedUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    Assignee = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    MoneyPerHourNanoUsd = table.Column<long>(type: "INTEGER", nullable: true),
                    MoneySoFarNanoUsd = table.Column<long>(type: "INTEGER", nullable: true),
                    Findings = table.Column<int>(type: "INTEGER", nullable: false),
                    Changes = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Incidents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IncidentSubjects",
                columns: table => new
                {
                    IncidentId = table.Column<int>(type: "INTEGER", nullable: false),
                    SubjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    ProjectId = table.Column<int>(type: "INTEGER", nullable: false),
                    CauseId = table.Column<long>(type: "INTEGER", nullable: true)
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
