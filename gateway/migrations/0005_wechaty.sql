ALTER TABLE "gateway"."account" DROP CONSTRAINT "account_kind";--> statement-breakpoint
ALTER TABLE "gateway"."account_state" ADD COLUMN "scan" text;--> statement-breakpoint
ALTER TABLE "gateway"."account" ADD CONSTRAINT "account_kind" CHECK (kind in ('mail', 'sms', 'wechat', 'wechaty'));