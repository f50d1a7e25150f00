# syntax=docker/dockerfile:1
# The product as an image: docs/deploy.md. Versions are pinned by tag; nobody here could ask a registry for digests.

# 1. The jar, from the sources of this folder.
FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -q -Dfast -DskipTests package -pl launcher -am

# 2. The jar, unpacked: libraries, which change seldom, and the product, which changes always.
FROM eclipse-temurin:25.0.3_9-jre-noble AS unpack
WORKDIR /unpack
COPY --from=build /source/launcher/target/truenow.jar .
RUN java -Djarmode=tools -jar truenow.jar extract --layers --destination layers \
    && mkdir app && cp -a layers/*/. app/

# 3. A rehearsal: the product starts on an empty folder, works a little and ends, from which the JVM writes a cache that makes later starts
#    cost a third of the processor time. Where that fails, the image is built without it.
FROM eclipse-temurin:25.0.3_9-jre-noble AS rehearse
RUN install -d -o 10001 -g 10001 /cache
WORKDIR /app
COPY --from=unpack /unpack/app/ ./
COPY jvm.options ./
USER 10001:10001
RUN java @jvm.options -XX:AOTCacheOutput=/cache/truenow.aot -Dtruenow.home=/app -jar truenow.jar rehearse --data-dir /tmp/rehearsal \
    || rm -f /cache/truenow.aot

# 4. What runs.
FROM eclipse-temurin:25.0.3_9-jre-noble
LABEL org.opencontainers.image.title="TrueNow" \
      org.opencontainers.image.description="Real-time analytics on events you can trust" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --system --gid 10001 truenow \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin truenow \
    && install -d -o truenow -g truenow -m 0750 /data
WORKDIR /app
COPY --from=unpack /unpack/layers/dependencies/ ./
COPY --from=unpack /unpack/layers/spring-boot-loader/ ./
COPY --from=unpack /unpack/layers/snapshot-dependencies/ ./
COPY --from=unpack /unpack/layers/application/ ./
COPY LICENSE NOTICE jvm.options ./
COPY --from=rehearse /cache/ ./
COPY --chmod=0755 infra/deploy/image/start infra/deploy/image/heap-flag infra/deploy/image/is-ready ./

# Nothing is written outside of /data and /tmp, so that the root file system can be read-only.
USER 10001:10001
VOLUME ["/data"]
ENV LANG=C.UTF-8 \
    TRUENOW_DATA_DIR=/data
EXPOSE 8080 8001 8081 8088 8090 8765 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=6 CMD ["/app/is-ready"]
ENTRYPOINT ["/app/start"]
CMD ["up"]
