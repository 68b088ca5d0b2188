CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

BEGIN TRANSACTION;
CREATE TABLE "Changes" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Changes" PRIMARY KEY AUTOINCREMENT,
    "WorkspaceId" TEXT NOT NULL,
    "MemberId" TEXT NULL,
    "At" INTEGER NOT NULL,
    "Summary" TEXT NOT NULL,
    "Rows" TEXT NOT NULL,
    "UndoneAt" INTEGER NULL,
    "Dropped" INTEGER NOT NULL
);

CREATE TABLE "Members" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Members" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "UserName" TEXT NULL,
    "NormalizedUserName" TEXT NULL,
    "Email" TEXT NULL,
    "NormalizedEmail" TEXT NULL,
    "EmailConfirmed" INTEGER NOT NULL,
    "PasswordHash" TEXT NULL,
    "SecurityStamp" TEXT NULL,
    "ConcurrencyStamp" TEXT NULL,
    "PhoneNumber" TEXT NULL,
    "PhoneNumberConfirmed" INTEGER NOT NULL,
    "TwoFactorEnabled" INTEGER NOT NULL,
    "LockoutEnd" INTEGER NULL,
    "LockoutEnabled" INTEGER NOT NULL,
    "AccessFailedCount" INTEGER NOT NULL
);

CREATE TABLE "OneTimeLinks" (
    "TokenHash" TEXT NOT NULL CONSTRAINT "PK_OneTimeLinks" PRIMARY KEY,
    "MemberId" TEXT NOT NULL,
    "ExpiresAt" INTEGER NOT NULL
);

CREATE TABLE "ProtectionKeys" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ProtectionKeys" PRIMARY KEY AUTOINCREMENT,
    "Name" TEXT NOT NULL,
    "Xml" TEXT NOT NULL
);

CREATE TABLE "Workspaces" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Workspaces" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "IsSample" INTEGER NOT NULL,
    "OfferWords" TEXT NOT NULL
);

CREATE TABLE "MemberClaims" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_MemberClaims" PRIMARY KEY AUTOINCREMENT,
    "UserId" TEXT NOT NULL,
    "ClaimType" TEXT NULL,
    "ClaimValue" TEXT NULL,
    CONSTRAINT "FK_MemberClaims_Members_UserId" FOREIGN KEY ("UserId") REFERENCES "Members" ("Id") ON DELETE CASCADE
);

CREATE TABLE "MemberLogins" (
    "LoginProvider" TEXT NOT NULL,
    "ProviderKey" TEXT NOT NULL,
    "ProviderDisplayName" TEXT NULL,
    "UserId" TEXT NOT NULL,
    CONSTRAINT "PK_MemberLogins" PRIMARY KEY ("LoginProvider", "ProviderKey"),
    CONSTRAINT "FK_MemberLogins_Members_UserId" FOREIGN KEY ("UserId") REFERENCES "Members" ("Id") ON DELETE CASCADE
);

