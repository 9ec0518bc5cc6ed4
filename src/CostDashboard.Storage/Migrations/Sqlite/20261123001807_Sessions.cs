using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Sessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SavedViews_OwnerId_NameKey",
                table: "SavedViews");

            migrationBuilder.AddColumn<long>(
                name: "SessionKey",
                table: "Traces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UserKey",
                table: "Traces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "Page",
                table: "SavedViews",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.CreateIndex(
                name: "IX_Traces_Session",
                table: "Traces",
                columns: new[] { "ProjectId", "SessionKey", "StartNanos" },
                filter: "\"SessionKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Traces_User",
                table: "Traces",
                columns: new[] { "ProjectId", "UserKey", "StartNanos" },
                filter: "\"UserKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_OwnerId_Page_NameKey",
                table: "SavedViews",
                columns: new[] { "OwnerId", "Page", "NameKey" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Traces_Session",
                table: "Traces");

            migrationBuilder.DropIndex(
                name: "IX_Traces_User",
                table: "Traces");

            migrationBuilder.DropIndex(
                name: "IX_SavedViews_OwnerId_Page_NameKey",
                table: "SavedViews");

            migrationBuilder.DropColumn(
                name: "SessionKey",
                table: "Traces");

            migrationBuilder.DropColumn(
                name: "UserKey",
                table: "Traces");

            migrationBuilder.DropColumn(
                name: "Page",
                table: "SavedViews");

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_OwnerId_NameKey",
                table: "SavedViews",
                columns: new[] { "OwnerId", "NameKey" },
                unique: true);
        }
    }
}
