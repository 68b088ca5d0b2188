using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Firsthand.Platform.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WhoStands : Migration
    {
        // Each placing looks up the quotes that stand for patterns, thousands of them, without their words and vectors: from the index alone.
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE INDEX "IX_Suggestions_Standing" ON "Suggestions" ("Id") INCLUDE ("WorkspaceId", "Decision", "Kind", "Start", "Length", "Probability");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP INDEX "IX_Suggestions_Standing";
                """);
        }
    }
}
