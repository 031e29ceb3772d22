using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline117.Web.SignIn.People.Migrations
{
    /// <inheritdoc />
    public partial class OwnCentre : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "centre", schema: "people", table: "people", type: "text", nullable: true);
            migrationBuilder.AddColumn<string>(name: "centre", schema: "people", table: "changes", type: "text", nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "centre", schema: "people", table: "people");
            migrationBuilder.DropColumn(name: "centre", schema: "people", table: "changes");
        }
    }
}
