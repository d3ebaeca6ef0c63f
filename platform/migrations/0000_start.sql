CREATE SCHEMA "platform";
--> statement-breakpoint
CREATE TABLE "platform"."audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"xid" "xid8" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"object" text NOT NULL,
	"request_id" text,
	"address" text,
	"details" jsonb NOT NULL,
	"mac" text NOT NULL,
	"key_id" text NOT NULL,
	"sealed" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."audit_seal" (
	"id" integer PRIMARY KEY NOT NULL,
	"lines" bigint[] NOT NULL,
	"hash" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."clock_seen" (
	"one" integer PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."event" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"xid" "xid8" NOT NULL,
	"name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."event_cursor" (
	"reader" text PRIMARY KEY NOT NULL,
	"xid" "xid8" NOT NULL,
	"id" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "audit_unsealed" ON "platform"."audit" USING btree ("xid","id") WHERE not sealed;--> statement-breakpoint
CREATE INDEX "audit_at" ON "platform"."audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "event_order" ON "platform"."event" USING btree ("xid","id");