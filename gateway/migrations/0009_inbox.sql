CREATE TABLE "gateway"."contact_join" (
	"id" text PRIMARY KEY NOT NULL,
	"one" text NOT NULL,
	"other" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"joined_by" text NOT NULL,
	"reason" text NOT NULL,
	"parted_at" timestamp with time zone,
	"parted_by" text,
	"part_reason" text,
	CONSTRAINT "contact_join_two" CHECK (one collate "C" < other collate "C"),
	CONSTRAINT "contact_join_parted" CHECK (num_nonnulls(parted_at, parted_by, part_reason) in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "gateway"."signal" (
	"conversation_id" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"held_by" text,
	CONSTRAINT "signal_conversation_id_started_at_kind_pk" PRIMARY KEY("conversation_id","started_at","kind"),
	CONSTRAINT "signal_kind" CHECK (kind in ('warning', 'yellow', 'red'))
);
--> statement-breakpoint
ALTER TABLE "gateway"."delivery" DROP CONSTRAINT "delivery_purpose";--> statement-breakpoint
DROP INDEX "gateway"."conversation_waiting";--> statement-breakpoint
ALTER TABLE "gateway"."contact" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "warn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "red_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "next_signal" text;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "next_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "held_by" text;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "ended_as" text;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "is_test" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "gateway"."conversation" c SET due_at = c.waits_since + l.within, warn_at = c.waits_since + 0.8 * l.within, red_at = c.waits_since + l.within + l.red,
  next_signal = 'warning', next_due_at = c.waits_since + 0.8 * l.within
  FROM "gateway"."account" a, LATERAL (
    SELECT CASE WHEN a.kind IN ('mail', 'web', 'fax') THEN interval '24 hours' ELSE interval '3 minutes' END AS within,
      CASE WHEN a.kind IN ('mail', 'web', 'fax') THEN interval '2 hours' ELSE interval '3 minutes' END AS red) l
  WHERE a.id = c.account_id AND c.waits_since IS NOT NULL;--> statement-breakpoint
ALTER TABLE "gateway"."contact_join" ADD CONSTRAINT "contact_join_one_contact_id_fk" FOREIGN KEY ("one") REFERENCES "gateway"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."contact_join" ADD CONSTRAINT "contact_join_other_contact_id_fk" FOREIGN KEY ("other") REFERENCES "gateway"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."signal" ADD CONSTRAINT "signal_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "gateway"."conversation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_join_pair" ON "gateway"."contact_join" USING btree ("one","other") WHERE parted_at is null;--> statement-breakpoint
CREATE INDEX "contact_join_other" ON "gateway"."contact_join" USING btree ("other") WHERE parted_at is null;--> statement-breakpoint
CREATE INDEX "delivery_tests" ON "gateway"."delivery" USING btree ("account_id") WHERE purpose = 'test';--> statement-breakpoint
CREATE INDEX "conversation_next_due" ON "gateway"."conversation" USING btree ("next_due_at") WHERE next_due_at is not null;--> statement-breakpoint
CREATE INDEX "conversation_in_hand" ON "gateway"."conversation" USING btree ("held_by") WHERE held_by is not null;--> statement-breakpoint
CREATE INDEX "conversation_waiting" ON "gateway"."conversation" USING btree ("due_at","id") WHERE due_at is not null;--> statement-breakpoint
ALTER TABLE "gateway"."delivery" ADD CONSTRAINT "delivery_purpose" CHECK (purpose in ('reply', 'receipt', 'status', 'notice', 'rating', 'test'));--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD CONSTRAINT "conversation_ended_as" CHECK (ended_as is null or ended_as in ('telephoned', 'thanks', 'repeated', 'elsewhere', 'spam', 'other'));--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD CONSTRAINT "conversation_held" CHECK (held_by is null or waits_since is not null);--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD CONSTRAINT "conversation_due" CHECK (num_nonnulls(waits_since, due_at, warn_at, red_at) in (0, 4));--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD CONSTRAINT "conversation_next" CHECK (num_nonnulls(next_signal, next_due_at) in (0, 2) and (next_signal is null or waits_since is not null));