using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline117.ReportingService.Store.Migrations
{
    /// <inheritdoc />
    public partial class PublishedMonths : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "wrapped_up_at",
                table: "calls",
                type: "timestamp with time zone",
                nullable: true);

            // What the events have told already.
            migrationBuilder.Sql("""
                UPDATE calls SET wrapped_up_at = told.first
                FROM (SELECT call_id, min(occurred_at) AS first FROM events WHERE type = 'call.wrapped-up' GROUP BY call_id) AS told
                WHERE told.call_id = calls.call_id
                """);

            migrationBuilder.CreateTable(
                name: "published_months",
                columns: table => new
                {
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    figures = table.Column<string>(type: "jsonb", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_published_months", x => x.month);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "published_months");

            migrationBuilder.DropColumn(
                name: "wrapped_up_at",
                table: "calls");
        }
    }
}
