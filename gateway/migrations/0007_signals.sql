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
ALTER TABLE "gateway"."conversation" DROP CONSTRAINT "conversation_due";--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "warn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "red_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "next_signal" text;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "next_due_at" timestamp with time zone;--> statement-breakpoint
UPDATE "gateway"."conversation" c SET warn_at = c.waits_since + 0.8 * (c.due_at - c.waits_since), next_signal = 'warning', next_due_at = c.waits_since + 0.8 * (c.due_at - c.waits_since),
  red_at = c.due_at + CASE a.kind WHEN 'mail' THEN interval '2 hours' ELSE interval '3 minutes' END
  FROM "gateway"."account" a WHERE a.id = c.account_id AND c.waits_since IS NOT NULL;--> statement-breakpoint
ALTER TABLE "gateway"."signal" ADD CONSTRAINT "signal_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "gateway"."conversation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversation_next_due" ON "gateway"."conversation" USING btree ("next_due_at") WHERE next_due_at is not null;--> statement-breakpoint
CREATE INDEX "conversation_in_hand" ON "gateway"."conversation" USING btree ("held_by") WHERE held_by is not null;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD CONSTRAINT "conversation_next" CHECK (num_nonnulls(next_signal, next_due_at) in (0, 2) and (next_signal is null or waits_since is not null));--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD CONSTRAINT "conversation_due" CHECK (num_nonnulls(waits_since, due_at, warn_at, red_at) in (0, 4));