using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Firsthand.Platform.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class StoredWords : Migration
    {
        // What a search compares, kept beside the text: a word that everybody says is then looked up in rows, newest first, without taking each text apart again.
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP INDEX "IX_Turns_Words";
                ALTER TABLE "Turns" ADD COLUMN "Words" tsvector GENERATED ALWAYS AS (to_tsvector('english', "Text")) STORED;
                CREATE INDEX "IX_Turns_Words" ON "Turns" USING gin ("Words");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP INDEX "IX_Turns_Words";
                ALTER TABLE "Turns" DROP COLUMN "Words";
                CREATE INDEX "IX_Turns_Words" ON "Turns" USING gin (to_tsvector('english', "Text"));
                """);
        }
    }
}
