-- What somebody did today is counted for the daily limits; the log is kept for ever.
CREATE INDEX "events_actor_key_at_idx" ON "events"("actor_key", "at");
