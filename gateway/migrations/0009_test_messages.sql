ALTER TABLE "gateway"."delivery" DROP CONSTRAINT "delivery_purpose";--> statement-breakpoint
ALTER TABLE "gateway"."conversation" ADD COLUMN "is_test" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "delivery_tests" ON "gateway"."delivery" USING btree ("account_id") WHERE purpose = 'test';--> statement-breakpoint
ALTER TABLE "gateway"."delivery" ADD CONSTRAINT "delivery_purpose" CHECK (purpose in ('reply', 'receipt', 'status', 'notice', 'rating', 'test'));