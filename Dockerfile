# syntax=docker/dockerfile:1
# docker build -t ringfence .        docker run --rm -v "$PWD:/project" ringfence check
FROM debian:12 AS build
COPY ci /ringfence/ci
RUN /ringfence/ci/prepare
COPY . /ringfence
RUN /ringfence/ci/build release && cd /ringfence/build/release && cpack -G DEB -B /package

FROM debian:12
COPY --from=build /package/*.deb /tmp/
RUN apt-get update && apt-get install -y --no-install-recommends git libstdc++-12-dev /tmp/ringfence_*.deb \
    && rm -rf /var/lib/apt/lists/* /tmp/*.deb \
    && git config --system --add safe.directory '*'
COPY ci/github-action /usr/bin/ringfence-github-action
WORKDIR /project
ENTRYPOINT ["ringfence"]
