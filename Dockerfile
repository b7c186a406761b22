# The App on Node 24: production dependencies only, no root, no package manager, nothing written outside of /data and /tmp.
# To pin the base: --build-arg NODE_IMAGE=node:24-slim@sha256:… (docker buildx imagetools inspect node:24-slim says it).
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY bin/package.json bin/package.json
# Node comes with the image; the optional package that brings one is for development machines.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="LangGuard" \
      org.opencontainers.image.description="Reviews the risk in AI-written pull requests, line by line." \
      org.opencontainers.image.licenses="Apache-2.0"
# Whoever breaks in finds no package manager.
RUN rm -rf /usr/local/lib/node_modules /opt/yarn-* \
      /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg \
    && mkdir /data && chown 1000:1000 /data
ENV NODE_ENV=production LANGGUARD_DATA=/data HOST=0.0.0.0 PORT=3000
WORKDIR /app
# They belong to root, so that the App cannot change itself.
COPY --from=dependencies /app/node_modules node_modules
COPY package.json app.yml app.full.yml LICENSE ./
COPY bin bin
COPY rules rules
COPY src src
# The user `node`, as a number, which Kubernetes can tell from root.
USER 1000:1000
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
