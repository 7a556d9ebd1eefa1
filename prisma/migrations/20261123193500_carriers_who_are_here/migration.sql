-- Whoever is leaving or was erased shows nothing further: neither their recommendation nor their help link (1-domain, Reach and States).
-- Asked of each carrier by a subquery and not by a join: more joins than the planner orders (join_collapse_limit) cost minutes.

/* "carrier_id" shows request "request_id" to "to_id": by a living recommendation, or by a help link that connected the two. */
CREATE OR REPLACE VIEW "carriers" AS
  SELECT p."request_id", p."carrier_id", l."to_id", p."valid_until"::timestamptz AS "valid_until"
  FROM "requests" q
  JOIN "passes" p ON p."request_id" = q."id" AND p."ended_at" IS NULL AND p."since" >= q."recommended_since"
  JOIN "links" l ON l."from_id" = p."carrier_id"
  WHERE (SELECT c."state" FROM "members" c WHERE c."id" = p."carrier_id") = 'ACTIVE'
    AND (p."invite_id" IS NULL OR EXISTS (SELECT 1 FROM "invite_uses" u
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
    AND (SELECT c."state" FROM "members" c WHERE c."id" = p1."carrier_id") = 'ACTIVE'
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
    AND (SELECT c."state" FROM "members" c WHERE c."id" = p1."carrier_id") = 'ACTIVE'
    AND (SELECT c."state" FROM "members" c WHERE c."id" = p2."carrier_id") = 'ACTIVE'
    AND (p1."invite_id" IS NULL OR EXISTS (SELECT 1 FROM "invite_uses" u
      WHERE u."invite_id" = p1."invite_id" AND u."member_id" = l2."to_id" AND u."outcome" = 'CONNECTED'))
    AND (p2."invite_id" IS NULL OR EXISTS (SELECT 1 FROM "invite_uses" u
      WHERE u."invite_id" = p2."invite_id" AND u."member_id" = l3."to_id" AND u."outcome" = 'CONNECTED'))
    AND NOT EXISTS (SELECT 1 FROM "blocks" b
      WHERE b."blocker_id" IN (q."owner_id", p1."carrier_id", p2."carrier_id", l3."to_id") AND b."blocked_id" IN (q."owner_id", p1."carrier_id", p2."carrier_id", l3."to_id"));
