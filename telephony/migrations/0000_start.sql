CREATE SCHEMA "telephony";
--> statement-breakpoint
CREATE TABLE "telephony"."agent" (
	"account" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"since" timestamp with time zone NOT NULL,
	"idle_since" timestamp with time zone NOT NULL,
	"call_id" text,
	"pause_next" text,
	"phone_kind" text,
	"phone_id" text,
	"phone_password" text,
	"phone_contact" text,
	CONSTRAINT "agent_state" CHECK (state in ('offline', 'paused', 'ready', 'ringing', 'talking', 'wrapUp'))
);
--> statement-breakpoint
CREATE TABLE "telephony"."call" (
	"id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"direction" text NOT NULL,
	"state" text NOT NULL,
	"queue" text,
	"dialled" text NOT NULL,
	"caller_sealed" text,
	"caller_index" text,
	"caller_masked" text,
	"withheld" boolean NOT NULL,
	"calls_back" text,
	"agent" text,
	"held" boolean DEFAULT false NOT NULL,
	"queued_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"ticket_id" text,
	"disposition" text,
	"disposition_reason" text,
	CONSTRAINT "call_state" CHECK (state in ('waiting', 'ringing', 'talking', 'wrapUp', 'ended'))
);
--> statement-breakpoint
CREATE TABLE "telephony"."guest" (
	"id" text PRIMARY KEY NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"call_id" text
);
--> statement-breakpoint
CREATE TABLE "telephony"."leg" (
	"channel_id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"party" text NOT NULL,
	"agent" text,
	"started_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_because" text
);
--> statement-breakpoint
CREATE TABLE "telephony"."missed_call" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"why" text NOT NULL,
	"fate" text NOT NULL,
	"fate_by" text,
	"fate_reason" text,
	"caller_index" text
);
--> statement-breakpoint
CREATE TABLE "telephony"."queue" (
	"code" text PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"ring_seconds" integer DEFAULT 15 NOT NULL,
	"max_wait_seconds" integer DEFAULT 60 NOT NULL,
	"voicemail_seconds" integer DEFAULT 120 NOT NULL,
	"wrap_up_reminder_seconds" integer DEFAULT 60 NOT NULL,
	"announce_agent" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "telephony"."queue_entry" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"queue" text NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"left_at" timestamp with time zone,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "telephony"."queue_member" (
	"queue" text NOT NULL,
	"account" text NOT NULL,
	CONSTRAINT "queue_member_queue_account_pk" PRIMARY KEY("queue","account")
);
--> statement-breakpoint
CREATE TABLE "telephony"."recording" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"leg" text NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"spool_path" text,
	"path" text,
	"bytes" integer,
	"duration_ms" integer,
	"sha256" text
);
--> statement-breakpoint
CREATE TABLE "telephony"."service_number" (
	"number" text PRIMARY KEY NOT NULL,
	"queue" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "telephony"."leg" ADD CONSTRAINT "leg_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "telephony"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "telephony"."missed_call" ADD CONSTRAINT "missed_call_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "telephony"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "telephony"."queue_entry" ADD CONSTRAINT "queue_entry_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "telephony"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "telephony"."queue_member" ADD CONSTRAINT "queue_member_queue_queue_code_fk" FOREIGN KEY ("queue") REFERENCES "telephony"."queue"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "telephony"."recording" ADD CONSTRAINT "recording_call_id_call_id_fk" FOREIGN KEY ("call_id") REFERENCES "telephony"."call"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "telephony"."service_number" ADD CONSTRAINT "service_number_queue_queue_code_fk" FOREIGN KEY ("queue") REFERENCES "telephony"."queue"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_newest" ON "telephony"."call" USING btree ("queued_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "call_caller" ON "telephony"."call" USING btree ("caller_index","queued_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "call_agent" ON "telephony"."call" USING btree ("agent","queued_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "call_live" ON "telephony"."call" USING btree ("state") WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX "leg_call" ON "telephony"."leg" USING btree ("call_id");--> statement-breakpoint
CREATE UNIQUE INDEX "missed_call_call" ON "telephony"."missed_call" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "missed_call_at" ON "telephony"."missed_call" USING btree ("at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "missed_call_caller" ON "telephony"."missed_call" USING btree ("caller_index");--> statement-breakpoint
CREATE INDEX "queue_entry_call" ON "telephony"."queue_entry" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "recording_call" ON "telephony"."recording" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "recording_writing" ON "telephony"."recording" USING btree ("state") WHERE state = 'writing';