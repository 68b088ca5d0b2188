using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Firsthand.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class NarrowedSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Suggestions_WorkspaceId_Decision_Kind",
                table: "Suggestions");

            migrationBuilder.CreateIndex(
                name: "IX_Turns_WorkspaceId_At",
                table: "Turns",
                columns: new[] { "WorkspaceId", "At" },
                filter: "\"At\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_WorkspaceId_Decision_Kind_ConversationId_Turn",
                table: "Suggestions",
                columns: new[] { "WorkspaceId", "Decision", "Kind", "ConversationId", "Turn" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Turns_WorkspaceId_At",
                table: "Turns");

            migrationBuilder.DropIndex(
                name: "IX_Suggestions_WorkspaceId_Decision_Kind_ConversationId_Turn",
                table: "Suggestions");

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_WorkspaceId_Decision_Kind",
                table: "Suggestions",
                columns: new[] { "WorkspaceId", "Decision", "Kind" });
        }
    }
}
