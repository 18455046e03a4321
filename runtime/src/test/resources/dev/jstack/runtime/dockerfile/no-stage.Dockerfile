RUN x
ENV a=b
FROM a
