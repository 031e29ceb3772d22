using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline117.ReportingService.Store.Migrations
{
    /// <inheritdoc />
    public partial class Callbacks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "callback_asked_at",
                table: "calls",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "callback_outcome",
                table: "calls",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "callback_tries",
                table: "calls",
                type: "integer",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "callback_asked_at",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "callback_outcome",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "callback_tries",
                table: "calls");
        }
    }
}
