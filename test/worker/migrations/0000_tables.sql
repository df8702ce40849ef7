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
CREATE TABLE `card` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`list` text,
	`text` text,
	`done` integer DEFAULT 0 NOT NULL,
	`points` integer,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `card_updatedAt` ON `card` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `closed` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`text` text,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `closed_updatedAt` ON `closed` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `diary` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`text` text,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `diary_updatedAt` ON `diary` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `draft` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`text` text,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `draft_updatedAt` ON `draft` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE INDEX `draft_tombstones` ON `draft` (`updatedAt`) WHERE deleted = 1;--> statement-breakpoint
CREATE TABLE `gadget` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`Name` text,
	`String` text,
	`Enum3` text,
	`Duration` text,
	`Price` real,
	`Weight` real,
	`WeightInKG` real,
	`InStock` integer DEFAULT 0 NOT NULL,
	`Created` integer,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `gadget_updatedAt` ON `gadget` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `kitchen` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`text` text,
	`value` real,
	`count` integer,
	`complete` integer DEFAULT 0 NOT NULL,
	`due` integer,
	`meta` text,
	`big` text,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `kitchen_updatedAt` ON `kitchen` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `lenient` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`text` text,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lenient_updatedAt` ON `lenient` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `members` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`text` text,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `members_updatedAt` ON `members` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `moment` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`day` text,
	`time` text,
	`at` integer,
	`dateOnly` text,
	`timeOnly` text,
	`timeOnlyValue` text,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `moment_updatedAt` ON `moment` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `movie` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`title` text,
	`duration` integer,
	`rating` text,
	`releaseDate` integer,
	`year` integer,
	`bestPictureWinner` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `movie_updatedAt` ON `movie` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `note` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`text` text,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `note_updatedAt` ON `note` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `paged` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`text` text,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `paged_updatedAt` ON `paged` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `product` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`name` text,
	`title` text,
	`description` text,
	`user` text,
	`price` real,
	`nullableValue` real,
	`discontinued` integer DEFAULT 0 NOT NULL,
	`likesBeer` integer DEFAULT 0 NOT NULL,
	`isMale` integer DEFAULT 0 NOT NULL,
	`checkinDate` integer,
	`d` integer,
	`performance` text,
	`guidField` text,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `product_updatedAt` ON `product` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `slip` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`list` text,
	`text` text,
	`done` integer DEFAULT 0 NOT NULL,
	`points` integer,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `slip_updatedAt` ON `slip` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `strict` (
	`owner` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`title` text,
	`score` real DEFAULT 0 NOT NULL,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `strict_updatedAt` ON `strict` (`owner`,`updatedAt`);--> statement-breakpoint
CREATE TABLE `ticket` (
	`owner` text DEFAULT '' NOT NULL,
	`id` integer NOT NULL,
	`version` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	`prevVersion` text,
	`createdAt` integer DEFAULT 0 NOT NULL,
	`updatedAt` integer DEFAULT 0 NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`text` text,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ticket_updatedAt` ON `ticket` (`owner`,`updatedAt`);--> statement-breakpoint
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
DROP TRIGGER IF EXISTS "card_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "card_insert_guard" BEFORE INSERT ON "card" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'card' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "card_update_guard";
--> statement-breakpoint
CREATE TRIGGER "card_update_guard" BEFORE UPDATE ON "card" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'card' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "card_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "card_delete_guard" BEFORE DELETE ON "card" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "card_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "card_insert_stamp" AFTER INSERT ON "card" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'card', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "card" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "card_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "card_update_stamp" AFTER UPDATE ON "card" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'card', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt", 'list', OLD."list", 'done', OLD."done") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'card', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), CASE WHEN OLD.owner = NEW.owner AND (OLD."list" IS NOT NEW."list" OR OLD."done" IS NOT NEW."done") THEN json_object('createdAt', OLD."createdAt", 'list', OLD."list", 'done', OLD."done") END); UPDATE "card" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "card_view_change";
--> statement-breakpoint
CREATE TRIGGER "card_view_change" AFTER UPDATE OF "list", "done" ON "card" WHEN NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (OLD."list" IS NOT NEW."list" OR OLD."done" IS NOT NEW."done") BEGIN UPDATE sync_journal SET prior = json_object('createdAt', OLD."createdAt", 'list', OLD."list", 'done', OLD."done") WHERE seq = NEW.updatedAt; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "card_view_replace";
--> statement-breakpoint
CREATE TRIGGER "card_view_replace" BEFORE INSERT ON "card" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'card', t.owner, t.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', t."createdAt", 'list', t."list", 'done', t."done") FROM "card" t WHERE t.owner = NEW.owner AND t.id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "closed_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "closed_insert_guard" BEFORE INSERT ON "closed" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'closed' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "closed_update_guard";
--> statement-breakpoint
CREATE TRIGGER "closed_update_guard" BEFORE UPDATE ON "closed" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'closed' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "closed_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "closed_delete_guard" BEFORE DELETE ON "closed" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "closed_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "closed_insert_stamp" AFTER INSERT ON "closed" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'closed', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "closed" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "closed_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "closed_update_stamp" AFTER UPDATE ON "closed" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'closed', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'closed', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "closed" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "diary_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "diary_insert_guard" BEFORE INSERT ON "diary" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'diary' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "diary_update_guard";
--> statement-breakpoint
CREATE TRIGGER "diary_update_guard" BEFORE UPDATE ON "diary" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'diary' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "diary_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "diary_delete_guard" BEFORE DELETE ON "diary" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "diary_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "diary_insert_stamp" AFTER INSERT ON "diary" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'diary', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "diary" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "diary_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "diary_update_stamp" AFTER UPDATE ON "diary" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'diary', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'diary', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "diary" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "draft_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "draft_insert_guard" BEFORE INSERT ON "draft" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'draft' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "draft_update_guard";
--> statement-breakpoint
CREATE TRIGGER "draft_update_guard" BEFORE UPDATE ON "draft" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'draft' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "draft_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "draft_delete_guard" BEFORE DELETE ON "draft" WHEN OLD.deleted = 0 OR OLD.updatedAt > coalesce((SELECT seq FROM sync_floor WHERE tbl = 'draft'), 0) BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "draft_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "draft_insert_stamp" AFTER INSERT ON "draft" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'draft', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "draft" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "draft_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "draft_update_stamp" AFTER UPDATE ON "draft" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'draft', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'draft', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "draft" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "gadget_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "gadget_insert_guard" BEFORE INSERT ON "gadget" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'gadget' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "gadget_update_guard";
--> statement-breakpoint
CREATE TRIGGER "gadget_update_guard" BEFORE UPDATE ON "gadget" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'gadget' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "gadget_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "gadget_delete_guard" BEFORE DELETE ON "gadget" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "gadget_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "gadget_insert_stamp" AFTER INSERT ON "gadget" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'gadget', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "gadget" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "gadget_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "gadget_update_stamp" AFTER UPDATE ON "gadget" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'gadget', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'gadget', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "gadget" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "kitchen_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "kitchen_insert_guard" BEFORE INSERT ON "kitchen" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'kitchen' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "kitchen_update_guard";
--> statement-breakpoint
CREATE TRIGGER "kitchen_update_guard" BEFORE UPDATE ON "kitchen" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'kitchen' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "kitchen_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "kitchen_delete_guard" BEFORE DELETE ON "kitchen" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "kitchen_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "kitchen_insert_stamp" AFTER INSERT ON "kitchen" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'kitchen', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "kitchen" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "kitchen_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "kitchen_update_stamp" AFTER UPDATE ON "kitchen" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'kitchen', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt", 'text', OLD."text") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'kitchen', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), CASE WHEN OLD.owner = NEW.owner AND (OLD."text" IS NOT NEW."text") THEN json_object('createdAt', OLD."createdAt", 'text', OLD."text") END); UPDATE "kitchen" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "kitchen_view_change";
--> statement-breakpoint
CREATE TRIGGER "kitchen_view_change" AFTER UPDATE OF "text" ON "kitchen" WHEN NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (OLD."text" IS NOT NEW."text") BEGIN UPDATE sync_journal SET prior = json_object('createdAt', OLD."createdAt", 'text', OLD."text") WHERE seq = NEW.updatedAt; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "kitchen_view_replace";
--> statement-breakpoint
CREATE TRIGGER "kitchen_view_replace" BEFORE INSERT ON "kitchen" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'kitchen', t.owner, t.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', t."createdAt", 'text', t."text") FROM "kitchen" t WHERE t.owner = NEW.owner AND t.id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "lenient_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "lenient_insert_guard" BEFORE INSERT ON "lenient" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'lenient' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "lenient_update_guard";
--> statement-breakpoint
CREATE TRIGGER "lenient_update_guard" BEFORE UPDATE ON "lenient" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'lenient' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "lenient_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "lenient_delete_guard" BEFORE DELETE ON "lenient" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "lenient_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "lenient_insert_stamp" AFTER INSERT ON "lenient" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'lenient', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "lenient" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "lenient_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "lenient_update_stamp" AFTER UPDATE ON "lenient" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'lenient', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'lenient', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "lenient" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "members_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "members_insert_guard" BEFORE INSERT ON "members" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'members' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "members_update_guard";
--> statement-breakpoint
CREATE TRIGGER "members_update_guard" BEFORE UPDATE ON "members" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'members' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "members_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "members_delete_guard" BEFORE DELETE ON "members" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "members_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "members_insert_stamp" AFTER INSERT ON "members" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'members', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "members" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "members_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "members_update_stamp" AFTER UPDATE ON "members" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'members', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'members', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "members" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "moment_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "moment_insert_guard" BEFORE INSERT ON "moment" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'moment' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "moment_update_guard";
--> statement-breakpoint
CREATE TRIGGER "moment_update_guard" BEFORE UPDATE ON "moment" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'moment' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "moment_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "moment_delete_guard" BEFORE DELETE ON "moment" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "moment_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "moment_insert_stamp" AFTER INSERT ON "moment" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'moment', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "moment" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "moment_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "moment_update_stamp" AFTER UPDATE ON "moment" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'moment', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'moment', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "moment" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "movie_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "movie_insert_guard" BEFORE INSERT ON "movie" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'movie' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "movie_update_guard";
--> statement-breakpoint
CREATE TRIGGER "movie_update_guard" BEFORE UPDATE ON "movie" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'movie' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "movie_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "movie_delete_guard" BEFORE DELETE ON "movie" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "movie_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "movie_insert_stamp" AFTER INSERT ON "movie" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'movie', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "movie" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "movie_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "movie_update_stamp" AFTER UPDATE ON "movie" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'movie', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'movie', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "movie" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
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
CREATE TRIGGER "note_delete_guard" BEFORE DELETE ON "note" WHEN OLD.deleted = 0 OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = OLD.updatedAt AND j.tbl = 'note' AND j.scope = OLD.owner AND j.pk = OLD.id AND j.version = OLD.version AND j.status IN (200, 201) AND j.kind = 'delete') BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "note_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "note_insert_stamp" AFTER INSERT ON "note" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'note', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "note" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "note_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "note_update_stamp" AFTER UPDATE ON "note" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'note', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'note', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "note" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "note_removal";
--> statement-breakpoint
CREATE TRIGGER "note_removal" AFTER DELETE ON "note" BEGIN UPDATE sync_journal SET prior = json_object('createdAt', OLD."createdAt") WHERE seq = OLD.updatedAt; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "paged_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "paged_insert_guard" BEFORE INSERT ON "paged" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'paged' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "paged_update_guard";
--> statement-breakpoint
CREATE TRIGGER "paged_update_guard" BEFORE UPDATE ON "paged" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'paged' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "paged_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "paged_delete_guard" BEFORE DELETE ON "paged" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "paged_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "paged_insert_stamp" AFTER INSERT ON "paged" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'paged', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "paged" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "paged_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "paged_update_stamp" AFTER UPDATE ON "paged" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'paged', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'paged', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "paged" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "product_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "product_insert_guard" BEFORE INSERT ON "product" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'product' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "product_update_guard";
--> statement-breakpoint
CREATE TRIGGER "product_update_guard" BEFORE UPDATE ON "product" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'product' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "product_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "product_delete_guard" BEFORE DELETE ON "product" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "product_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "product_insert_stamp" AFTER INSERT ON "product" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'product', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "product" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "product_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "product_update_stamp" AFTER UPDATE ON "product" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'product', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'product', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "product" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "slip_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "slip_insert_guard" BEFORE INSERT ON "slip" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'slip' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "slip_update_guard";
--> statement-breakpoint
CREATE TRIGGER "slip_update_guard" BEFORE UPDATE ON "slip" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'slip' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "slip_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "slip_delete_guard" BEFORE DELETE ON "slip" WHEN OLD.deleted = 0 OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = OLD.updatedAt AND j.tbl = 'slip' AND j.scope = OLD.owner AND j.pk = OLD.id AND j.version = OLD.version AND j.status IN (200, 201) AND j.kind = 'delete') BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "slip_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "slip_insert_stamp" AFTER INSERT ON "slip" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'slip', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "slip" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "slip_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "slip_update_stamp" AFTER UPDATE ON "slip" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'slip', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt", 'list', OLD."list", 'done', OLD."done") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'slip', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), CASE WHEN OLD.owner = NEW.owner AND (OLD."list" IS NOT NEW."list" OR OLD."done" IS NOT NEW."done") THEN json_object('createdAt', OLD."createdAt", 'list', OLD."list", 'done', OLD."done") END); UPDATE "slip" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "slip_removal";
--> statement-breakpoint
CREATE TRIGGER "slip_removal" AFTER DELETE ON "slip" BEGIN UPDATE sync_journal SET prior = json_object('createdAt', OLD."createdAt", 'list', OLD."list", 'done', OLD."done") WHERE seq = OLD.updatedAt; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "slip_view_change";
--> statement-breakpoint
CREATE TRIGGER "slip_view_change" AFTER UPDATE OF "list", "done" ON "slip" WHEN NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (OLD."list" IS NOT NEW."list" OR OLD."done" IS NOT NEW."done") BEGIN UPDATE sync_journal SET prior = json_object('createdAt', OLD."createdAt", 'list', OLD."list", 'done', OLD."done") WHERE seq = NEW.updatedAt; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "slip_view_replace";
--> statement-breakpoint
CREATE TRIGGER "slip_view_replace" BEFORE INSERT ON "slip" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'slip', t.owner, t.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', t."createdAt", 'list', t."list", 'done', t."done") FROM "slip" t WHERE t.owner = NEW.owner AND t.id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "strict_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "strict_insert_guard" BEFORE INSERT ON "strict" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'strict' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "strict_update_guard";
--> statement-breakpoint
CREATE TRIGGER "strict_update_guard" BEFORE UPDATE ON "strict" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'strict' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "strict_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "strict_delete_guard" BEFORE DELETE ON "strict" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "strict_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "strict_insert_stamp" AFTER INSERT ON "strict" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'strict', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "strict" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "strict_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "strict_update_stamp" AFTER UPDATE ON "strict" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'strict', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'strict', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "strict" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "ticket_insert_guard";
--> statement-breakpoint
CREATE TRIGGER "ticket_insert_guard" BEFORE INSERT ON "ticket" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'ticket' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "ticket_update_guard";
--> statement-breakpoint
CREATE TRIGGER "ticket_update_guard" BEFORE UPDATE ON "ticket" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.seq = NEW.updatedAt AND j.tbl = 'ticket' AND j.scope = NEW.owner AND j.pk = NEW.id AND j.version = NEW.version AND j.status IN (200, 201)))) BEGIN SELECT RAISE(ABORT, 'E_SEQ'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "ticket_delete_guard";
--> statement-breakpoint
CREATE TRIGGER "ticket_delete_guard" BEFORE DELETE ON "ticket" BEGIN SELECT RAISE(ABORT, 'E_HARD_DELETE'); END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "ticket_insert_stamp";
--> statement-breakpoint
CREATE TRIGGER "ticket_insert_stamp" AFTER INSERT ON "ticket" WHEN NEW.updatedAt = 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'ticket', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "ticket" SET createdAt = CASE NEW.createdAt WHEN 0 THEN (SELECT coalesce(max(seq), 0) FROM sync_journal) ELSE NEW.createdAt END, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "ticket_update_stamp";
--> statement-breakpoint
CREATE TRIGGER "ticket_update_stamp" AFTER UPDATE ON "ticket" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0 BEGIN INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) SELECT max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'ticket', OLD.owner, OLD.id, 'exit', 200, lower(hex(randomblob(8))), json_object('createdAt', OLD."createdAt") WHERE OLD.owner <> NEW.owner; INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) VALUES (max((SELECT now FROM sync_clock), (SELECT coalesce(max(seq), 0) FROM sync_journal) + 1), 'ticket', NEW.owner, NEW.id, 'external', 200, lower(hex(randomblob(8))), NULL); UPDATE "ticket" SET prevVersion = OLD.version, version = (SELECT version FROM sync_journal WHERE seq = (SELECT coalesce(max(seq), 0) FROM sync_journal)), updatedAt = (SELECT coalesce(max(seq), 0) FROM sync_journal) WHERE owner = NEW.owner AND id = NEW.id; END;
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
