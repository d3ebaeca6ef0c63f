DROP INDEX "ticketing"."ticket_of_owner";--> statement-breakpoint
DROP INDEX "ticketing"."citizen_message_newest";--> statement-breakpoint
DROP INDEX "ticketing"."draft_of";--> statement-breakpoint
DROP INDEX "ticketing"."notice_of";--> statement-breakpoint
DROP INDEX "ticketing"."ticket_newest";--> statement-breakpoint
DROP INDEX "ticketing"."ticket_of_unit";--> statement-breakpoint
DROP INDEX "ticketing"."ticket_in_state";--> statement-breakpoint
DROP INDEX "ticketing"."ticket_by_phone";--> statement-breakpoint
DROP INDEX "ticketing"."ticket_by_name";--> statement-breakpoint
DROP INDEX "ticketing"."ticket_by_id";--> statement-breakpoint
CREATE INDEX "ticket_due_in_state" ON "ticketing"."ticket" USING btree ("state","due_at","id") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "ticket_open" ON "ticketing"."ticket" USING btree ("state","unit") WHERE state <> 'archived';--> statement-breakpoint
CREATE INDEX "ticket_open_of_unit" ON "ticketing"."ticket" USING btree ("unit","state") WHERE state <> 'archived';--> statement-breakpoint
CREATE INDEX "ticket_mine" ON "ticketing"."ticket" USING btree (coalesce(owner, filed_by),"filed_at","id");--> statement-breakpoint
CREATE INDEX "ticket_mine_open" ON "ticketing"."ticket" USING btree (coalesce(owner, filed_by)) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "citizen_message_newest" ON "ticketing"."citizen_message" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "draft_of" ON "ticketing"."draft" USING btree ("account","saved_at") WHERE filed_as is null;--> statement-breakpoint
CREATE INDEX "notice_of" ON "ticketing"."notice" USING btree ("audience","at","id");--> statement-breakpoint
CREATE INDEX "ticket_newest" ON "ticketing"."ticket" USING btree ("filed_at","id");--> statement-breakpoint
CREATE INDEX "ticket_of_unit" ON "ticketing"."ticket" USING btree ("unit","filed_at","id");--> statement-breakpoint
CREATE INDEX "ticket_in_state" ON "ticketing"."ticket" USING btree ("state","filed_at","id");--> statement-breakpoint
CREATE INDEX "ticket_by_phone" ON "ticketing"."ticket" USING btree ("phone_index","filed_at") WHERE phone_index is not null;--> statement-breakpoint
CREATE INDEX "ticket_by_name" ON "ticketing"."ticket" USING btree ("name_index","filed_at") WHERE name_index is not null;--> statement-breakpoint
CREATE INDEX "ticket_by_id" ON "ticketing"."ticket" USING btree ("id_index","filed_at") WHERE id_index is not null;