CREATE TABLE "MemberTokens" (
    "UserId" TEXT NOT NULL,
    "LoginProvider" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Value" TEXT NULL,
    CONSTRAINT "PK_MemberTokens" PRIMARY KEY ("UserId", "LoginProvider", "Name"),
    CONSTRAINT "FK_MemberTokens_Members_UserId" FOREIGN KEY ("UserId") REFERENCES "Members" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Accounts" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Accounts" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    CONSTRAINT "FK_Accounts_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "GroupingRuns" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_GroupingRuns" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    "Quotes" INTEGER NOT NULL,
    "Patterns" INTEGER NOT NULL,
    "Alone" INTEGER NOT NULL,
    "Moved" INTEGER NOT NULL,
    CONSTRAINT "FK_GroupingRuns_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Imports" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Imports" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "MemberId" TEXT NULL,
    "At" INTEGER NOT NULL,
    "State" INTEGER NOT NULL,
    "FinishedAt" INTEGER NULL,
    CONSTRAINT "FK_Imports_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "JobRuns" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_JobRuns" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Subject" TEXT NULL,
    "State" INTEGER NOT NULL,
    "Done" INTEGER NOT NULL,
    "Total" INTEGER NOT NULL,
    "QueuedAt" INTEGER NOT NULL,
    "FinishedAt" INTEGER NULL,
    "Problem" TEXT NULL,
    CONSTRAINT "FK_JobRuns_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Patterns" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Patterns" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "Name" TEXT NULL,
    "TypicalQuoteId" TEXT NOT NULL,
    "Words" TEXT NOT NULL,
    "Kind" INTEGER NOT NULL,
    "State" INTEGER NOT NULL,
    "MergedInto" TEXT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "People" INTEGER NOT NULL,
    "PeopleUnasked" INTEGER NOT NULL,
    "PeopleAsked" INTEGER NOT NULL,
    "Quotes" INTEGER NOT NULL,
    "LastHeardAt" INTEGER NOT NULL,
    "Trend" TEXT NOT NULL,
    CONSTRAINT "FK_Patterns_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "SourceFiles" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_SourceFiles" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Sha256" TEXT NOT NULL,
    "Size" INTEGER NOT NULL,
    "Bytes" BLOB NOT NULL,
    "ReceivedAt" INTEGER NOT NULL,
    CONSTRAINT "FK_SourceFiles_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "People" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_People" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "AccountId" TEXT NULL,
    "Email" TEXT NULL,
    "Stage" INTEGER NOT NULL,
    "Segment" TEXT NULL,
    "Consent" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "IsNameless" INTEGER NOT NULL,
    "MergedInto" TEXT NULL,
    CONSTRAINT "FK_People_Accounts_AccountId" FOREIGN KEY ("AccountId") REFERENCES "Accounts" ("Id") ON DELETE SET NULL,
    CONSTRAINT "FK_People_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "CounterExamples" (
    "PatternId" TEXT NOT NULL,
    "QuoteId" TEXT NOT NULL,
    "WorkspaceId" TEXT NOT NULL,
    "Rank" INTEGER NOT NULL,
    CONSTRAINT "PK_CounterExamples" PRIMARY KEY ("PatternId", "QuoteId"),
    CONSTRAINT "FK_CounterExamples_Patterns_PatternId" FOREIGN KEY ("PatternId") REFERENCES "Patterns" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Conversations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Conversations" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "SourceFileId" TEXT NOT NULL,
    "Position" INTEGER NOT NULL,
    "Title" TEXT NOT NULL,
    "Format" TEXT NOT NULL,
    "HeldAt" INTEGER NOT NULL,
    "HeldAtBasis" INTEGER NOT NULL,
    "Channel" TEXT NULL,
    "Seconds" REAL NULL,
    "TurnCount" INTEGER NOT NULL,
    "RecordingId" TEXT NULL,
    "HeardAt" INTEGER NULL,
    "ReadAt" INTEGER NULL,
    "RemovedAt" INTEGER NULL,
    CONSTRAINT "FK_Conversations_SourceFiles_SourceFileId" FOREIGN KEY ("SourceFileId") REFERENCES "SourceFiles" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_Conversations_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "ImportFiles" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_ImportFiles" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "ImportId" TEXT NOT NULL,
    "SourceFileId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Position" INTEGER NOT NULL,
    "State" INTEGER NOT NULL,
    "Choices" TEXT NULL,
    "Format" TEXT NULL,
    "Encoding" TEXT NULL,
    "Conversations" INTEGER NOT NULL,
    "Turns" INTEGER NOT NULL,
    "Problem" TEXT NULL,
    "Report" TEXT NULL,
    CONSTRAINT "FK_ImportFiles_Imports_ImportId" FOREIGN KEY ("ImportId") REFERENCES "Imports" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_ImportFiles_SourceFiles_SourceFileId" FOREIGN KEY ("SourceFileId") REFERENCES "SourceFiles" ("Id") ON DELETE CASCADE
);

