CREATE SCHEMA "people";
--> statement-breakpoint
CREATE TABLE "people"."session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"address" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people"."staff" (
	"account" text PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"number" text,
	"unit" text NOT NULL,
	"roles" text[] NOT NULL,
	"password_hash" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"demo" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people"."unit" (
	"code" text PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"parent" text
);
--> statement-breakpoint
CREATE TABLE "people"."wrong_tries" (
	"account" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"locked_until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "people"."session" ADD CONSTRAINT "session_account_staff_account_fk" FOREIGN KEY ("account") REFERENCES "people"."staff"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."staff" ADD CONSTRAINT "staff_unit_unit_code_fk" FOREIGN KEY ("unit") REFERENCES "people"."unit"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_account" ON "people"."session" USING btree ("account");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_number" ON "people"."staff" USING btree ("number");