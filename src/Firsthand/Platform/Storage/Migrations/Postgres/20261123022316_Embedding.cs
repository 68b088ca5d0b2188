using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Firsthand.Platform.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Embedding : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "Source",
                table: "GroupingMaps",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OtherLanguage",
                table: "Conversations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OtherTurns",
                table: "Conversations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "EmbeddingEndpoints",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: false),
                    Model = table.Column<string>(type: "text", nullable: false),
                    ProtectedKey = table.Column<string>(type: "text", nullable: true),
                    Asked = table.Column<int>(type: "integer", nullable: true),
                    Dimensions = table.Column<int>(type: "integer", nullable: false),
                    Fingerprint = table.Column<byte[]>(type: "bytea", nullable: false),
                    CompleteAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EmbeddingEndpoints", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EmbeddingEndpoints_Workspaces_WorkspaceId",
                        column: x => x.WorkspaceId,
                        principalTable: "Workspaces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EmbeddingRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Host = table.Column<string>(type: "text", nullable: false),
                    Model = table.Column<string>(type: "text", nullable: false),
                    Sentences = table.Column<int>(type: "integer", nullable: false),
                    Characters = table.Column<long>(type: "bigint", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FinishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Problem = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EmbeddingRuns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EmbeddingRuns_Workspaces_WorkspaceId",
                        column: x => x.WorkspaceId,
                        principalTable: "Workspaces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SentenceVectors",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    WorkspaceId = table.Column<Guid>(type: "uuid", nullable: false),
                    EndpointId = table.Column<Guid>(type: "uuid", nullable: false),
                    SentenceNumber = table.Column<long>(type: "bigint", nullable: false),
                    Vector = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SentenceVectors", x => x.Number);
                    table.ForeignKey(
                        name: "FK_SentenceVectors_Sentences_SentenceNumber",
                        column: x => x.SentenceNumber,
                        principalTable: "Sentences",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_EmbeddingEndpoints_WorkspaceId",
                table: "EmbeddingEndpoints",
                column: "WorkspaceId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EmbeddingRuns_WorkspaceId_StartedAt",
                table: "EmbeddingRuns",
                columns: new[] { "WorkspaceId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SentenceVectors_EndpointId_Number",
                table: "SentenceVectors",
                columns: new[] { "EndpointId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_SentenceVectors_SentenceNumber_EndpointId",
                table: "SentenceVectors",
                columns: new[] { "SentenceNumber", "EndpointId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SentenceVectors_WorkspaceId",
                table: "SentenceVectors",
                column: "WorkspaceId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EmbeddingEndpoints");

            migrationBuilder.DropTable(
                name: "EmbeddingRuns");

            migrationBuilder.DropTable(
                name: "SentenceVectors");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "GroupingMaps");

            migrationBuilder.DropColumn(
                name: "OtherLanguage",
                table: "Conversations");

            migrationBuilder.DropColumn(
                name: "OtherTurns",
                table: "Conversations");
        }
    }
}
