CREATE TABLE "gateway"."held" (
	"account_id" text NOT NULL,
	"key" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"sealed" text,
	CONSTRAINT "held_account_id_key_pk" PRIMARY KEY("account_id","key")
);
--> statement-breakpoint
CREATE TABLE "gateway"."delivery_part" (
	"message_id" text NOT NULL,
	"part" integer NOT NULL,
	"account_id" text NOT NULL,
	"peer_id" text NOT NULL,
	"state" text DEFAULT 'sent' NOT NULL,
	CONSTRAINT "delivery_part_message_id_part_pk" PRIMARY KEY("message_id","part")
);
--> statement-breakpoint
CREATE TABLE "gateway"."template" (
	"id" text PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"text" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
ALTER TABLE "gateway"."account" DROP CONSTRAINT "account_kind";--> statement-breakpoint
ALTER TABLE "gateway"."message" DROP CONSTRAINT "message_becomes";--> statement-breakpoint
DROP INDEX "gateway"."delivery_of_peer";--> statement-breakpoint
ALTER TABLE "gateway"."contact" ADD COLUMN "opted_out_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gateway"."held" ADD CONSTRAINT "held_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "gateway"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."delivery_part" ADD CONSTRAINT "delivery_part_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "gateway"."message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delivery_part_of_peer" ON "gateway"."delivery_part" USING btree ("account_id","peer_id");--> statement-breakpoint
ALTER TABLE "gateway"."delivery" DROP COLUMN "peer_id";--> statement-breakpoint
ALTER TABLE "gateway"."account" ADD CONSTRAINT "account_kind" CHECK (kind in ('mail', 'sms'));--> statement-breakpoint
ALTER TABLE "gateway"."message" ADD CONSTRAINT "message_becomes" CHECK (becomes is null or becomes = 'matter' or becomes = 'addition' or becomes = 'status' or becomes = 'rating' or becomes = 'optout' or becomes = 'optin' or becomes = 'automatic' or becomes = 'bounce' or becomes = 'quarantine');--> statement-breakpoint
INSERT INTO "gateway"."template" ("id", "name", "text") VALUES
	('received', '已收到', '您好,您反映的问题已收到,我们核实后尽快答复您。'),
	('need-place', '请补充地点', '您好,为便于办理,请补充具体地点(小区、楼栋或路口)和发生时间。'),
	('in-hand', '办理中', '您好,您的工单 {工单号} 当前状态:{状态},由{承办单位}办理,请耐心等待。'),
	('call-us', '请来电', '您好,此事需要与您核实,请拨打 12345,工号 {工号} 为您服务。');
