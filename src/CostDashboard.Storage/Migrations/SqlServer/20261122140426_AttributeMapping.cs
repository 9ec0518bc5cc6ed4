using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.SqlServer
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
            // By EXEC, so that the idempotent script compiles whichever name the column has.
            migrationBuilder.Sql("""
                EXEC(N'UPDATE [Projects]
                SET [Mapping] = N''{"tags":[{"name":"'' + REPLACE(REPLACE(REPLACE([Mapping], N''\'', N''\\''), N''"'', N''\"''), NCHAR(10), N''"},{"name":"'') + N''"}]}''
                WHERE [Mapping] <> N'''';');
                """);

            migrationBuilder.AddColumn<string>(
                name: "Baggage",
                table: "Spans",
                type: "nvarchar(max)",
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<int>(
                name: "MappingVersion",
                table: "Projects",
                type: "int",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("EXEC(N'UPDATE [Projects] SET [Mapping] = N'''';');");

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
