using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Firsthand.Platform.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ForgottenSpeakers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ForgottenAt",
                table: "Speakers",
                type: "timestamp with time zone",
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
