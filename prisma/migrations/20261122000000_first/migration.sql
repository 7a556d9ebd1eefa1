-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "MemberState" AS ENUM ('ACTIVE', 'LEAVING', 'ERASED');

-- CreateEnum
CREATE TYPE "ContactOrigin" AS ENUM ('INVITE', 'INTRODUCTION', 'HELP');

-- CreateEnum
CREATE TYPE "InviteKind" AS ENUM ('JOIN', 'HELP');

-- CreateEnum
CREATE TYPE "InviteOutcome" AS ENUM ('OPENED', 'CONNECTED', 'DECLINED');

-- CreateEnum
CREATE TYPE "Consent" AS ENUM ('ASKED', 'YES', 'NO');

-- CreateEnum
CREATE TYPE "AbuseReason" AS ENUM ('FALSE_NEED', 'PRESSURE', 'INSULT', 'OTHER');

-- CreateEnum
CREATE TYPE "RequestKind" AS ENUM ('MONTHLY', 'EMERGENCY');

-- CreateEnum
CREATE TYPE "RequestState" AS ENUM ('ACTIVE', 'PAUSED', 'CLOSED');

-- CreateEnum
CREATE TYPE "PauseReason" AS ENUM ('OWNER', 'EMERGENCY', 'SILENCE', 'EVERYTHING', 'UNANSWERED_CARDS', 'LOST_SIGHT', 'REQUEST');

-- CreateEnum
CREATE TYPE "ForWhom" AS ENUM ('MYSELF', 'CHILD', 'PARENT', 'OTHER', 'WORK');

-- CreateEnum
CREATE TYPE "RecommendationReason" AS ENUM ('KNOW_IN_PERSON', 'HELPED_BEFORE', 'RELATIVE', 'NEIGHBOUR');

-- CreateEnum
CREATE TYPE "PledgeKind" AS ENUM ('OPEN', 'DIRECTED');

-- CreateEnum
CREATE TYPE "HelpForm" AS ENUM ('MONEY', 'SERVICE', 'GOODS', 'TIME');

