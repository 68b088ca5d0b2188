using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Firsthand.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HeardWith : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "HeardWith",
                table: "Conversations",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "HeardWith",
                table: "Conversations");
        }
    }
}
