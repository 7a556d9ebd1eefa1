-- Who broke a contact finds it in their own list; the other side finds nothing.
ALTER TABLE "contacts" ADD COLUMN "broken_by_id" UUID;
ALTER TABLE "contacts" ADD CONSTRAINT "contact_broken_by_one_of_two"
  CHECK ("broken_by_id" IS NULL OR ("broken_at" IS NOT NULL AND "broken_by_id" IN ("low_id", "high_id")));

-- "May I write to you?": no account is shown before the other side's yes.
CREATE TABLE "write_wishes" (
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "answer" "Consent" NOT NULL DEFAULT 'ASKED',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "write_wishes_pkey" PRIMARY KEY ("from_id","to_id")
);
CREATE INDEX "write_wishes_to_id_idx" ON "write_wishes"("to_id");
ALTER TABLE "write_wishes" ADD CONSTRAINT "write_wishes_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "write_wishes" ADD CONSTRAINT "write_wishes_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "write_wishes"
  ADD CONSTRAINT "write_wish_to_another" CHECK ("from_id" <> "to_id"),
  ADD CONSTRAINT "write_wish_answer_dated" CHECK (("answer" = 'ASKED') = ("answered_at" IS NULL));