-- CreateEnum
CREATE TYPE "PledgeState" AS ENUM ('ACTIVE', 'PAUSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "Spread" AS ENUM ('ONE', 'SEVERAL', 'MANY');

-- CreateEnum
CREATE TYPE "Scope" AS ENUM ('NETWORK', 'CHOSEN');

-- CreateEnum
CREATE TYPE "CycleState" AS ENUM ('OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "RoundKind" AS ENUM ('CLOSE', 'WEEKLY');

-- CreateEnum
CREATE TYPE "ProposalState" AS ENUM ('OFFERED', 'ACCEPTED', 'DECLINED', 'LAPSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "PromiseState" AS ENUM ('PROMISED', 'REPORTED', 'CONFIRMED', 'UNCONFIRMED', 'RELEASED', 'FORGIVEN');

-- CreateEnum
CREATE TYPE "PromiseOrigin" AS ENUM ('PROPOSAL', 'HELP_NOW', 'STANDING_YES', 'REST', 'GIFT');

-- CreateEnum
CREATE TYPE "Subject" AS ENUM ('MEMBER', 'CONTACT', 'INVITE', 'REQUEST', 'RECOMMENDATION', 'PLEDGE', 'PROPOSAL', 'PROMISE', 'CYCLE');

-- CreateEnum
CREATE TYPE "ActorRole" AS ENUM ('OWNER', 'GIVER', 'RECIPIENT', 'SYSTEM', 'OPERATOR');

-- CreateEnum
CREATE TYPE "NoticeClass" AS ENUM ('MUST', 'USEFUL', 'DIGEST');

-- CreateEnum
CREATE TYPE "NoticeState" AS ENUM ('PENDING', 'SENDING', 'SENT', 'DROPPED', 'FAILED');

-- CreateTable
CREATE TABLE "members" (
    "id" UUID NOT NULL,
    "person_key" UUID NOT NULL,
    "telegram_id" BIGINT,
    "name" TEXT NOT NULL,
    "username" TEXT,
    "language" TEXT NOT NULL,
    "timezone" TEXT,
    "quiet_from" SMALLINT,
    "quiet_to" SMALLINT,
    "about" BYTEA,
    "about_link" BYTEA,
    "state" "MemberState" NOT NULL DEFAULT 'ACTIVE',
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "invited_by_id" UUID,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "unreachable_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "locked_at" TIMESTAMPTZ(3),
    "erase_at" TIMESTAMPTZ(3),
    "username_since" TIMESTAMPTZ(3),
    "ceiling" BIGINT,
    "ceiling_next" BIGINT,
    "ceiling_next_at" TIMESTAMPTZ(3),
    "doubling_base" BIGINT,
    "doubling_cycle" TEXT,

    CONSTRAINT "members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contacts" (
    "low_id" UUID NOT NULL,
    "high_id" UUID NOT NULL,
    "origin" "ContactOrigin" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "broken_at" TIMESTAMPTZ(3),
    "low_wants_back" BOOLEAN NOT NULL DEFAULT false,
    "high_wants_back" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("low_id","high_id")
);

-- CreateTable
CREATE TABLE "blocks" (
    "blocker_id" UUID NOT NULL,
    "blocked_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("blocker_id","blocked_id")
);

-- CreateTable
CREATE TABLE "nicknames" (
    "owner_id" UUID NOT NULL,
    "of_id" UUID NOT NULL,
    "name" BYTEA NOT NULL,

    CONSTRAINT "nicknames_pkey" PRIMARY KEY ("owner_id","of_id")
);

-- CreateTable
CREATE TABLE "invites" (
    "id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "kind" "InviteKind" NOT NULL,
    "issuer_id" UUID NOT NULL,
    "request_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "uses" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "invites_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invite_uses" (
    "invite_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "InviteOutcome" NOT NULL,

    CONSTRAINT "invite_uses_pkey" PRIMARY KEY ("invite_id","member_id")
);

-- CreateTable
CREATE TABLE "introductions" (
    "id" UUID NOT NULL,
    "introducer_id" UUID NOT NULL,
    "left_id" UUID NOT NULL,
    "right_id" UUID NOT NULL,
    "left" "Consent" NOT NULL DEFAULT 'ASKED',
    "right" "Consent" NOT NULL DEFAULT 'ASKED',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "introductions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "abuse_reports" (
    "id" UUID NOT NULL,
    "reporter_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "request_id" UUID,
    "reason" "AbuseReason" NOT NULL,
    "text" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "abuse_reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "requests" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "active_slot" UUID,
    "kind" "RequestKind" NOT NULL,
    "state" "RequestState" NOT NULL,
    "pause_reason" "PauseReason",
    "for_whom" "ForWhom" NOT NULL,
    "people" SMALLINT NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "story" BYTEA,
    "story_voice" BYTEA,
    "amount" BIGINT NOT NULL,
    "due_day" SMALLINT,
    "deadline" TIMESTAMPTZ(3),
    "payment_detail_id" UUID,
    "link" BYTEA,
    "reach" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "recommended_since" TIMESTAMPTZ(3) NOT NULL,
    "changed_mark_until" TIMESTAMPTZ(3),
    "still_needed_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "outcome" BYTEA,

    CONSTRAINT "requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recommendations" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "recommender_id" UUID NOT NULL,
    "reason" "RecommendationReason" NOT NULL,
    "people_confirmed" SMALLINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "recommendations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_views" (
    "request_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_views_pkey" PRIMARY KEY ("request_id","member_id")
);

-- CreateTable
CREATE TABLE "emergency_alerts" (
    "request_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "wave" SMALLINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "emergency_alerts_pkey" PRIMARY KEY ("request_id","member_id")
);

-- CreateTable
CREATE TABLE "payment_details" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "default_slot" UUID,
    "name" BYTEA NOT NULL,
    "value" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_details_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_detail_openings" (
    "id" UUID NOT NULL,
    "detail_id" UUID NOT NULL,
    "viewer_id" UUID NOT NULL,
    "promise_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_detail_openings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pledges" (
    "id" UUID NOT NULL,
    "giver_id" UUID NOT NULL,
    "kind" "PledgeKind" NOT NULL,
    "open_slot" UUID,
    "request_id" UUID,
    "monthly" BOOLEAN NOT NULL DEFAULT true,
    "amount" BIGINT NOT NULL,
    "form" "HelpForm" NOT NULL DEFAULT 'MONEY',
    "description" BYTEA,
    "state" "PledgeState" NOT NULL,
    "pause_reason" "PauseReason",
    "spread" "Spread" NOT NULL DEFAULT 'SEVERAL',
    "scope" "Scope" NOT NULL DEFAULT 'NETWORK',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "unanswered_cards" SMALLINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pledges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pledge_people" (
    "pledge_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "excluded" BOOLEAN NOT NULL,

    CONSTRAINT "pledge_people_pkey" PRIMARY KEY ("pledge_id","member_id")
);

-- CreateTable
CREATE TABLE "standing_yes" (
    "giver_id" UUID NOT NULL,
    "monthly" BIGINT NOT NULL,
    "per_person" BIGINT NOT NULL,
    "helped_earlier" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "standing_yes_pkey" PRIMARY KEY ("giver_id")
);

-- CreateTable
CREATE TABLE "standing_yes_people" (
    "giver_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,

    CONSTRAINT "standing_yes_people_pkey" PRIMARY KEY ("giver_id","member_id")
);

-- CreateTable
CREATE TABLE "ceiling_overrides" (
    "id" UUID NOT NULL,
    "giver_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ceiling_overrides_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cycles" (
    "id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "CycleState" NOT NULL,
    "open_slot" SMALLINT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "cycles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rounds" (
    "id" UUID NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "kind" "RoundKind" NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "seed" TEXT NOT NULL,
    "givers" INTEGER NOT NULL,
    "requests" INTEGER NOT NULL,
    "pairs" INTEGER NOT NULL,
    "proposals" INTEGER NOT NULL,
    "allocated" BIGINT NOT NULL,
    "certificate" TEXT NOT NULL,

    CONSTRAINT "rounds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cards" (
    "id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "giver_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "lapsed_at" TIMESTAMPTZ(3),

    CONSTRAINT "cards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposals" (
    "id" UUID NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "round_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "giver_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "pledge_id" UUID NOT NULL,
    "directed" BOOLEAN NOT NULL,
    "amount" BIGINT NOT NULL,
    "chosen" BIGINT,
    "state" "ProposalState" NOT NULL,
    "reason" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proposals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promises" (
    "id" UUID NOT NULL,
    "giver_id" UUID NOT NULL,
    "recipient_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "proposal_id" UUID,
    "parent_id" UUID,
    "origin" "PromiseOrigin" NOT NULL,
    "form" "HelpForm" NOT NULL DEFAULT 'MONEY',
    "description" BYTEA,
    "amount" BIGINT NOT NULL,
    "confirmed" BIGINT NOT NULL DEFAULT 0,
    "state" "PromiseState" NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "reported_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "thanks" BYTEA,

    CONSTRAINT "promises_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "subject" "Subject" NOT NULL,
    "subject_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT,
    "role" "ActorRole" NOT NULL,
    "actor_key" UUID,
    "amount" BIGINT,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "update_id" BIGINT NOT NULL,
    "chat_id" BIGINT NOT NULL,
    "payload" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("update_id")
);

-- CreateTable
CREATE TABLE "applied_commands" (
    "key" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "applied_commands_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "forms" (
    "chat_id" BIGINT NOT NULL,
    "version" TEXT NOT NULL,
    "state" BYTEA,
    "update_id" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "forms_pkey" PRIMARY KEY ("chat_id")
);

-- CreateTable
CREATE TABLE "notices" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "class" "NoticeClass" NOT NULL,
    "params" JSONB NOT NULL,
    "silent" BOOLEAN NOT NULL DEFAULT false,
    "state" "NoticeState" NOT NULL DEFAULT 'PENDING',
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sending_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "message_id" BIGINT,
    "last_error" TEXT,

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_switches" (
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "notice_switches_pkey" PRIMARY KEY ("member_id","kind")
);

-- CreateTable
CREATE TABLE "jobs" (
    "name" TEXT NOT NULL,
    "last_success_at" TIMESTAMPTZ(3),
    "last_error_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "erasures" (
    "person_key" UUID NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("person_key")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "members_person_key_key" ON "members"("person_key");

-- CreateIndex
CREATE UNIQUE INDEX "members_telegram_id_key" ON "members"("telegram_id");

-- CreateIndex
CREATE INDEX "members_invited_by_id_idx" ON "members"("invited_by_id");

-- CreateIndex
CREATE INDEX "contacts_high_id_low_id_idx" ON "contacts"("high_id", "low_id");

-- CreateIndex
CREATE INDEX "blocks_blocked_id_idx" ON "blocks"("blocked_id");

-- CreateIndex
CREATE INDEX "nicknames_of_id_idx" ON "nicknames"("of_id");

-- CreateIndex
CREATE UNIQUE INDEX "invites_token_key" ON "invites"("token");

-- CreateIndex
CREATE INDEX "invites_issuer_id_created_at_idx" ON "invites"("issuer_id", "created_at");

-- CreateIndex
CREATE INDEX "invites_request_id_idx" ON "invites"("request_id");

-- CreateIndex
CREATE INDEX "invite_uses_member_id_idx" ON "invite_uses"("member_id");

-- CreateIndex
CREATE INDEX "introductions_introducer_id_idx" ON "introductions"("introducer_id");

-- CreateIndex
CREATE INDEX "introductions_right_id_idx" ON "introductions"("right_id");

-- CreateIndex
CREATE UNIQUE INDEX "introductions_left_id_right_id_key" ON "introductions"("left_id", "right_id");

-- CreateIndex
CREATE INDEX "abuse_reports_subject_id_idx" ON "abuse_reports"("subject_id");

-- CreateIndex
CREATE INDEX "abuse_reports_reporter_id_idx" ON "abuse_reports"("reporter_id");

-- CreateIndex
CREATE UNIQUE INDEX "requests_active_slot_key" ON "requests"("active_slot");

-- CreateIndex
CREATE INDEX "requests_owner_id_created_at_idx" ON "requests"("owner_id", "created_at");

-- CreateIndex
CREATE INDEX "requests_state_kind_idx" ON "requests"("state", "kind");

-- CreateIndex
CREATE INDEX "recommendations_recommender_id_idx" ON "recommendations"("recommender_id");

-- CreateIndex
CREATE UNIQUE INDEX "recommendations_request_id_recommender_id_key" ON "recommendations"("request_id", "recommender_id");

-- CreateIndex
CREATE INDEX "request_views_member_id_idx" ON "request_views"("member_id");

-- CreateIndex
CREATE INDEX "emergency_alerts_member_id_idx" ON "emergency_alerts"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_details_default_slot_key" ON "payment_details"("default_slot");

-- CreateIndex
CREATE INDEX "payment_details_owner_id_idx" ON "payment_details"("owner_id");

-- CreateIndex
CREATE INDEX "payment_detail_openings_detail_id_idx" ON "payment_detail_openings"("detail_id");

-- CreateIndex
CREATE INDEX "payment_detail_openings_viewer_id_idx" ON "payment_detail_openings"("viewer_id");

-- CreateIndex
CREATE INDEX "payment_detail_openings_promise_id_idx" ON "payment_detail_openings"("promise_id");

-- CreateIndex
CREATE UNIQUE INDEX "pledges_open_slot_key" ON "pledges"("open_slot");

-- CreateIndex
CREATE INDEX "pledges_giver_id_idx" ON "pledges"("giver_id");

-- CreateIndex
CREATE INDEX "pledges_request_id_idx" ON "pledges"("request_id");

-- CreateIndex
CREATE INDEX "pledge_people_member_id_idx" ON "pledge_people"("member_id");

-- CreateIndex
CREATE INDEX "standing_yes_people_member_id_idx" ON "standing_yes_people"("member_id");

-- CreateIndex
CREATE INDEX "ceiling_overrides_giver_id_cycle_id_idx" ON "ceiling_overrides"("giver_id", "cycle_id");

-- CreateIndex
CREATE INDEX "ceiling_overrides_request_id_idx" ON "ceiling_overrides"("request_id");

-- CreateIndex
CREATE INDEX "ceiling_overrides_cycle_id_idx" ON "ceiling_overrides"("cycle_id");

-- CreateIndex
CREATE UNIQUE INDEX "cycles_starts_at_key" ON "cycles"("starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "cycles_ends_at_key" ON "cycles"("ends_at");

-- CreateIndex
CREATE UNIQUE INDEX "cycles_open_slot_key" ON "cycles"("open_slot");

-- CreateIndex
CREATE UNIQUE INDEX "rounds_cycle_id_kind_due_at_key" ON "rounds"("cycle_id", "kind", "due_at");

-- CreateIndex
CREATE INDEX "cards_giver_id_created_at_idx" ON "cards"("giver_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "cards_round_id_giver_id_key" ON "cards"("round_id", "giver_id");

-- CreateIndex
CREATE INDEX "proposals_giver_id_cycle_id_idx" ON "proposals"("giver_id", "cycle_id");

-- CreateIndex
CREATE INDEX "proposals_request_id_cycle_id_idx" ON "proposals"("request_id", "cycle_id");

-- CreateIndex
CREATE INDEX "proposals_card_id_idx" ON "proposals"("card_id");

-- CreateIndex
CREATE UNIQUE INDEX "proposals_round_id_giver_id_request_id_directed_key" ON "proposals"("round_id", "giver_id", "request_id", "directed");

-- CreateIndex
CREATE INDEX "promises_giver_id_state_idx" ON "promises"("giver_id", "state");

-- CreateIndex
CREATE INDEX "promises_recipient_id_state_idx" ON "promises"("recipient_id", "state");

-- CreateIndex
CREATE INDEX "promises_request_id_cycle_id_idx" ON "promises"("request_id", "cycle_id");

-- CreateIndex
CREATE INDEX "promises_proposal_id_idx" ON "promises"("proposal_id");

-- CreateIndex
CREATE INDEX "promises_parent_id_idx" ON "promises"("parent_id");

-- CreateIndex
CREATE INDEX "promises_state_due_at_idx" ON "promises"("state", "due_at");

-- CreateIndex
CREATE INDEX "events_subject_id_id_idx" ON "events"("subject_id", "id");

-- CreateIndex
CREATE INDEX "inbox_handled_at_update_id_idx" ON "inbox"("handled_at", "update_id");

-- CreateIndex
CREATE INDEX "inbox_chat_id_update_id_idx" ON "inbox"("chat_id", "update_id");

-- CreateIndex
CREATE INDEX "applied_commands_at_idx" ON "applied_commands"("at");

-- CreateIndex
CREATE INDEX "forms_updated_at_idx" ON "forms"("updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "notices_key_key" ON "notices"("key");

-- CreateIndex
CREATE INDEX "notices_state_not_before_id_idx" ON "notices"("state", "not_before", "id");

-- CreateIndex
CREATE INDEX "notices_member_id_id_idx" ON "notices"("member_id", "id");

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_low_id_fkey" FOREIGN KEY ("low_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_high_id_fkey" FOREIGN KEY ("high_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_blocker_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_blocked_id_fkey" FOREIGN KEY ("blocked_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nicknames" ADD CONSTRAINT "nicknames_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nicknames" ADD CONSTRAINT "nicknames_of_id_fkey" FOREIGN KEY ("of_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invites" ADD CONSTRAINT "invites_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invites" ADD CONSTRAINT "invites_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invite_uses" ADD CONSTRAINT "invite_uses_invite_id_fkey" FOREIGN KEY ("invite_id") REFERENCES "invites"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invite_uses" ADD CONSTRAINT "invite_uses_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "introductions" ADD CONSTRAINT "introductions_introducer_id_fkey" FOREIGN KEY ("introducer_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "introductions" ADD CONSTRAINT "introductions_left_id_fkey" FOREIGN KEY ("left_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "introductions" ADD CONSTRAINT "introductions_right_id_fkey" FOREIGN KEY ("right_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "abuse_reports" ADD CONSTRAINT "abuse_reports_reporter_id_fkey" FOREIGN KEY ("reporter_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "abuse_reports" ADD CONSTRAINT "abuse_reports_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "abuse_reports" ADD CONSTRAINT "abuse_reports_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_payment_detail_id_fkey" FOREIGN KEY ("payment_detail_id") REFERENCES "payment_details"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_recommender_id_fkey" FOREIGN KEY ("recommender_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_views" ADD CONSTRAINT "request_views_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_views" ADD CONSTRAINT "request_views_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "emergency_alerts" ADD CONSTRAINT "emergency_alerts_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "emergency_alerts" ADD CONSTRAINT "emergency_alerts_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_details" ADD CONSTRAINT "payment_details_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_detail_openings" ADD CONSTRAINT "payment_detail_openings_detail_id_fkey" FOREIGN KEY ("detail_id") REFERENCES "payment_details"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_detail_openings" ADD CONSTRAINT "payment_detail_openings_viewer_id_fkey" FOREIGN KEY ("viewer_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_detail_openings" ADD CONSTRAINT "payment_detail_openings_promise_id_fkey" FOREIGN KEY ("promise_id") REFERENCES "promises"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledges" ADD CONSTRAINT "pledges_giver_id_fkey" FOREIGN KEY ("giver_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledges" ADD CONSTRAINT "pledges_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge_people" ADD CONSTRAINT "pledge_people_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledges"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge_people" ADD CONSTRAINT "pledge_people_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "standing_yes" ADD CONSTRAINT "standing_yes_giver_id_fkey" FOREIGN KEY ("giver_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "standing_yes_people" ADD CONSTRAINT "standing_yes_people_giver_id_fkey" FOREIGN KEY ("giver_id") REFERENCES "standing_yes"("giver_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "standing_yes_people" ADD CONSTRAINT "standing_yes_people_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ceiling_overrides" ADD CONSTRAINT "ceiling_overrides_giver_id_fkey" FOREIGN KEY ("giver_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ceiling_overrides" ADD CONSTRAINT "ceiling_overrides_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ceiling_overrides" ADD CONSTRAINT "ceiling_overrides_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cards" ADD CONSTRAINT "cards_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "rounds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cards" ADD CONSTRAINT "cards_giver_id_fkey" FOREIGN KEY ("giver_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "rounds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_card_id_fkey" FOREIGN KEY ("card_id") REFERENCES "cards"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_giver_id_fkey" FOREIGN KEY ("giver_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledges"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promises" ADD CONSTRAINT "promises_giver_id_fkey" FOREIGN KEY ("giver_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promises" ADD CONSTRAINT "promises_recipient_id_fkey" FOREIGN KEY ("recipient_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promises" ADD CONSTRAINT "promises_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promises" ADD CONSTRAINT "promises_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promises" ADD CONSTRAINT "promises_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposals"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promises" ADD CONSTRAINT "promises_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "promises"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_switches" ADD CONSTRAINT "notice_switches_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What Prisma cannot express: rules of one row, and what may never be rewritten.

-- Members
ALTER TABLE "members"
  ADD CONSTRAINT "member_ceiling_positive" CHECK ("ceiling" > 0),
  ADD CONSTRAINT "member_next_ceiling_dated" CHECK (("ceiling_next" IS NULL) = ("ceiling_next_at" IS NULL) AND "ceiling_next" > 0),
  ADD CONSTRAINT "member_quiet_hours" CHECK (("quiet_from" IS NULL) = ("quiet_to" IS NULL) AND "quiet_from" BETWEEN 0 AND 23 AND "quiet_to" BETWEEN 0 AND 23),
  ADD CONSTRAINT "member_leaving_dated" CHECK (("state" = 'LEAVING') = ("erase_at" IS NOT NULL)),
  ADD CONSTRAINT "member_erased_is_nobody" CHECK ("state" <> 'ERASED' OR ("telegram_id" IS NULL AND "username" IS NULL AND "name" = '' AND "about" IS NULL AND "about_link" IS NULL AND "ceiling" IS NULL));

-- Network
ALTER TABLE "contacts"
  ADD CONSTRAINT "contact_pair_ordered" CHECK ("low_id" < "high_id"),
  ADD CONSTRAINT "contact_wanted_back_only_when_broken" CHECK ("broken_at" IS NOT NULL OR NOT ("low_wants_back" OR "high_wants_back"));
ALTER TABLE "blocks" ADD CONSTRAINT "block_of_another" CHECK ("blocker_id" <> "blocked_id");
ALTER TABLE "nicknames" ADD CONSTRAINT "nickname_of_another" CHECK ("owner_id" <> "of_id");
ALTER TABLE "introductions"
  ADD CONSTRAINT "introduction_pair_ordered" CHECK ("left_id" < "right_id"),
  ADD CONSTRAINT "introduction_by_a_third" CHECK ("introducer_id" <> "left_id" AND "introducer_id" <> "right_id");
ALTER TABLE "invites"
  ADD CONSTRAINT "invite_token_format" CHECK ("token" ~ '^[jh][0-9A-Za-z]{22}$'),
  ADD CONSTRAINT "invite_kind_in_token" CHECK (("kind" = 'JOIN') = ("token" LIKE 'j%')),
  ADD CONSTRAINT "invite_help_names_request" CHECK (("kind" = 'HELP') = ("request_id" IS NOT NULL)),
  ADD CONSTRAINT "invite_uses_limited" CHECK ("uses" BETWEEN 0 AND 50),
  ADD CONSTRAINT "invite_expires" CHECK ("expires_at" > "created_at");
ALTER TABLE "abuse_reports" ADD CONSTRAINT "abuse_report_of_another" CHECK ("reporter_id" <> "subject_id");

-- Requests
ALTER TABLE "requests"
  ADD CONSTRAINT "request_one_active_per_member" CHECK (("state" = 'ACTIVE') = ("active_slot" IS NOT NULL) AND ("active_slot" IS NULL OR "active_slot" = "owner_id")),
  ADD CONSTRAINT "request_amount_positive" CHECK ("amount" > 0),
  ADD CONSTRAINT "request_people" CHECK ("people" BETWEEN 1 AND 10),
  ADD CONSTRAINT "request_reach" CHECK ("reach" BETWEEN 1 AND 3),
  ADD CONSTRAINT "request_title_length" CHECK (char_length("title") BETWEEN 1 AND 60),
  ADD CONSTRAINT "request_monthly_has_day" CHECK (("kind" = 'MONTHLY') = ("due_day" IS NOT NULL) AND "due_day" BETWEEN 1 AND 31),
  ADD CONSTRAINT "request_emergency_has_deadline" CHECK (("kind" = 'EMERGENCY') = ("deadline" IS NOT NULL) AND "deadline" > "created_at"),
  ADD CONSTRAINT "request_paused_for_a_reason" CHECK (("state" = 'PAUSED') = ("pause_reason" IS NOT NULL)),
  ADD CONSTRAINT "request_closed_dated" CHECK (("state" = 'CLOSED') = ("closed_at" IS NOT NULL));
ALTER TABLE "recommendations"
  ADD CONSTRAINT "recommendation_expires" CHECK ("expires_at" > "created_at"),
  ADD CONSTRAINT "recommendation_people" CHECK ("people_confirmed" BETWEEN 1 AND 10);
ALTER TABLE "payment_details" ADD CONSTRAINT "payment_detail_default_of_owner" CHECK ("default_slot" IS NULL OR "default_slot" = "owner_id");

-- Pledges
ALTER TABLE "pledges"
  ADD CONSTRAINT "pledge_amount_positive" CHECK ("amount" > 0),
  ADD CONSTRAINT "pledge_directed_names_request" CHECK (("kind" = 'DIRECTED') = ("request_id" IS NOT NULL)),
  ADD CONSTRAINT "pledge_one_open_per_giver" CHECK (("kind" = 'OPEN' AND "state" <> 'WITHDRAWN') = ("open_slot" IS NOT NULL) AND ("open_slot" IS NULL OR "open_slot" = "giver_id")),
  ADD CONSTRAINT "pledge_open_is_money_monthly" CHECK ("kind" = 'DIRECTED' OR ("form" = 'MONEY' AND "monthly")),
  ADD CONSTRAINT "pledge_paused_for_a_reason" CHECK (("state" = 'PAUSED') = ("pause_reason" IS NOT NULL)),
  ADD CONSTRAINT "pledge_unanswered_cards" CHECK ("unanswered_cards" BETWEEN 0 AND 2);
ALTER TABLE "standing_yes"
  ADD CONSTRAINT "standing_yes_amounts" CHECK ("monthly" > 0 AND "per_person" > 0 AND "per_person" <= "monthly"),
  ADD CONSTRAINT "standing_yes_expires" CHECK ("expires_at" > "created_at");
ALTER TABLE "ceiling_overrides" ADD CONSTRAINT "ceiling_override_positive" CHECK ("amount" > 0);

-- Cycles
ALTER TABLE "cycles"
  ADD CONSTRAINT "cycle_id_is_month" CHECK ("id" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT "cycle_ends_after_start" CHECK ("ends_at" > "starts_at"),
  ADD CONSTRAINT "cycle_one_open" CHECK (("state" = 'OPEN') = ("open_slot" IS NOT NULL) AND ("open_slot" IS NULL OR "open_slot" = 1)),
  ADD CONSTRAINT "cycle_closed_at_its_boundary" CHECK (("state" = 'CLOSED') = ("closed_at" IS NOT NULL) AND ("closed_at" IS NULL OR "closed_at" = "ends_at"));
ALTER TABLE "rounds" ADD CONSTRAINT "round_certified" CHECK ("certificate" = 'ok' AND "allocated" >= 0 AND "proposals" >= 0);
ALTER TABLE "proposals" ADD CONSTRAINT "proposal_amount_positive" CHECK ("amount" > 0 AND "chosen" > 0);

-- Promises
ALTER TABLE "promises"
  ADD CONSTRAINT "promise_amount_positive" CHECK ("amount" > 0),
  ADD CONSTRAINT "promise_confirmed_within" CHECK ("confirmed" BETWEEN 0 AND "amount"),
  ADD CONSTRAINT "promise_confirmed_in_full_or_not" CHECK (("state" = 'CONFIRMED') = ("confirmed" > 0) AND ("confirmed" = 0 OR "confirmed" = "amount")),
  ADD CONSTRAINT "promise_between_two" CHECK ("giver_id" <> "recipient_id"),
  ADD CONSTRAINT "promise_rest_names_parent" CHECK ("origin" NOT IN ('REST', 'GIFT') OR "parent_id" IS NOT NULL OR "origin" = 'GIFT'),
  ADD CONSTRAINT "promise_settled_dated" CHECK (("state" IN ('CONFIRMED', 'RELEASED', 'FORGIVEN')) = ("settled_at" IS NOT NULL));

-- Messages
ALTER TABLE "notices" ADD CONSTRAINT "notice_sent_dated" CHECK (("state" = 'SENT') = ("sent_at" IS NOT NULL));

-- The event log is append-only.
CREATE FUNCTION "refuse_rewriting"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER "events_append_only" BEFORE UPDATE OR DELETE ON "events" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "events_not_truncated" BEFORE TRUNCATE ON "events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "rounds_append_only" BEFORE UPDATE OR DELETE ON "rounds" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "rounds_not_truncated" BEFORE TRUNCATE ON "rounds" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

-- Closed cycles are never rewritten; cycles follow each other without a gap.
CREATE TRIGGER "closed_cycles_append_only" BEFORE UPDATE OR DELETE ON "cycles" FOR EACH ROW
  WHEN (OLD."state" = 'CLOSED') EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "open_cycle_not_deleted" BEFORE DELETE ON "cycles" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE FUNCTION "cycles_are_contiguous"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "cycles") AND NOT EXISTS (SELECT 1 FROM "cycles" WHERE "ends_at" = NEW."starts_at") THEN
    RAISE EXCEPTION 'cycle % does not follow another', NEW."id" USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "cycles_contiguous" BEFORE INSERT ON "cycles" FOR EACH ROW EXECUTE FUNCTION "cycles_are_contiguous"();

-- Reach (1-domain, Reach): who sees a request. Every question about visibility goes through these views.

/* Unbroken contacts in both directions, without pairs of which one blocked the other. */
CREATE VIEW "links" AS
  SELECT c."low_id" AS "from_id", c."high_id" AS "to_id" FROM "contacts" c
  WHERE c."broken_at" IS NULL
    AND NOT EXISTS (SELECT 1 FROM "blocks" b WHERE (b."blocker_id" = c."low_id" AND b."blocked_id" = c."high_id") OR (b."blocker_id" = c."high_id" AND b."blocked_id" = c."low_id"))
  UNION ALL
  SELECT c."high_id", c."low_id" FROM "contacts" c
  WHERE c."broken_at" IS NULL
    AND NOT EXISTS (SELECT 1 FROM "blocks" b WHERE (b."blocker_id" = c."low_id" AND b."blocked_id" = c."high_id") OR (b."blocker_id" = c."high_id" AND b."blocked_id" = c."low_id"));

/* Pairs that may not see each other, in both directions. */
CREATE VIEW "blocked_pairs" AS
  SELECT "blocker_id" AS "a_id", "blocked_id" AS "b_id" FROM "blocks"
  UNION ALL
  SELECT "blocked_id", "blocker_id" FROM "blocks";

/* "carrier_id" shows request "request_id" to "to_id": by a living recommendation, or by a help link that connected the two. */
CREATE VIEW "carriers" AS
  SELECT r."request_id", r."recommender_id" AS "carrier_id", l."to_id", r."expires_at" AS "valid_until"
  FROM "recommendations" r
  JOIN "requests" q ON q."id" = r."request_id"
  JOIN "links" l ON l."from_id" = r."recommender_id"
  WHERE r."withdrawn_at" IS NULL AND r."created_at" >= q."recommended_since"
  UNION ALL
  SELECT i."request_id", i."issuer_id", l."to_id", 'infinity'::timestamptz
  FROM "invites" i
  JOIN "invite_uses" u ON u."invite_id" = i."id" AND u."outcome" = 'CONNECTED'
  JOIN "links" l ON l."from_id" = i."issuer_id" AND l."to_id" = u."member_id"
  WHERE i."kind" = 'HELP' AND i."revoked_at" IS NULL;

/* Every path of at most the chosen number of handshakes by which a member sees an active request. */
CREATE VIEW "reach_paths" AS
  SELECT l."to_id" AS "viewer_id", q."id" AS "request_id", q."owner_id", NULL::uuid AS "via1_id", NULL::uuid AS "via2_id",
         1 AS "distance", 'infinity'::timestamptz AS "valid_until"
  FROM "requests" q
  JOIN "members" o ON o."id" = q."owner_id" AND o."state" = 'ACTIVE' AND o."locked_at" IS NULL
  JOIN "links" l ON l."from_id" = q."owner_id"
  WHERE q."state" = 'ACTIVE'
  UNION ALL
  SELECT c."to_id", q."id", q."owner_id", c."carrier_id", NULL::uuid, 2, c."valid_until"
  FROM "requests" q
  JOIN "members" o ON o."id" = q."owner_id" AND o."state" = 'ACTIVE' AND o."locked_at" IS NULL
  JOIN "carriers" c ON c."request_id" = q."id"
  JOIN "links" l ON l."from_id" = q."owner_id" AND l."to_id" = c."carrier_id"
  WHERE q."state" = 'ACTIVE' AND q."reach" >= 2 AND c."to_id" <> q."owner_id"
    AND NOT EXISTS (SELECT 1 FROM "blocked_pairs" b WHERE b."a_id" = c."to_id" AND b."b_id" = q."owner_id")
  UNION ALL
  SELECT c2."to_id", q."id", q."owner_id", c1."carrier_id", c2."carrier_id", 3, LEAST(c1."valid_until", c2."valid_until")
  FROM "requests" q
  JOIN "members" o ON o."id" = q."owner_id" AND o."state" = 'ACTIVE' AND o."locked_at" IS NULL
  JOIN "carriers" c1 ON c1."request_id" = q."id"
  JOIN "links" l ON l."from_id" = q."owner_id" AND l."to_id" = c1."carrier_id"
  JOIN "carriers" c2 ON c2."request_id" = q."id" AND c2."carrier_id" = c1."to_id"
  WHERE q."state" = 'ACTIVE' AND q."reach" >= 3
    AND c1."to_id" <> q."owner_id" AND c2."to_id" <> q."owner_id" AND c2."to_id" <> c1."carrier_id"
    AND NOT EXISTS (SELECT 1 FROM "blocked_pairs" b WHERE b."a_id" = c1."to_id" AND b."b_id" = q."owner_id")
    AND NOT EXISTS (SELECT 1 FROM "blocked_pairs" b WHERE b."a_id" = c2."to_id" AND b."b_id" IN (q."owner_id", c1."carrier_id"));
