DROP INDEX "telephony"."call_newest";--> statement-breakpoint
DROP INDEX "telephony"."call_caller";--> statement-breakpoint
DROP INDEX "telephony"."call_agent";--> statement-breakpoint
DROP INDEX "telephony"."missed_call_at";--> statement-breakpoint
CREATE INDEX "call_newest" ON "telephony"."call" USING btree ("queued_at","id");--> statement-breakpoint
CREATE INDEX "call_caller" ON "telephony"."call" USING btree ("caller_index","queued_at");--> statement-breakpoint
CREATE INDEX "call_agent" ON "telephony"."call" USING btree ("agent","queued_at");--> statement-breakpoint
CREATE INDEX "missed_call_at" ON "telephony"."missed_call" USING btree ("at","id");