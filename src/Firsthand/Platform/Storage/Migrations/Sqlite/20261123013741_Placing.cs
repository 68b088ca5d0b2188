using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Firsthand.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Placing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<float>(
                name: "Reach",
                table: "Patterns",
                type: "REAL",
                nullable: false,
                defaultValue: 0f);

            migrationBuilder.AddColumn<int>(
                name: "Conversations",
                table: "GroupingRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Since",
                table: "GroupingRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "PlacedAt",
                table: "Conversations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "GroupingMaps",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Frame = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GroupingMaps", x => x.WorkspaceId);
                    table.ForeignKey(
                        name: "FK_GroupingMaps_Workspaces_WorkspaceId",
                        column: x => x.WorkspaceId,
                        principalTable: "Workspaces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PatternStandIns",
                columns: table => new
                {
                    QuoteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PatternId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PatternStandIns", x => x.QuoteId);
                    table.ForeignKey(
                        name: "FK_PatternStandIns_Patterns_PatternId",
                        column: x => x.PatternId,
                        principalTable: "Patterns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_WorkspaceId_PlacedAt",
                table: "Conversations",
                columns: new[] { "WorkspaceId", "PlacedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PatternStandIns_PatternId",
                table: "PatternStandIns",
                column: "PatternId");

            migrationBuilder.CreateIndex(
                name: "IX_PatternStandIns_WorkspaceId",
                table: "PatternStandIns",
                column: "WorkspaceId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "GroupingMaps");

            migrationBuilder.DropTable(
                name: "PatternStandIns");

            migrationBuilder.DropIndex(
                name: "IX_Conversations_WorkspaceId_PlacedAt",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "Reach",
                table: "Patterns");

            migrationBuilder.DropColumn(
                name: "Conversations",
                table: "GroupingRuns");

            migrationBuilder.DropColumn(
                name: "Since",
                table: "GroupingRuns");

            migrationBuilder.DropColumn(
                name: "PlacedAt",
                table: "Conversations");
        }
    }
}
