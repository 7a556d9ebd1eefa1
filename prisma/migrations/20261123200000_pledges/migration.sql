-- Help that had happened before, a month's part of a directed pledge, and a higher value that waits for the giver's yes.
ALTER TYPE "PromiseOrigin" ADD VALUE 'ALREADY_GIVEN' BEFORE 'REST';
ALTER TABLE "promises"
  ADD COLUMN "pledge_id" UUID,
  ADD COLUMN "valued" BIGINT;
CREATE INDEX "promises_pledge_id_idx" ON "promises"("pledge_id");
ALTER TABLE "promises" ADD CONSTRAINT "promises_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledges"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "promises" ADD CONSTRAINT "promise_valued_above" CHECK ("valued" IS NULL OR ("valued" > "amount" AND "form" <> 'MONEY' AND "state" = 'CONFIRMED'));
