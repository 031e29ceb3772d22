using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline117.ReportingService.Store.Migrations
{
    /// <inheritdoc />
    public partial class WrapUps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "help",
                table: "calls",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "referral",
                table: "calls",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "risk",
                table: "calls",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "wrap_up_list_version",
                table: "calls",
                type: "integer",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "help",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "referral",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "risk",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "wrap_up_list_version",
                table: "calls");
        }
    }
}
