-- Unlocking after /lock: asked by whoever holds the account, answered by contacts.
CREATE TABLE "unlock_asks" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "open_slot" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "doubted_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "unlock_asks_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "unlock_asks_open_slot_key" ON "unlock_asks"("open_slot");
CREATE INDEX "unlock_asks_member_id_asked_at_idx" ON "unlock_asks"("member_id", "asked_at");
ALTER TABLE "unlock_asks" ADD CONSTRAINT "unlock_asks_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unlock_asks"
  ADD CONSTRAINT "unlock_ask_open_until_ended" CHECK (("open_slot" IS NULL) = ("ended_at" IS NOT NULL)),
  ADD CONSTRAINT "unlock_ask_slot_of_its_member" CHECK ("open_slot" IS NULL OR "open_slot" = "member_id");

CREATE TABLE "unlock_witnesses" (
    "ask_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "answer" "Consent" NOT NULL DEFAULT 'ASKED',
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "unlock_witnesses_pkey" PRIMARY KEY ("ask_id","member_id")
);
CREATE INDEX "unlock_witnesses_member_id_idx" ON "unlock_witnesses"("member_id");
ALTER TABLE "unlock_witnesses" ADD CONSTRAINT "unlock_witnesses_ask_id_fkey" FOREIGN KEY ("ask_id") REFERENCES "unlock_asks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unlock_witnesses" ADD CONSTRAINT "unlock_witnesses_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unlock_witnesses"
  ADD CONSTRAINT "unlock_answer_dated" CHECK (("answer" = 'ASKED') = ("answered_at" IS NULL));
