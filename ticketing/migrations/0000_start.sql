CREATE SCHEMA "ticketing";
--> statement-breakpoint
CREATE TABLE "ticketing"."calendar_year" (
	"year" integer PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"source" text NOT NULL,
	"days" jsonb NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticketing"."category" (
	"code" text PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"parent" text,
	"initials" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"weight" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticketing"."citizen_message" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" text NOT NULL,
	"to_masked" text,
	"text_sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticketing"."draft" (
	"id" text PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"version" integer NOT NULL,
	"form" text NOT NULL,
	"ticket_id" text,
	"call_id" text,
	"fields_sealed" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_in" text NOT NULL,
	"filed_as" text
);
--> statement-breakpoint
CREATE TABLE "ticketing"."draft_version" (
	"draft_id" text NOT NULL,
	"version" integer NOT NULL,
	"fields_sealed" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_in" text NOT NULL,
	CONSTRAINT "draft_version_draft_id_version_pk" PRIMARY KEY("draft_id","version")
);
--> statement-breakpoint
CREATE TABLE "ticketing"."duty" (
	"category" text NOT NULL,
	"region" text DEFAULT '' NOT NULL,
	"unit" text NOT NULL,
	"basis" text NOT NULL,
	CONSTRAINT "duty_category_region_pk" PRIMARY KEY("category","region")
);
--> statement-breakpoint
CREATE TABLE "ticketing"."notice" (
	"id" text PRIMARY KEY NOT NULL,
	"audience" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ticket_id" text NOT NULL,
	"kind" text NOT NULL,
	"once_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticketing"."notice_read" (
	"account" text PRIMARY KEY NOT NULL,
	"up_to_at" timestamp with time zone NOT NULL,
	"up_to_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticketing"."query_try" (
	"number" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"wrong" integer NOT NULL,
	CONSTRAINT "query_try_number_hour_pk" PRIMARY KEY("number","hour")
);
--> statement-breakpoint
CREATE TABLE "ticketing"."region" (
	"code" text PRIMARY KEY NOT NULL,
	"level" integer NOT NULL,
	"name" text NOT NULL,
	"parent" text,
	"initials" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticketing"."rule_set" (
	"version" integer PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"source" text NOT NULL,
	"from_on" date NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"day_ends_at_hour" integer NOT NULL,
	"rules" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticketing"."clock" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket_id" text NOT NULL,
	"kind" text NOT NULL,
	"unit" text,
	"amount" integer NOT NULL,
	"span" text NOT NULL,
	"grace_hours" integer NOT NULL,
	"day_ends_at_hour" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"stopped_at" timestamp with time zone,
	"due_on" date,
	"due_at" timestamp with time zone NOT NULL,
	"warn_at" timestamp with time zone NOT NULL,
	"yellow_at" timestamp with time zone NOT NULL,
	"red_at" timestamp with time zone NOT NULL,
	"provisional" boolean NOT NULL,
	"why" text NOT NULL,
	"why_en" text NOT NULL,
	"next_due_at" timestamp with time zone,
	"next_signal" text,
	CONSTRAINT "clock_kind" CHECK (kind in ('dispatch', 'sign', 'contact', 'handle'))
);
--> statement-breakpoint
CREATE TABLE "ticketing"."clock_ledger" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"clock_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"by" text NOT NULL,
	"why" text NOT NULL,
	"approved_by" text,
	"add_amount" integer,
	"add_span" text
);
--> statement-breakpoint
CREATE TABLE "ticketing"."signal" (
	"clock_id" text NOT NULL,
	"kind" text NOT NULL,
	"ticket_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	CONSTRAINT "signal_clock_id_kind_pk" PRIMARY KEY("clock_id","kind"),
	CONSTRAINT "signal_kind" CHECK (kind in ('warning', 'yellow', 'red'))
);
--> statement-breakpoint
CREATE TABLE "ticketing"."ticket" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"type" text NOT NULL,
	"urgency" text NOT NULL,
	"category" text NOT NULL,
	"channel" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"occurred" text,
	"involved" text,
	"demand" text,
	"place" text NOT NULL,
	"region" text,
	"name_sealed" text,
	"name_index" text,
	"name_masked" text,
	"phone_sealed" text,
	"phone_index" text,
	"phone_masked" text,
	"id_sealed" text,
	"id_index" text,
	"id_masked" text,
	"confidential" boolean DEFAULT false NOT NULL,
	"call_id" text,
	"filed_by" text NOT NULL,
	"filed_at" timestamp with time zone NOT NULL,
	"owner" text,
	"unit" text,
	"assigned_at" timestamp with time zone,
	"signed_by" text,
	"signed_at" timestamp with time zone,
	"returned_by" text[] DEFAULT '{}' NOT NULL,
	"redos" integer DEFAULT 0 NOT NULL,
	"answer" text,
	"public_answer" text,
	"facts_right" boolean,
	"unit_contacted" boolean,
	"unit_solved" boolean,
	"replied_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"first_try_at" timestamp with time zone,
	"contacted" boolean,
	"solved" text,
	"satisfied" integer,
	"outcome" text,
	"refusal" text,
	"closed_at" timestamp with time zone,
	"archived_at" timestamp with time zone,
	"rule_set" integer NOT NULL,
	"due_at" timestamp with time zone,
	"due_kind" text,
	"log_mac" text NOT NULL,
	"words" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "ticket_state" CHECK (state in ('received', 'assigned', 'returned', 'handling', 'replied', 'called-back', 'closed', 'archived'))
);
--> statement-breakpoint
CREATE TABLE "ticketing"."ticket_log" (
	"ticket_id" text NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" text NOT NULL,
	"actor" text NOT NULL,
	"actor_unit" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"form" jsonb NOT NULL,
	"note" text,
	"row_mac" text NOT NULL,
	"mac" text NOT NULL,
	"key_id" text NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "ticket_log_ticket_id_version_pk" PRIMARY KEY("ticket_id","version"),
	CONSTRAINT "ticket_log_event" CHECK (event in ('file', 'take', 'answer', 'refuse', 'dispatch', 'sign', 'return', 'progress', 'reply', 'call-back', 'redo', 'close', 'archive', 'withdraw')),
	CONSTRAINT "ticket_log_to" CHECK (to_state in ('received', 'assigned', 'returned', 'handling', 'replied', 'called-back', 'closed', 'archived'))
);
--> statement-breakpoint
CREATE INDEX "citizen_message_newest" ON "ticketing"."citizen_message" USING btree ("at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "citizen_message_of" ON "ticketing"."citizen_message" USING btree ("ticket_id","at");--> statement-breakpoint
CREATE INDEX "draft_of" ON "ticketing"."draft" USING btree ("account","saved_at" DESC NULLS LAST) WHERE filed_as is null;--> statement-breakpoint
CREATE INDEX "notice_of" ON "ticketing"."notice" USING btree ("audience","at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "notice_once" ON "ticketing"."notice" USING btree ("once_by");--> statement-breakpoint
CREATE INDEX "region_below" ON "ticketing"."region" USING btree ("parent");--> statement-breakpoint
CREATE INDEX "clock_of_ticket" ON "ticketing"."clock" USING btree ("ticket_id","started_at");--> statement-breakpoint
CREATE INDEX "clock_next_due" ON "ticketing"."clock" USING btree ("next_due_at") WHERE next_due_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "clock_running" ON "ticketing"."clock" USING btree ("ticket_id","kind") WHERE stopped_at is null;--> statement-breakpoint
CREATE INDEX "clock_ledger_of" ON "ticketing"."clock_ledger" USING btree ("clock_id","id");--> statement-breakpoint
CREATE INDEX "signal_of_ticket" ON "ticketing"."signal" USING btree ("ticket_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_number" ON "ticketing"."ticket" USING btree ("number");--> statement-breakpoint
CREATE INDEX "ticket_newest" ON "ticketing"."ticket" USING btree ("filed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "ticket_of_unit" ON "ticketing"."ticket" USING btree ("unit","filed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "ticket_in_state" ON "ticketing"."ticket" USING btree ("state","filed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "ticket_due" ON "ticketing"."ticket" USING btree ("due_at","id") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "ticket_due_of_unit" ON "ticketing"."ticket" USING btree ("unit","due_at","id") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "ticket_of_owner" ON "ticketing"."ticket" USING btree ("owner","filed_at" DESC NULLS LAST) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "ticket_by_phone" ON "ticketing"."ticket" USING btree ("phone_index","filed_at" DESC NULLS LAST) WHERE phone_index is not null;--> statement-breakpoint
CREATE INDEX "ticket_by_name" ON "ticketing"."ticket" USING btree ("name_index","filed_at" DESC NULLS LAST) WHERE name_index is not null;--> statement-breakpoint
CREATE INDEX "ticket_by_id" ON "ticketing"."ticket" USING btree ("id_index","filed_at" DESC NULLS LAST) WHERE id_index is not null;--> statement-breakpoint
CREATE INDEX "ticket_words" ON "ticketing"."ticket" USING gin ("words");