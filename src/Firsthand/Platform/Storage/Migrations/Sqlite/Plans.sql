-- What the planner is told of a table that is still too small for its counts to mean anything: how rows lie in a store of some thousand conversations.
-- Without it an index by company looks as good as one by conversation, and taking down one conversation reads all that were taken down before.
-- For each index all rows, then how many share its first column, its first two ... (https://www.sqlite.org/fileformat2.html#stat1tab)
DROP TABLE IF EXISTS temp."Usual";
CREATE TEMP TABLE "Usual" ("Table" TEXT, "Index" TEXT, "Stat" TEXT);
INSERT INTO "Usual" VALUES
    ('Conversations', 'IX_Conversations_SourceFileId_Position', '4000 1 1'),
    ('Conversations', 'IX_Conversations_WorkspaceId_HeldAt', '4000 4000 1'),
    ('Conversations', 'IX_Conversations_WorkspaceId_PlacedAt', '4000 4000 4000'),
    ('Conversations', 'sqlite_autoindex_Conversations_1', '4000 1'),
    ('Highlights', 'IX_Highlights_ConversationId_Turn', '100000 25 2'),
    ('Highlights', 'IX_Highlights_PersonId', '100000 25'),
    ('Highlights', 'IX_Highlights_WorkspaceId_Kind_At', '100000 100000 10000 1'),
    ('Highlights', 'sqlite_autoindex_Highlights_1', '100000 1'),
    ('PatternMembers', 'IX_PatternMembers_ConversationId', '100000 25'),
    ('PatternMembers', 'IX_PatternMembers_PatternId_PersonId', '100000 100 2'),
    ('PatternMembers', 'sqlite_autoindex_PatternMembers_1', '100000 1'),
    ('PatternQuestions', 'IX_PatternQuestions_ConversationId', '100000 25'),
    ('PatternQuestions', 'IX_PatternQuestions_PatternId_PersonId', '100000 100 2'),
    ('SentenceVectors', 'IX_SentenceVectors_EndpointId_Number', '1000000 1000000 1'),
    ('SentenceVectors', 'IX_SentenceVectors_SentenceNumber_EndpointId', '1000000 1 1'),
    ('SentenceVectors', 'IX_SentenceVectors_WorkspaceId', '1000000 1000000'),
    ('Sentences', 'IX_Sentences_ConversationId', '1000000 250'),
    ('Sentences', 'IX_Sentences_WorkspaceId_Number', '1000000 1000000 1'),
    ('Speakers', 'IX_Speakers_ConversationId', '8000 2'),
    ('Speakers', 'IX_Speakers_PersonId', '8000 2'),
    ('Speakers', 'sqlite_autoindex_Speakers_1', '8000 1'),
    ('Suggestions', 'IX_Suggestions_ConversationId_Turn', '200000 50 2'),
    ('Suggestions', 'IX_Suggestions_PersonId', '200000 50'),
    ('Suggestions', 'IX_Suggestions_WorkspaceId_Decision_Kind_ConversationId_Turn', '200000 200000 100000 10000 5 1'),
    ('Suggestions', 'IX_Suggestions_WorkspaceId_Decision_Probability', '200000 200000 100000 1000'),
    ('Suggestions', 'sqlite_autoindex_Suggestions_1', '200000 1'),
    ('Turns', 'IX_Turns_ConversationId_Index', '400000 100 1'),
    ('Turns', 'IX_Turns_SpeakerId', '400000 50'),
    ('Turns', 'IX_Turns_WorkspaceId', '400000 400000'),
    ('Turns', 'IX_Turns_WorkspaceId_At', '100000 100000 1');
-- Few rows are read quickly by any plan.
DELETE FROM sqlite_stat1 WHERE tbl IN (SELECT "Table" FROM "Usual") AND CAST(stat AS INTEGER) < 4000;
INSERT INTO sqlite_stat1 (tbl, idx, stat) SELECT "Table", "Index", "Stat" FROM "Usual" WHERE "Table" NOT IN (SELECT tbl FROM sqlite_stat1);
DROP TABLE "Usual";
