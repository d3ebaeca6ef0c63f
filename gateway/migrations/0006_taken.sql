DROP INDEX "gateway"."conversation_waiting";--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "held_by" text;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "ended_as" text;--> statement-breakpoint
UPDATE "gateway"."conversation" c SET due_at = c.waits_since + CASE a.kind WHEN 'mail' THEN interval '24 hours' ELSE interval '3 minutes' END
  FROM "gateway"."account" a WHERE a.id = c.account_id AND c.waits_since IS NOT NULL;--> statement-breakpoint
CREATE INDEX "conversation_waiting" ON "gateway"."conversation" USING btree ("due_at","id") WHERE due_at is not null;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD CONSTRAINT "conversation_ended_as" CHECK (ended_as is null or ended_as in ('telephoned', 'thanks', 'repeated', 'elsewhere', 'spam', 'other'));--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD CONSTRAINT "conversation_held" CHECK (held_by is null or waits_since is not null);--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD CONSTRAINT "conversation_due" CHECK ((due_at is null) = (waits_since is null));