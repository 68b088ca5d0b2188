using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Firsthand.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SurestFirst : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_WorkspaceId_Decision_Probability",
                table: "Suggestions",
                columns: new[] { "WorkspaceId", "Decision", "Probability" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Suggestions_WorkspaceId_Decision_Probability",
                table: "Suggestions");
        }
    }
}
