ALTER TABLE "ticketing"."notice" ALTER COLUMN "ticket_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "ticketing"."notice" ADD COLUMN "conversation_id" text;--> statement-breakpoint
ALTER TABLE "ticketing"."notice" ADD CONSTRAINT "notice_about" CHECK (num_nonnulls(ticket_id, conversation_id) = 1);