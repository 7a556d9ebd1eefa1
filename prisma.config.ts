import { defineConfig } from 'prisma/config';

/**
 * Read by the Prisma CLI; use it through `npm run prisma -- <command>` (tools/prisma.mjs), which works without internet.
 * `.env` is not read here on purpose: a developer's command must never reach the database the bot lives in by accident.
 */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Commands that need no database (generate, validate, format) must not fail for want of an address.
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://127.0.0.1:5432/unset' },
});
