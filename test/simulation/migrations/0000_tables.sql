CREATE TABLE `sync_journal` (
	`seq` integer PRIMARY KEY NOT NULL,
	`tbl` text NOT NULL,
	`scope` text NOT NULL,
	`pk` text NOT NULL,
	`kind` text NOT NULL,
	`status` integer NOT NULL,
	`version` text NOT NULL,
	`principal` text,
	`client` text,
	`n` integer,
	`hash` text,
	`grp` text,
	`prior` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sync_journal_key` ON `sync_journal` (`principal`,`client`,`n`) WHERE client is not null;--> statement-breakpoint
CREATE INDEX `sync_journal_passing` ON `sync_journal` (`seq`) WHERE hash IS NULL AND status NOT IN (200, 201);--> statement-breakpoint
CREATE INDEX `sync_journal_exit` ON `sync_journal` (`tbl`,`scope`,`seq`) WHERE prior is not null;--> statement-breakpoint
CREATE TABLE `sync_client` (
	`principal` text NOT NULL,
	`client` text NOT NULL,
	`floor` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`principal`, `client`)
);
--> statement-breakpoint
CREATE TABLE `sync_floor` (
	`tbl` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sync_epoch` (
	`id` integer PRIMARY KEY NOT NULL,
	`epoch` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `note` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`title` text,
	`weight` real,
	`due` integer,
	`more` text,
	`big` text,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `note_updatedAt` ON `note` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `todoitem` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`text` text,
	`complete` integer DEFAULT 0 NOT NULL,
	`priority` integer,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `todoitem_updatedAt` ON `todoitem` (`owner`,`updatedAt`);
--> statement-breakpoint
-- The clock and its guards (src/db/triggers.ts).
DROP VIEW IF EXISTS "sync_clock";
--> statement-breakpoint
CREATE VIEW sync_clock AS SELECT CAST(round(unixepoch('subsec') * 1000) AS INTEGER) AS now;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "sync_journal_clock";
--> statement-breakpoint
CREATE TRIGGER "sync_journal_clock" BEFORE INSERT ON sync_journal WHEN NEW.seq <= (SELECT coalesce(max(seq), 0) FROM sync_journal) BEGIN SELECT RAISE(ABORT, 'E_CLOCK'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "sync_journal_head";
--> statement-breakpoint
CREATE TRIGGER "sync_journal_head" BEFORE DELETE ON sync_journal WHEN OLD.seq = (SELECT coalesce(max(seq), 0) FROM sync_journal) BEGIN SELECT RAISE(ABORT, 'E_HEAD'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "sync_journal_floor";
--> statement-breakpoint
CREATE TRIGGER "sync_journal_floor" BEFORE DELETE ON sync_journal WHEN OLD.seq > coalesce((SELECT seq FROM sync_floor WHERE tbl = ''), 0) AND NOT (OLD.hash IS NULL AND OLD.status NOT IN (200, 201)) OR (OLD.hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sync_client c WHERE c.principal = OLD.principal AND c.client = OLD.client AND c.floor >= OLD.n)) BEGIN SELECT RAISE(ABORT, 'E_FLOOR'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "sync_floor_up";
--> statement-breakpoint
CREATE TRIGGER "sync_floor_up" BEFORE UPDATE ON sync_floor WHEN NEW.seq < OLD.seq BEGIN SELECT RAISE(ABORT, 'E_FLOOR'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "sync_client_up";
--> statement-breakpoint
CREATE TRIGGER "sync_client_up" BEFORE UPDATE ON sync_client WHEN NEW.floor < OLD.floor BEGIN SELECT RAISE(ABORT, 'E_FLOOR'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "note_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "note_insert_guard" BEFORE INSERT ON "note" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'note' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "note_update_guard";
--> statement-breakpoint
CREATE TRIGGER "note_update_guard" BEFORE UPDATE ON "note" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'note' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "note_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "note_delete_guard" BEFORE DELETE ON "note" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "note_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "note_insert_stamp" AFTER INSERT ON "note" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'note', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "note" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "note_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "note_update_stamp" AFTER UPDATE ON "note" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'note', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'note', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "note" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "todoitem_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "todoitem_insert_guard" BEFORE INSERT ON "todoitem" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'todoitem' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "todoitem_update_guard";
--> statement-breakpoint
CREATE TRIGGER "todoitem_update_guard" BEFORE UPDATE ON "todoitem" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'todoitem' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "todoitem_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "todoitem_delete_guard" BEFORE DELETE ON "todoitem" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "todoitem_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "todoitem_insert_stamp" AFTER INSERT ON "todoitem" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'todoitem', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "todoitem" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "todoitem_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "todoitem_update_stamp" AFTER UPDATE ON "todoitem" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'todoitem', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'todoitem', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "todoitem" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
