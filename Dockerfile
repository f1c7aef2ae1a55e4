# The ledger as one small image: built in one stage, run in another as a user without rights on a file system that may be read-only.
FROM node:24.11.1-bookworm-slim AS build
WORKDIR /ledger
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY console ./console
RUN npm run build && npm prune --omit=dev --ignore-scripts && rm -rf node_modules/node node_modules/.bin

FROM node:24.11.1-bookworm-slim
ENV NODE_ENV=production LEDGER_DATA=/data LEDGER_HOST=0.0.0.0 LEDGER_PORT=3000
RUN mkdir /data && chown node:node /data
WORKDIR /ledger
COPY --from=build /ledger/package.json ./
COPY --from=build /ledger/node_modules ./node_modules
COPY --from=build /ledger/dist ./dist
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.LEDGER_PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=64", "dist/cli.js", "serve"]
