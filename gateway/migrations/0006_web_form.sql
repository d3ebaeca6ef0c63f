CREATE TABLE "gateway"."web_code" (
	"phone_index" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"mac" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "web_code_phone_index_at_pk" PRIMARY KEY("phone_index","at")
);
--> statement-breakpoint
CREATE TABLE "gateway"."web_photo" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"sha256" text NOT NULL,
	"bytes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateway"."web_report" (
	"number" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"external_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"confirmed" boolean NOT NULL,
	"form_sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateway"."web_spent" (
	"challenge" text PRIMARY KEY NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "gateway"."account" DROP CONSTRAINT "account_kind";--> statement-breakpoint
ALTER TABLE "gateway"."web_report" ADD CONSTRAINT "web_report_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "gateway"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "web_photo_age" ON "gateway"."web_photo" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "web_report_once" ON "gateway"."web_report" USING btree ("account_id","external_id");--> statement-breakpoint
CREATE INDEX "web_spent_age" ON "gateway"."web_spent" USING btree ("until");--> statement-breakpoint
CREATE INDEX "attachment_bytes" ON "gateway"."attachment" USING btree ("sha256");--> statement-breakpoint
ALTER TABLE "gateway"."account" ADD CONSTRAINT "account_kind" CHECK (kind in ('mail', 'sms', 'wechat', 'wechaty', 'web'));