FROM a
COPY --form=x a b
COPY --chown=a --chown=b a b
COPY --link=maybe a b
COPY --chown a b
COPY x
ADD
RUN --network=hots x
RUN --mount=type=cahce,target=/x y
RUN --mount=type=cache,tagret=/x y
RUN --mount=type=cache y