CREATE TABLE "KnownSpeakers" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_KnownSpeakers" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Side" INTEGER NOT NULL,
    "PersonId" TEXT NULL,
    CONSTRAINT "FK_KnownSpeakers_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE SET NULL,
    CONSTRAINT "FK_KnownSpeakers_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Highlights" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Highlights" PRIMARY KEY,
    "At" INTEGER NOT NULL,
    "MemberId" TEXT NULL,
    "Tags" TEXT NOT NULL,
    "Memo" TEXT NULL,
    "WorkspaceId" TEXT NOT NULL,
    "ConversationId" TEXT NOT NULL,
    "Turn" INTEGER NOT NULL,
    "Start" INTEGER NOT NULL,
    "Length" INTEGER NOT NULL,
    "PersonId" TEXT NULL,
    "Kind" INTEGER NOT NULL,
    "Vector" BLOB NOT NULL,
    CONSTRAINT "FK_Highlights_Conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "Conversations" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_Highlights_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE SET NULL
);

CREATE TABLE "PatternMembers" (
    "QuoteId" TEXT NOT NULL CONSTRAINT "PK_PatternMembers" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "PatternId" TEXT NOT NULL,
    "ConversationId" TEXT NOT NULL,
    "PersonId" TEXT NULL,
    "Typicality" REAL NOT NULL,
    "Asked" INTEGER NOT NULL,
    "Pinned" INTEGER NOT NULL,
    CONSTRAINT "FK_PatternMembers_Conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "Conversations" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_PatternMembers_Patterns_PatternId" FOREIGN KEY ("PatternId") REFERENCES "Patterns" ("Id") ON DELETE CASCADE
);

CREATE TABLE "PatternQuestions" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_PatternQuestions" PRIMARY KEY AUTOINCREMENT,
    "WorkspaceId" TEXT NOT NULL,
    "PatternId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "ConversationId" TEXT NOT NULL,
    "Turn" INTEGER NOT NULL,
    CONSTRAINT "FK_PatternQuestions_Conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "Conversations" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_PatternQuestions_Patterns_PatternId" FOREIGN KEY ("PatternId") REFERENCES "Patterns" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Sentences" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Sentences" PRIMARY KEY AUTOINCREMENT,
    "WorkspaceId" TEXT NOT NULL,
    "ConversationId" TEXT NOT NULL,
    "Turn" INTEGER NOT NULL,
    "Start" INTEGER NOT NULL,
    "Length" INTEGER NOT NULL,
    "Side" INTEGER NOT NULL,
    "PersonId" TEXT NULL,
    "Vector" BLOB NOT NULL,
    CONSTRAINT "FK_Sentences_Conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "Conversations" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Speakers" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Speakers" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "ConversationId" TEXT NOT NULL,
    "Name" TEXT NULL,
    "Side" INTEGER NOT NULL,
    "GuessedBecause" TEXT NULL,
    "PersonId" TEXT NULL,
    CONSTRAINT "FK_Speakers_Conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "Conversations" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_Speakers_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE SET NULL
);

CREATE TABLE "Suggestions" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Suggestions" PRIMARY KEY,
    "Probability" REAL NOT NULL,
    "Decision" INTEGER NOT NULL,
    "DecidedAt" INTEGER NULL,
    "DecidedBy" TEXT NULL,
    "WorkspaceId" TEXT NOT NULL,
    "ConversationId" TEXT NOT NULL,
    "Turn" INTEGER NOT NULL,
    "Start" INTEGER NOT NULL,
    "Length" INTEGER NOT NULL,
    "PersonId" TEXT NULL,
    "Kind" INTEGER NOT NULL,
    "Vector" BLOB NOT NULL,
    CONSTRAINT "FK_Suggestions_Conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "Conversations" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_Suggestions_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE SET NULL
);

CREATE TABLE "Turns" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_Turns" PRIMARY KEY AUTOINCREMENT,
    "WorkspaceId" TEXT NOT NULL,
    "ConversationId" TEXT NOT NULL,
    "Index" INTEGER NOT NULL,
    "SpeakerId" TEXT NOT NULL,
    "Kind" INTEGER NOT NULL,
    "Start" REAL NULL,
    "End" REAL NULL,
    "At" TEXT NULL,
    "Text" TEXT NOT NULL,
    "Line" INTEGER NOT NULL,
    "Asked" TEXT NULL,
    CONSTRAINT "FK_Turns_Conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "Conversations" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_Turns_Speakers_SpeakerId" FOREIGN KEY ("SpeakerId") REFERENCES "Speakers" ("Id") ON DELETE CASCADE
);

