ALTER TABLE "ticketing"."ticket_log" DROP CONSTRAINT "ticket_log_event";--> statement-breakpoint
ALTER TABLE "ticketing"."ticket" ADD COLUMN "tells" text DEFAULT 'all' NOT NULL;--> statement-breakpoint
ALTER TABLE "ticketing"."ticket" ADD CONSTRAINT "ticket_tells" CHECK (tells in ('all', 'outcome', 'none'));--> statement-breakpoint
ALTER TABLE "ticketing"."ticket_log" ADD CONSTRAINT "ticket_log_event" CHECK (event in ('file', 'take', 'answer', 'refuse', 'dispatch', 'sign', 'return', 'progress', 'reply', 'call-back', 'rate', 'redo', 'close', 'archive', 'withdraw'));