using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Firsthand.Platform.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Lessons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<float>(
                name: "ShippedKind",
                table: "Suggestions",
                type: "real",
                nullable: false,
                defaultValue: 0f);

            migrationBuilder.AddColumn<float>(
                name: "ShippedWorth",
                table: "Suggestions",
                type: "real",
                nullable: false,
                defaultValue: 0f);

            migrationBuilder.AddColumn<bool>(
                name: "Asks",
                table: "Sentences",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            // Heard anew at the next start: what is stored now was weighed without these numbers.
            migrationBuilder.Sql("UPDATE \"Conversations\" SET \"HeardAt\" = NULL;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ShippedKind",
                table: "Suggestions");

            migrationBuilder.DropColumn(
                name: "ShippedWorth",
                table: "Suggestions");

            migrationBuilder.DropColumn(
                name: "Asks",
                table: "Sentences");
        }
    }
}
