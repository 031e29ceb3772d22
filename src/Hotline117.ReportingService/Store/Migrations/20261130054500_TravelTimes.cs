using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline117.ReportingService.Store.Migrations
{
    /// <inheritdoc />
    public partial class TravelTimes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Of earlier calls it is not known until the facts are made anew from their events.
            migrationBuilder.AddColumn<string>(
                name: "travel_time",
                table: "calls",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "travel_time",
                table: "calls");
        }
    }
}
