# Two images from one build: `app` (the last stage, and what `docker build .` makes) and `local`, which has Supabase
# Lite and the migrations for docker-compose.yml. scripts/container/rehearsal.ts does the same steps without an engine.
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
ENV NEXT_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# With a made-up value for each secret, which must not be found in what was built.
RUN npm run build:checked
RUN sh scripts/container/assemble.sh /out

FROM ${NODE_IMAGE} AS base
# Volumes take over the owner of the folder that they cover.
RUN install -d -o node -g node /var/lib/drawdown/secrets /var/lib/drawdown/app
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1
# The files belong to root and are not for the server to write.
USER node

FROM base AS local
COPY --from=build /out/local ./
CMD ["node", "local.cjs", "lite"]

FROM base AS app
COPY --from=build /out/app ./
ENV HOSTNAME=0.0.0.0 PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "healthcheck.mjs", "/api/health/live"]
CMD ["node", "server.js"]