CREATE INDEX "IX_Accounts_WorkspaceId_Name" ON "Accounts" ("WorkspaceId", "Name");

CREATE INDEX "IX_Changes_WorkspaceId_MemberId_Number" ON "Changes" ("WorkspaceId", "MemberId", "Number");

CREATE UNIQUE INDEX "IX_Conversations_SourceFileId_Position" ON "Conversations" ("SourceFileId", "Position");

CREATE INDEX "IX_Conversations_WorkspaceId_HeldAt" ON "Conversations" ("WorkspaceId", "HeldAt");

CREATE INDEX "IX_GroupingRuns_WorkspaceId_At" ON "GroupingRuns" ("WorkspaceId", "At");

CREATE INDEX "IX_Highlights_ConversationId_Turn" ON "Highlights" ("ConversationId", "Turn");

CREATE INDEX "IX_Highlights_PersonId" ON "Highlights" ("PersonId");

CREATE INDEX "IX_Highlights_WorkspaceId_Kind_At" ON "Highlights" ("WorkspaceId", "Kind", "At");

CREATE UNIQUE INDEX "IX_ImportFiles_ImportId_Position" ON "ImportFiles" ("ImportId", "Position");

CREATE INDEX "IX_ImportFiles_SourceFileId" ON "ImportFiles" ("SourceFileId");

CREATE INDEX "IX_Imports_WorkspaceId_At" ON "Imports" ("WorkspaceId", "At");

CREATE INDEX "IX_JobRuns_WorkspaceId_State_QueuedAt" ON "JobRuns" ("WorkspaceId", "State", "QueuedAt");

CREATE INDEX "IX_KnownSpeakers_PersonId" ON "KnownSpeakers" ("PersonId");

CREATE UNIQUE INDEX "IX_KnownSpeakers_WorkspaceId_Name" ON "KnownSpeakers" ("WorkspaceId", "Name");

CREATE INDEX "IX_MemberClaims_UserId" ON "MemberClaims" ("UserId");

CREATE INDEX "IX_MemberLogins_UserId" ON "MemberLogins" ("UserId");

CREATE INDEX "EmailIndex" ON "Members" ("NormalizedEmail");

CREATE UNIQUE INDEX "UserNameIndex" ON "Members" ("NormalizedUserName");

CREATE INDEX "IX_PatternMembers_ConversationId" ON "PatternMembers" ("ConversationId");

CREATE INDEX "IX_PatternMembers_PatternId_PersonId" ON "PatternMembers" ("PatternId", "PersonId");

CREATE INDEX "IX_PatternQuestions_ConversationId" ON "PatternQuestions" ("ConversationId");

CREATE INDEX "IX_PatternQuestions_PatternId_PersonId" ON "PatternQuestions" ("PatternId", "PersonId");

CREATE INDEX "IX_Patterns_WorkspaceId_State_People" ON "Patterns" ("WorkspaceId", "State", "People");

CREATE INDEX "IX_People_AccountId" ON "People" ("AccountId");

CREATE INDEX "IX_People_WorkspaceId_Name" ON "People" ("WorkspaceId", "Name");

CREATE INDEX "IX_Sentences_ConversationId" ON "Sentences" ("ConversationId");

CREATE INDEX "IX_Sentences_WorkspaceId_Number" ON "Sentences" ("WorkspaceId", "Number");

CREATE UNIQUE INDEX "IX_SourceFiles_WorkspaceId_Sha256" ON "SourceFiles" ("WorkspaceId", "Sha256");

CREATE INDEX "IX_Speakers_ConversationId" ON "Speakers" ("ConversationId");

CREATE INDEX "IX_Speakers_PersonId" ON "Speakers" ("PersonId");

CREATE INDEX "IX_Suggestions_ConversationId_Turn" ON "Suggestions" ("ConversationId", "Turn");

CREATE INDEX "IX_Suggestions_PersonId" ON "Suggestions" ("PersonId");

CREATE INDEX "IX_Suggestions_WorkspaceId_Decision_Kind" ON "Suggestions" ("WorkspaceId", "Decision", "Kind");

CREATE UNIQUE INDEX "IX_Turns_ConversationId_Index" ON "Turns" ("ConversationId", "Index");

