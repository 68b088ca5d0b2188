using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Firsthand.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ForgottenSpeakers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ForgottenAt",
                table: "Speakers",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ForgottenAt",
                table: "Speakers");
        }
    }
}
