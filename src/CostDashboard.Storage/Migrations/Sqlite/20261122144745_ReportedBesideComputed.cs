using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReportedBesideComputed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "PartialCalls",
                table: "Traces",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "BesideNanoUsd",
                table: "SpendSlices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ComparedCalls",
                table: "SpendSlices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "PartialCalls",
                table: "SpendSlices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ReportedNanoUsd",
                table: "SpendSlices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "BesideNanoUsd",
                table: "SpendQuarters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ComparedCalls",
                table: "SpendQuarters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "PartialCalls",
                table: "SpendQuarters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ReportedNanoUsd",
                table: "SpendQuarters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "BesideNanoUsd",
                table: "SpendMinutes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ComparedCalls",
                table: "SpendMinutes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "PartialCalls",
                table: "SpendMinutes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ReportedNanoUsd",
                table: "SpendMinutes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "BesideNanoUsd",
                table: "SpendHours",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ComparedCalls",
                table: "SpendHours",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "PartialCalls",
                table: "SpendHours",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ReportedNanoUsd",
                table: "SpendHours",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "BesideNanoUsd",
                table: "SpendDays",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ComparedCalls",
                table: "SpendDays",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "PartialCalls",
                table: "SpendDays",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ReportedNanoUsd",
                table: "SpendDays",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "BesideNanoUsd",
                table: "Spans",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "BesideNanoUsd",
                table: "LabelDays",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ComparedCalls",
                table: "LabelDays",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "PartialCalls",
                table: "LabelDays",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ReportedNanoUsd",
                table: "LabelDays",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "PartialCalls",
                table: "Traces");

            migrationBuilder.DropColumn(
                name: "BesideNanoUsd",
                table: "SpendSlices");

            migrationBuilder.DropColumn(
                name: "ComparedCalls",
                table: "SpendSlices");

            migrationBuilder.DropColumn(
                name: "PartialCalls",
                table: "SpendSlices");

            migrationBuilder.DropColumn(
                name: "ReportedNanoUsd",
                table: "SpendSlices");

            migrationBuilder.DropColumn(
                name: "BesideNanoUsd",
                table: "SpendQuarters");

            migrationBuilder.DropColumn(
                name: "ComparedCalls",
                table: "SpendQuarters");

            migrationBuilder.DropColumn(
                name: "PartialCalls",
                table: "SpendQuarters");

            migrationBuilder.DropColumn(
                name: "ReportedNanoUsd",
                table: "SpendQuarters");

            migrationBuilder.DropColumn(
                name: "BesideNanoUsd",
                table: "SpendMinutes");

            migrationBuilder.DropColumn(
                name: "ComparedCalls",
                table: "SpendMinutes");

            migrationBuilder.DropColumn(
                name: "PartialCalls",
                table: "SpendMinutes");

            migrationBuilder.DropColumn(
                name: "ReportedNanoUsd",
                table: "SpendMinutes");

            migrationBuilder.DropColumn(
                name: "BesideNanoUsd",
                table: "SpendHours");

            migrationBuilder.DropColumn(
                name: "ComparedCalls",
                table: "SpendHours");

            migrationBuilder.DropColumn(
                name: "PartialCalls",
                table: "SpendHours");

            migrationBuilder.DropColumn(
                name: "ReportedNanoUsd",
                table: "SpendHours");

            migrationBuilder.DropColumn(
                name: "BesideNanoUsd",
                table: "SpendDays");

            migrationBuilder.DropColumn(
                name: "ComparedCalls",
                table: "SpendDays");

            migrationBuilder.DropColumn(
                name: "PartialCalls",
                table: "SpendDays");

            migrationBuilder.DropColumn(
                name: "ReportedNanoUsd",
                table: "SpendDays");

            migrationBuilder.DropColumn(
                name: "BesideNanoUsd",
                table: "Spans");

            migrationBuilder.DropColumn(
                name: "BesideNanoUsd",
                table: "LabelDays");

            migrationBuilder.DropColumn(
                name: "ComparedCalls",
                table: "LabelDays");

            migrationBuilder.DropColumn(
                name: "PartialCalls",
                table: "LabelDays");

            migrationBuilder.DropColumn(
                name: "ReportedNanoUsd",
                table: "LabelDays");
        }
    }
}
