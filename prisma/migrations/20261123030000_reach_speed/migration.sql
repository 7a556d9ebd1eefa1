-- Reach, told so that the server can start from either end: from a viewer, from a request, or from everybody. A view that is a plain
-- UNION ALL of tables (no joins and no WHERE in its branches) lets a join look into each table by index; with an anti-join in each
-- branch the server read all contacts to answer about one member. What the views mean is unchanged.

/* Contacts in both directions, broken and blocked ones too. */
CREATE VIEW "bonds" AS
  SELECT c."low_id" AS "from_id", c."high_id" AS "to_id", c."broken_at" FROM "contacts" c
  UNION ALL
  SELECT c."high_id", c."low_id", c."broken_at" FROM "contacts" c;

/* Unbroken contacts in both directions, without pairs of which one blocked the other. */
CREATE OR REPLACE VIEW "links" AS
  SELECT l."from_id", l."to_id" FROM "bonds" l
  WHERE l."broken_at" IS NULL
    AND NOT EXISTS (SELECT 1 FROM "blocks" b
      WHERE b."blocker_id" IN (l."from_id", l."to_id") AND b."blocked_id" IN (l."from_id", l."to_id"));

/*
 * Who may show a request further: a recommender to every contact, the issuer of a help link to those whom it connected. The issuer's
 * other links name no request and match none.
 */
CREATE VIEW "passes" AS
  SELECT r."request_id", r."recommender_id" AS "carrier_id", NULL::uuid AS "invite_id",
         r."created_at" AS "since", r."expires_at" AS "valid_until", r."withdrawn_at" AS "ended_at"
  FROM "recommendations" r
  UNION ALL
  SELECT i."request_id", i."issuer_id", i."id", 'infinity'::timestamptz(3), 'infinity'::timestamptz(3), i."revoked_at"
  FROM "invites" i;

/* "carrier_id" shows request "request_id" to "to_id": by a living recommendation, or by a help link that connected the two. */
CREATE OR REPLACE VIEW "carriers" AS
  SELECT p."request_id", p."carrier_id", l."to_id", p."valid_until"::timestamptz AS "valid_until"
  FROM "requests" q
  JOIN "passes" p ON p."request_id" = q."id" AND p."ended_at" IS NULL AND p."since" >= q."recommended_since"
  JOIN "links" l ON l."from_id" = p."carrier_id"
  WHERE (p."invite_id" IS NULL OR EXISTS (SELECT 1 FROM "invite_uses" u
      WHERE u."invite_id" = p."invite_id" AND u."member_id" = l."to_id" AND u."outcome" = 'CONNECTED'));

/*
 * Every path of at most the chosen number of handshakes by which a member sees an active request. Nobody on a path, its two ends
 * included, blocked another of them.
 */
