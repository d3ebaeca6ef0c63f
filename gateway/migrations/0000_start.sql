CREATE SCHEMA "gateway";
--> statement-breakpoint
CREATE TABLE "gateway"."account" (
	"id" text PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"secrets_sealed" text,
	"active" boolean DEFAULT true NOT NULL,
	"read_up_to" jsonb,
	CONSTRAINT "account_kind" CHECK (kind in ('mail'))
);
--> statement-breakpoint
CREATE TABLE "gateway"."account_state" (
	"account_id" text PRIMARY KEY NOT NULL,
	"connected_since" timestamp with time zone,
	"last_in_at" timestamp with time zone,
	"last_out_at" timestamp with time zone,
	"trouble" text,
	"trouble_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "gateway"."delivery" (
	"message_id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"purpose" text NOT NULL,
	"state" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone,
	"peer_id" text,
	CONSTRAINT "delivery_state" CHECK (state in ('queued', 'sending', 'sent', 'delivered', 'read', 'failed')),
	CONSTRAINT "delivery_purpose" CHECK (purpose in ('reply', 'receipt', 'status', 'notice', 'rating'))
);
--> statement-breakpoint
CREATE TABLE "gateway"."delivery_step" (
	"message_id" text NOT NULL,
	"step" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	CONSTRAINT "delivery_step_message_id_step_pk" PRIMARY KEY("message_id","step")
);
--> statement-breakpoint
CREATE TABLE "gateway"."attachment" (
	"message_id" text NOT NULL,
	"place" integer NOT NULL,
	"name_sealed" text NOT NULL,
	"claimed_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"inline" boolean NOT NULL,
	CONSTRAINT "attachment_message_id_place_pk" PRIMARY KEY("message_id","place")
);
--> statement-breakpoint
CREATE TABLE "gateway"."contact" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"address_sealed" text NOT NULL,
	"address_index" text NOT NULL,
	"address_masked" text NOT NULL,
	"name_sealed" text,
	"name_masked" text
);
--> statement-breakpoint
CREATE TABLE "gateway"."conversation" (
	"id" text PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"account_id" text NOT NULL,
	"contact_id" text NOT NULL,
	"ticket_id" text,
	"waits_since" timestamp with time zone,
	"last_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateway"."message" (
	"id" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"account_id" text NOT NULL,
	"direction" text NOT NULL,
	"external_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"becomes" text,
	"automatic" boolean DEFAULT false NOT NULL,
	"subject_sealed" text,
	"text_sealed" text NOT NULL,
	"quoted_sealed" text,
	"threads" text[] DEFAULT '{}' NOT NULL,
	"threads_sealed" text,
	"ticket_id" text,
	"by" text,
	CONSTRAINT "message_direction" CHECK (direction in ('in', 'out')),
	CONSTRAINT "message_becomes" CHECK (becomes is null or becomes = 'matter' or becomes = 'addition' or becomes = 'status' or becomes = 'rating' or becomes = 'automatic' or becomes = 'bounce' or becomes = 'quarantine')
);
--> statement-breakpoint
CREATE TABLE "gateway"."quarantine" (
	"id" text PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"account_id" text NOT NULL,
	"external_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"detail" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"outcome" text,
	CONSTRAINT "quarantine_reason" CHECK (reason in ('unreadable', 'too-large', 'loop', 'flood', 'nobody'))
);
--> statement-breakpoint
ALTER TABLE "gateway"."account_state" ADD CONSTRAINT "account_state_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "gateway"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."delivery" ADD CONSTRAINT "delivery_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "gateway"."message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."delivery" ADD CONSTRAINT "delivery_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "gateway"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."delivery_step" ADD CONSTRAINT "delivery_step_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "gateway"."message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."attachment" ADD CONSTRAINT "attachment_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "gateway"."message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD CONSTRAINT "conversation_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "gateway"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD CONSTRAINT "conversation_contact_id_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "gateway"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."message" ADD CONSTRAINT "message_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "gateway"."conversation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."message" ADD CONSTRAINT "message_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "gateway"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."quarantine" ADD CONSTRAINT "quarantine_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "gateway"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delivery_due" ON "gateway"."delivery" USING btree ("next_try_at") WHERE next_try_at is not null;--> statement-breakpoint
CREATE INDEX "delivery_of_peer" ON "gateway"."delivery" USING btree ("account_id","peer_id") WHERE peer_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_address" ON "gateway"."contact" USING btree ("kind","address_index");--> statement-breakpoint
CREATE INDEX "conversation_waiting" ON "gateway"."conversation" USING btree ("waits_since","id") WHERE waits_since is not null;--> statement-breakpoint
CREATE INDEX "conversation_of" ON "gateway"."conversation" USING btree ("contact_id","last_at");--> statement-breakpoint
CREATE INDEX "conversation_about" ON "gateway"."conversation" USING btree ("ticket_id") WHERE ticket_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "message_once" ON "gateway"."message" USING btree ("account_id","direction","external_id");--> statement-breakpoint
CREATE INDEX "message_of" ON "gateway"."message" USING btree ("conversation_id","at","id");--> statement-breakpoint
CREATE INDEX "message_threads" ON "gateway"."message" USING gin ("threads");--> statement-breakpoint
CREATE UNIQUE INDEX "quarantine_once" ON "gateway"."quarantine" USING btree ("account_id","external_id");--> statement-breakpoint
CREATE INDEX "quarantine_open" ON "gateway"."quarantine" USING btree ("at","id") WHERE outcome is null;