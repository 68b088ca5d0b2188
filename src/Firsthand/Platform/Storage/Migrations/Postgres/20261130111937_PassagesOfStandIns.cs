using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Firsthand.Platform.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PassagesOfStandIns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Quotes are compared in their passages from here on: what was drawn without them serves no new quote, and the next grouping draws it again.
            migrationBuilder.Sql("DELETE FROM \"GroupingMaps\";");
            migrationBuilder.Sql("DELETE FROM \"PatternStandIns\";");

            migrationBuilder.AddColumn<byte[]>(
                name: "Passage",
                table: "PatternStandIns",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Passage",
                table: "PatternStandIns");
        }
    }
}
