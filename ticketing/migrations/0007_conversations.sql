ALTER TABLE "ticketing"."notice" ALTER COLUMN "ticket_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "ticketing"."notice" ADD COLUMN "conversation_id" text;--> statement-breakpoint
CREATE INDEX "ticket_filed_from" ON "ticketing"."ticket" USING btree ("conversation_id","filed_at") WHERE conversation_id is not null;--> statement-breakpoint
ALTER TABLE "ticketing"."notice" ADD CONSTRAINT "notice_about" CHECK (num_nonnulls(ticket_id, conversation_id) = 1);