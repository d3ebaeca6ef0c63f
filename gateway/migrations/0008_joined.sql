CREATE TABLE "gateway"."contact_join" (
	"id" text PRIMARY KEY NOT NULL,
	"one" text NOT NULL,
	"other" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"joined_by" text NOT NULL,
	"reason" text NOT NULL,
	"parted_at" timestamp with time zone,
	"parted_by" text,
	"part_reason" text,
	CONSTRAINT "contact_join_two" CHECK (one collate "C" < other collate "C"),
	CONSTRAINT "contact_join_parted" CHECK (num_nonnulls(parted_at, parted_by, part_reason) in (0, 3))
);
--> statement-breakpoint
ALTER TABLE "gateway"."contact" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "gateway"."contact_join" ADD CONSTRAINT "contact_join_one_contact_id_fk" FOREIGN KEY ("one") REFERENCES "gateway"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway"."contact_join" ADD CONSTRAINT "contact_join_other_contact_id_fk" FOREIGN KEY ("other") REFERENCES "gateway"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_join_pair" ON "gateway"."contact_join" USING btree ("one","other") WHERE parted_at is null;--> statement-breakpoint
CREATE INDEX "contact_join_other" ON "gateway"."contact_join" USING btree ("other") WHERE parted_at is null;