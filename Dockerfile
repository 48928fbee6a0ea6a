# docker build -t wi-lint . && docker run --rm --network none -v "$PWD:/src:ro" wi-lint
FROM python:3.13-slim AS build
WORKDIR /build
COPY pyproject.toml README.md LICENSE ./
COPY linter linter
COPY rules rules
RUN python -m venv /opt/wi-lint && /opt/wi-lint/bin/pip install --no-cache-dir .

FROM python:3.13-slim
COPY --from=build /opt/wi-lint /opt/wi-lint
ENV PATH="/opt/wi-lint/bin:$PATH"
WORKDIR /src
USER 65532:65532
ENTRYPOINT ["wi-lint"]
CMD ["."]
