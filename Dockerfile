# syntax=docker/dockerfile:1

FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
# The caches stay on the build machine; only the copied programs go on: the server, and beside it the renderer of PDFs.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --locked --profile dist -p prongsai-server -p prongsai-renderer \
    && mkdir /programs && cp target/dist/prongsai target/dist/prongsai-renderer /programs/

FROM debian:bookworm-slim
# The font of renditions, whose letters are those of TH Sarabun; the authorities of sslrootcert=system; and the folders of
# files and of the cache of renditions: a new volume that is mounted on one takes over its owner.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates fonts-tlwg-laksaman-otf \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin prongsai \
    && install -d -o prongsai -m 0700 /var/cache/prongsai /var/lib/prongsai/blobs
COPY --from=build /programs/ /usr/local/bin/
USER prongsai
WORKDIR /tmp
ENV PRONGSAI_LISTEN=0.0.0.0:8080
EXPOSE 8080
STOPSIGNAL SIGTERM
# bash opens the connection itself, so that the image needs no curl.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
CMD ["prongsai", "serve"]
