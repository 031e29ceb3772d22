using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline117.ReportingService.Store.Migrations
{
    /// <inheritdoc />
    public partial class ReducedMonths : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "reduced_months",
                columns: table => new
                {
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    reduced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    statements = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reduced_months", x => x.month);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reduced_months");
        }
    }
}
