# The image of Cairn, for amd64 and arm64. How to use it, and which LOCK adds which extras: docs/deploying.md
# Python 3.11 on Debian 12 is what every test runs on. The tag stays open for their security updates: build with --pull.
FROM python:3.11-slim-bookworm AS packages
ARG LOCK=requirements.txt
WORKDIR /build
COPY requirements*.txt ./
RUN python -m venv --without-pip /opt/cairn
RUN python -m pip --python /opt/cairn/bin/python install --no-cache-dir --disable-pip-version-check \
    --only-binary :all: --require-hashes --requirement "$LOCK"
WORKDIR /srv/cairn
COPY . .
RUN rm requirements*.txt && python -m compileall -q -x starters adapters bot content search storage


# Backups of PostgreSQL: its own programs, of the server's version, beside the same packages. The Python of this Debian is the
# same 3.11 that the packages were chosen for.
FROM postgres:18-bookworm AS backup
RUN apt-get update && apt-get install --yes --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
RUN groupadd --system --gid 10001 cairn \
    && useradd --system --uid 10001 --gid cairn --no-create-home --home-dir /data --shell /usr/sbin/nologin cairn \
    && install --directory --owner=cairn --group=cairn /data /backups
COPY --from=packages /opt/cairn/lib /opt/cairn/lib
COPY --from=packages /srv/cairn /srv/cairn
ENV PYTHONPATH=/opt/cairn/lib/python3.11/site-packages PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
WORKDIR /srv/cairn
USER 10001:10001
ENTRYPOINT ["python3", "-m", "bot", "db"]
CMD ["--help"]


FROM python:3.11-slim-bookworm AS bot
RUN python -m pip uninstall --yes pip setuptools wheel
RUN groupadd --system --gid 10001 cairn \
    && useradd --system --uid 10001 --gid cairn --no-create-home --home-dir /data --shell /usr/sbin/nologin cairn \
    && install --directory --owner=cairn --group=cairn /data /backups
COPY --from=packages /opt/cairn /opt/cairn
COPY --from=packages /srv/cairn /srv/cairn
ENV PATH=/opt/cairn/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DATA_DIR=/data METRICS_HOST=0.0.0.0 METRICS_PORT=9100
WORKDIR /srv/cairn
USER 10001:10001
EXPOSE 8080 9100
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD [ \
    "python", "-c", "import http.client, os; part = http.client.HTTPConnection('127.0.0.1', int(os.environ['METRICS_PORT']), timeout=4); part.request('GET', '/healthz'); raise SystemExit(part.getresponse().status != 200)"]
CMD ["python", "-m", "bot", "run"]
