-- What a member may take back for ten minutes.
CREATE TYPE "UndoKind" AS ENUM ('PLEDGE_MADE', 'PLEDGE_WITHDRAWN', 'REQUEST_PUBLISHED', 'REQUEST_CLOSED', 'RECOMMENDED', 'RECOMMENDATION_WITHDRAWN', 'PROPOSALS_DECLINED', 'LANGUAGE', 'TIMEZONE', 'QUIET_HOURS', 'PAUSED_ALL');

CREATE TABLE "undos" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" "UndoKind" NOT NULL,
    "about_id" UUID NOT NULL,
    "before" JSONB NOT NULL,
    "event" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "undos_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "undos_member_id_kind_about_id_key" ON "undos"("member_id", "kind", "about_id");
CREATE INDEX "undos_at_idx" ON "undos"("at");
ALTER TABLE "undos" ADD CONSTRAINT "undos_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "undos" ADD CONSTRAINT "undo_in_its_time" CHECK ("until" > "at" AND ("used_at" IS NULL OR ("used_at" >= "at" AND "used_at" < "until")));
