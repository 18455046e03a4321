# check=skip=FromAsCasing
ARG BASE=busybox
ARG TAG
FROM ${BASE}:$TAGG as Stage
FROM busybox AS scratch
FROM busybox AS stage
FROM --platform=$TARGETPLATFORM busybox AS context
FROM --platform=linux/amd64 busybox
run echo a \

 b
WORKDIR rel
WORKDIR /abs
WORKDIR rel2
ENV KEY val
LABEL a b
ARG MY_TOKEN PASSWORD=x
ENV API_KEY=q PUBLIC_KEY=z TOKENS=x
EXPOSE 80/TCP 127.0.0.1:80:90
CMD a
CMD b
ENTRYPOINT x
Entrypoint ["y"]
HEALTHCHECK CMD a
HEALTHCHECK CMD b
SHELL ["/bin/sh"]
ENTRYPOINT z
MAINTAINER me
