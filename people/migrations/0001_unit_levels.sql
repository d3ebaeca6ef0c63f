ALTER TABLE "people"."unit" ADD COLUMN "level" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "people"."unit" ADD COLUMN "region" text;--> statement-breakpoint
ALTER TABLE "people"."unit" ADD COLUMN "duties" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "people"."unit" ADD COLUMN "initials" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "people"."unit" ADD COLUMN "takes_tickets" boolean DEFAULT true NOT NULL;