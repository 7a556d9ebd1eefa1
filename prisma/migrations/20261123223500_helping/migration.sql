-- A named contact may act for an elder; every step of theirs carries the helper's random key.
ALTER TYPE "Subject" ADD VALUE 'HELPER';
ALTER TYPE "ActorRole" ADD VALUE 'HELPER';
ALTER TABLE "events" ADD COLUMN "helper_key" UUID;

CREATE TYPE "HelperScope" AS ENUM ('REQUEST', 'PROMISES', 'BOTH');
CREATE TYPE "HelperState" AS ENUM ('OFFERED', 'ACTIVE', 'DECLINED', 'ENDED');

CREATE TABLE "helper_grants" (
    "id" UUID NOT NULL,
    "elder_id" UUID NOT NULL,
    "helper_id" UUID NOT NULL,
    "open_slot" TEXT,
    "acting_slot" UUID,
    "acted_at" TIMESTAMPTZ(3),
    "scope" "HelperScope" NOT NULL,
    "state" "HelperState" NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "helper_grants_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "helper_grants_open_slot_key" ON "helper_grants"("open_slot");
CREATE UNIQUE INDEX "helper_grants_acting_slot_key" ON "helper_grants"("acting_slot");
CREATE INDEX "helper_grants_elder_id_idx" ON "helper_grants"("elder_id");
CREATE INDEX "helper_grants_helper_id_idx" ON "helper_grants"("helper_id");
ALTER TABLE "helper_grants" ADD CONSTRAINT "helper_grants_elder_id_fkey" FOREIGN KEY ("elder_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "helper_grants" ADD CONSTRAINT "helper_grants_helper_id_fkey" FOREIGN KEY ("helper_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "helper_grants"
  ADD CONSTRAINT "helper_is_another" CHECK ("elder_id" <> "helper_id"),
  ADD CONSTRAINT "helper_slot_while_open" CHECK (("open_slot" IS NOT NULL) = ("state" IN ('OFFERED', 'ACTIVE'))),
  ADD CONSTRAINT "helper_slot_of_its_pair" CHECK ("open_slot" IS NULL OR "open_slot" = "elder_id"::text || ':' || "helper_id"::text),
  ADD CONSTRAINT "helper_acts_while_active" CHECK ("acting_slot" IS NULL OR ("acting_slot" = "helper_id" AND "state" = 'ACTIVE' AND "acted_at" IS NOT NULL)),
  ADD CONSTRAINT "helper_for_half_a_year" CHECK ("ends_at" > "offered_at" AND "ends_at" <= "offered_at" + INTERVAL '186 days'),
  ADD CONSTRAINT "helper_active_by_answer" CHECK ("state" NOT IN ('ACTIVE', 'DECLINED') OR "answered_at" IS NOT NULL),
  ADD CONSTRAINT "helper_end_dated" CHECK (("state" IN ('DECLINED', 'ENDED')) = ("ended_at" IS NOT NULL));

CREATE TABLE "helped_actions" (
    "id" BIGSERIAL NOT NULL,
    "grant_id" UUID NOT NULL,
    "command" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "helped_actions_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "helped_actions_grant_id_id_idx" ON "helped_actions"("grant_id", "id");
ALTER TABLE "helped_actions" ADD CONSTRAINT "helped_actions_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "helper_grants"("id") ON DELETE CASCADE ON UPDATE CASCADE;
