using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AttributeMapping : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "TagKeys",
                table: "Projects",
                newName: "Mapping");

            // Tag keys, one a line, become tags of a mapping: each reads the attribute of its name, as before.
            migrationBuilder.Sql("""
                UPDATE "Projects"
                SET "Mapping" = '{"tags":[{"name":"' || replace(replace(replace("Mapping", '\', '\\'), '"', '\"'), char(10), '"},{"name":"') || '"}]}'
                WHERE "Mapping" <> '';
                """);

            migrationBuilder.AddColumn<string>(
                name: "Baggage",
                table: "Spans",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MappingVersion",
                table: "Projects",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""UPDATE "Projects" SET "Mapping" = '';""");

            migrationBuilder.DropColumn(
                name: "Baggage",
                table: "Spans");

            migrationBuilder.DropColumn(
                name: "MappingVersion",
                table: "Projects");

            migrationBuilder.RenameColumn(
                name: "Mapping",
                table: "Projects",
                newName: "TagKeys");
        }
    }
}
