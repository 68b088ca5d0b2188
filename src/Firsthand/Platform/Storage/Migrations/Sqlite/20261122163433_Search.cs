using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Firsthand.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Search : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE "TurnWords" USING fts5("Text", content='Turns', content_rowid='Number', tokenize='porter unicode61 remove_diacritics 2');
                CREATE TRIGGER "TurnWords_add" AFTER INSERT ON "Turns" BEGIN
                  INSERT INTO "TurnWords"(rowid, "Text") VALUES (new."Number", new."Text");
                END;
                CREATE TRIGGER "TurnWords_remove" AFTER DELETE ON "Turns" BEGIN
                  INSERT INTO "TurnWords"("TurnWords", rowid, "Text") VALUES ('delete', old."Number", old."Text");
                END;
                CREATE TRIGGER "TurnWords_change" AFTER UPDATE OF "Text" ON "Turns" BEGIN
                  INSERT INTO "TurnWords"("TurnWords", rowid, "Text") VALUES ('delete', old."Number", old."Text");
                  INSERT INTO "TurnWords"(rowid, "Text") VALUES (new."Number", new."Text");
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "TurnWords_change"; DROP TRIGGER "TurnWords_remove"; DROP TRIGGER "TurnWords_add"; DROP TABLE "TurnWords";""");
        }
    }
}
