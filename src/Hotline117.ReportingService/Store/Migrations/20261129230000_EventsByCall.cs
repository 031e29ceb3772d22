using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline117.ReportingService.Store.Migrations
{
    /// <inheritdoc />
    public partial class EventsByCall : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_events_call_id_event_id",
                table: "events",
                columns: new[] { "call_id", "event_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            // From here on a replica of an earlier version can't write: its events wait until it is replaced. It could not read the bodies without what has a column.
            migrationBuilder.DropPrimaryKey(
                name: "PK_events",
                table: "events");

            migrationBuilder.DropIndex(
                name: "IX_events_call_id",
                table: "events");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                UPDATE events SET body = body || jsonb_build_object('eventId', event_id, 'occurredAt', occurred_at)
                    || CASE WHEN call_id IS NULL THEN '{}' ELSE jsonb_build_object('callId', call_id) END
                """);

            migrationBuilder.CreateIndex(
                name: "IX_events_call_id",
                table: "events",
                column: "call_id");

            migrationBuilder.AddPrimaryKey(
                name: "PK_events",
                table: "events",
                column: "event_id");

            migrationBuilder.DropIndex(
                name: "IX_events_call_id_event_id",
                table: "events");
        }
    }
}
