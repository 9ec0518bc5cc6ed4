using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostDashboard.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class RouteHoursAndKeyRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "MayChangeRules",
                table: "ApiKeys",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_DeliveryMessages_RouteId_EndedAt",
                table: "DeliveryMessages",
                columns: new[] { "RouteId", "EndedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_DeliveryMessages_RouteId_EndedAt",
                table: "DeliveryMessages");

            migrationBuilder.DropColumn(
                name: "MayChangeRules",
                table: "ApiKeys");
        }
    }
}
