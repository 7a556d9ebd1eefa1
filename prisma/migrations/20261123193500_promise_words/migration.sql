-- Words that go with a hand-over and with thanks, and a count of reminders.
ALTER TABLE "promises"
  ADD COLUMN "report_note" BYTEA,
  ADD COLUMN "report_voice" BYTEA,
  ADD COLUMN "thanks_voice" BYTEA,
  ADD COLUMN "reminders" SMALLINT NOT NULL DEFAULT 0,
  ADD COLUMN "date_reminded_at" TIMESTAMPTZ(3),
  ADD COLUMN "asked_at" TIMESTAMPTZ(3),
  -- Never more than two reminders about one thing (1-domain, The cycle).
  ADD CONSTRAINT "promise_reminders" CHECK ("reminders" BETWEEN 0 AND 2),
  ADD CONSTRAINT "promise_said_one_way" CHECK (("report_note" IS NULL OR "report_voice" IS NULL) AND ("thanks" IS NULL OR "thanks_voice" IS NULL));