CREATE INDEX "IX_Turns_SpeakerId" ON "Turns" ("SpeakerId");

CREATE INDEX "IX_Turns_WorkspaceId" ON "Turns" ("WorkspaceId");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122163223_Initial', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
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

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122163433_Search', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "Speakers" ADD "ForgottenAt" INTEGER NULL;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122180351_ForgottenSpeakers', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "Conversations" ADD "Print" BLOB NULL;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122191626_Prints', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "Suggestions" ADD "ShippedKind" REAL NOT NULL DEFAULT 0;

ALTER TABLE "Suggestions" ADD "ShippedWorth" REAL NOT NULL DEFAULT 0;

ALTER TABLE "Sentences" ADD "Asks" INTEGER NOT NULL DEFAULT 0;

UPDATE "Conversations" SET "HeardAt" = NULL;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122193800_Lessons', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "PatternMembers" ADD "Stands" INTEGER NOT NULL DEFAULT 1;

CREATE TABLE "SaturationCounts" (
    "WorkspaceId" TEXT NOT NULL CONSTRAINT "PK_SaturationCounts" PRIMARY KEY,
    "Json" TEXT NOT NULL,
    CONSTRAINT "FK_SaturationCounts_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122221953_StandingQuotes', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
CREATE INDEX "IX_Suggestions_WorkspaceId_Decision_Probability" ON "Suggestions" ("WorkspaceId", "Decision", "Probability");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122224825_SurestFirst', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "TranscriptionEndpoints" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_TranscriptionEndpoints" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "Address" TEXT NOT NULL,
    "Model" TEXT NOT NULL,
    "ProtectedKey" TEXT NULL,
    "Language" TEXT NULL,
    "PricePerMinute" INTEGER NOT NULL,
    "Currency" TEXT NOT NULL,
    CONSTRAINT "FK_TranscriptionEndpoints_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Transcriptions" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Transcriptions" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "ImportFileId" TEXT NOT NULL,
    "State" INTEGER NOT NULL,
    "Host" TEXT NULL,
    "Model" TEXT NULL,
    "Tries" INTEGER NOT NULL,
    "Bytes" INTEGER NOT NULL,
    "Seconds" REAL NULL,
    "Cost" INTEGER NULL,
    "Currency" TEXT NULL,
    "Problem" TEXT NULL,
    "QueuedAt" INTEGER NOT NULL,
    "FinishedAt" INTEGER NULL,
    CONSTRAINT "FK_Transcriptions_ImportFiles_ImportFileId" FOREIGN KEY ("ImportFileId") REFERENCES "ImportFiles" ("Id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "IX_TranscriptionEndpoints_WorkspaceId" ON "TranscriptionEndpoints" ("WorkspaceId");

CREATE UNIQUE INDEX "IX_Transcriptions_ImportFileId" ON "Transcriptions" ("ImportFileId");

CREATE INDEX "IX_Transcriptions_WorkspaceId_QueuedAt" ON "Transcriptions" ("WorkspaceId", "QueuedAt");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122230202_Transcription', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "Patterns" ADD "Reach" REAL NOT NULL DEFAULT 0;

ALTER TABLE "GroupingRuns" ADD "Conversations" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "GroupingRuns" ADD "Since" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "Conversations" ADD "PlacedAt" INTEGER NULL;

CREATE TABLE "GroupingMaps" (
    "WorkspaceId" TEXT NOT NULL CONSTRAINT "PK_GroupingMaps" PRIMARY KEY,
    "Frame" BLOB NOT NULL,
    CONSTRAINT "FK_GroupingMaps_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "PatternStandIns" (
    "QuoteId" TEXT NOT NULL CONSTRAINT "PK_PatternStandIns" PRIMARY KEY,
    "PatternId" TEXT NOT NULL,
    "WorkspaceId" TEXT NOT NULL,
    CONSTRAINT "FK_PatternStandIns_Patterns_PatternId" FOREIGN KEY ("PatternId") REFERENCES "Patterns" ("Id") ON DELETE CASCADE
);

CREATE INDEX "IX_Conversations_WorkspaceId_PlacedAt" ON "Conversations" ("WorkspaceId", "PlacedAt");

CREATE INDEX "IX_PatternStandIns_PatternId" ON "PatternStandIns" ("PatternId");

CREATE INDEX "IX_PatternStandIns_WorkspaceId" ON "PatternStandIns" ("WorkspaceId");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261123013741_Placing', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "GroupingMaps" ADD "Source" TEXT NULL;

ALTER TABLE "Conversations" ADD "OtherLanguage" TEXT NULL;

ALTER TABLE "Conversations" ADD "OtherTurns" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "EmbeddingEndpoints" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_EmbeddingEndpoints" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "Address" TEXT NOT NULL,
    "Model" TEXT NOT NULL,
    "ProtectedKey" TEXT NULL,
    "Asked" INTEGER NULL,
    "Dimensions" INTEGER NOT NULL,
    "Fingerprint" BLOB NOT NULL,
    "CompleteAt" INTEGER NULL,
    CONSTRAINT "FK_EmbeddingEndpoints_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "EmbeddingRuns" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_EmbeddingRuns" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "Host" TEXT NOT NULL,
    "Model" TEXT NOT NULL,
    "Sentences" INTEGER NOT NULL,
    "Characters" INTEGER NOT NULL,
    "StartedAt" INTEGER NOT NULL,
    "FinishedAt" INTEGER NULL,
    "Problem" TEXT NULL,
    CONSTRAINT "FK_EmbeddingRuns_Workspaces_WorkspaceId" FOREIGN KEY ("WorkspaceId") REFERENCES "Workspaces" ("Id") ON DELETE CASCADE
);

CREATE TABLE "SentenceVectors" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_SentenceVectors" PRIMARY KEY AUTOINCREMENT,
    "WorkspaceId" TEXT NOT NULL,
    "EndpointId" TEXT NOT NULL,
    "SentenceNumber" INTEGER NOT NULL,
    "Vector" BLOB NOT NULL,
    CONSTRAINT "FK_SentenceVectors_Sentences_SentenceNumber" FOREIGN KEY ("SentenceNumber") REFERENCES "Sentences" ("Number") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "IX_EmbeddingEndpoints_WorkspaceId" ON "EmbeddingEndpoints" ("WorkspaceId");

CREATE INDEX "IX_EmbeddingRuns_WorkspaceId_StartedAt" ON "EmbeddingRuns" ("WorkspaceId", "StartedAt");

CREATE INDEX "IX_SentenceVectors_EndpointId_Number" ON "SentenceVectors" ("EndpointId", "Number");

CREATE UNIQUE INDEX "IX_SentenceVectors_SentenceNumber_EndpointId" ON "SentenceVectors" ("SentenceNumber", "EndpointId");

CREATE INDEX "IX_SentenceVectors_WorkspaceId" ON "SentenceVectors" ("WorkspaceId");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261123022309_Embedding', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "Conversations" ADD "HeardWith" TEXT NULL;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261130080956_HeardWith', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
DELETE FROM "GroupingMaps";

DELETE FROM "PatternStandIns";

ALTER TABLE "PatternStandIns" ADD "Passage" BLOB NOT NULL DEFAULT X'';

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261130111934_PassagesOfStandIns', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
DROP INDEX "IX_Suggestions_WorkspaceId_Decision_Kind";

CREATE INDEX "IX_Turns_WorkspaceId_At" ON "Turns" ("WorkspaceId", "At") WHERE "At" IS NOT NULL;

CREATE INDEX "IX_Suggestions_WorkspaceId_Decision_Kind_ConversationId_Turn" ON "Suggestions" ("WorkspaceId", "Decision", "Kind", "ConversationId", "Turn");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261201000040_NarrowedSearch', '10.0.11');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "LoneQuotes" (
    "QuoteId" TEXT NOT NULL CONSTRAINT "PK_LoneQuotes" PRIMARY KEY,
    "WorkspaceId" TEXT NOT NULL,
    "ConversationId" TEXT NOT NULL,
    CONSTRAINT "FK_LoneQuotes_Conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "Conversations" ("Id") ON DELETE CASCADE
);

CREATE INDEX "IX_LoneQuotes_ConversationId" ON "LoneQuotes" ("ConversationId");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261201093021_LoneQuotes', '10.0.11');

COMMIT;