CREATE OR REPLACE VIEW "reach_paths" AS
  SELECT l."to_id" AS "viewer_id", q."id" AS "request_id", q."owner_id", NULL::uuid AS "via1_id", NULL::uuid AS "via2_id",
         1 AS "distance", 'infinity'::timestamptz AS "valid_until"
  FROM "requests" q
  JOIN "members" o ON o."id" = q."owner_id" AND o."state" = 'ACTIVE' AND o."locked_at" IS NULL
  JOIN "bonds" l ON l."from_id" = q."owner_id" AND l."broken_at" IS NULL
  WHERE q."state" = 'ACTIVE'
    AND NOT EXISTS (SELECT 1 FROM "blocks" b
      WHERE b."blocker_id" IN (q."owner_id", l."to_id") AND b."blocked_id" IN (q."owner_id", l."to_id"))
  UNION ALL
  SELECT l2."to_id", q."id", q."owner_id", p1."carrier_id", NULL::uuid, 2, p1."valid_until"
  FROM "requests" q
  JOIN "members" o ON o."id" = q."owner_id" AND o."state" = 'ACTIVE' AND o."locked_at" IS NULL
  JOIN "passes" p1 ON p1."request_id" = q."id" AND p1."ended_at" IS NULL AND p1."since" >= q."recommended_since"
  JOIN "bonds" l1 ON l1."from_id" = q."owner_id" AND l1."to_id" = p1."carrier_id" AND l1."broken_at" IS NULL
  JOIN "bonds" l2 ON l2."from_id" = p1."carrier_id" AND l2."broken_at" IS NULL
  WHERE q."state" = 'ACTIVE' AND q."reach" >= 2 AND l2."to_id" <> q."owner_id"
    AND (p1."invite_id" IS NULL OR EXISTS (SELECT 1 FROM "invite_uses" u
      WHERE u."invite_id" = p1."invite_id" AND u."member_id" = l2."to_id" AND u."outcome" = 'CONNECTED'))
    AND NOT EXISTS (SELECT 1 FROM "blocks" b
      WHERE b."blocker_id" IN (q."owner_id", p1."carrier_id", l2."to_id") AND b."blocked_id" IN (q."owner_id", p1."carrier_id", l2."to_id"))
  UNION ALL
  SELECT l3."to_id", q."id", q."owner_id", p1."carrier_id", p2."carrier_id", 3, LEAST(p1."valid_until", p2."valid_until")
  FROM "requests" q
  JOIN "members" o ON o."id" = q."owner_id" AND o."state" = 'ACTIVE' AND o."locked_at" IS NULL
  JOIN "passes" p1 ON p1."request_id" = q."id" AND p1."ended_at" IS NULL AND p1."since" >= q."recommended_since"
  JOIN "bonds" l1 ON l1."from_id" = q."owner_id" AND l1."to_id" = p1."carrier_id" AND l1."broken_at" IS NULL
  JOIN "passes" p2 ON p2."request_id" = q."id" AND p2."ended_at" IS NULL AND p2."since" >= q."recommended_since"
  JOIN "bonds" l2 ON l2."from_id" = p1."carrier_id" AND l2."to_id" = p2."carrier_id" AND l2."broken_at" IS NULL
  JOIN "bonds" l3 ON l3."from_id" = p2."carrier_id" AND l3."broken_at" IS NULL
  WHERE q."state" = 'ACTIVE' AND q."reach" >= 3
    AND l2."to_id" <> q."owner_id" AND l3."to_id" <> q."owner_id" AND l3."to_id" <> p1."carrier_id"
    AND (p1."invite_id" IS NULL OR EXISTS (SELECT 1 FROM "invite_uses" u
      WHERE u."invite_id" = p1."invite_id" AND u."member_id" = l2."to_id" AND u."outcome" = 'CONNECTED'))
    AND (p2."invite_id" IS NULL OR EXISTS (SELECT 1 FROM "invite_uses" u
      WHERE u."invite_id" = p2."invite_id" AND u."member_id" = l3."to_id" AND u."outcome" = 'CONNECTED'))
    AND NOT EXISTS (SELECT 1 FROM "blocks" b
      WHERE b."blocker_id" IN (q."owner_id", p1."carrier_id", p2."carrier_id", l3."to_id") AND b."blocked_id" IN (q."owner_id", p1."carrier_id", p2."carrier_id", l3."to_id"));

/*
 * reach_paths of one viewer. To plan that view takes longer than to answer from it, so a connection plans it once; and it is always
 * answered from the viewer's contacts outwards by indexes, whatever the statistics say (right after a restore there are none).
 */
CREATE FUNCTION "reach_of"("viewer" uuid) RETURNS SETOF "reach_paths" LANGUAGE plpgsql STABLE ROWS 50
  SET plan_cache_mode = 'force_generic_plan' SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET jit = off AS $$
BEGIN
  RETURN QUERY SELECT * FROM "reach_paths" p WHERE p."viewer_id" = "viewer";
END $$;

-- Whether a pledge has a proposal in this cycle is asked for every coverage and every round.
CREATE INDEX "proposals_pledge_id_cycle_id_idx" ON "proposals"("pledge_id", "cycle_id");
