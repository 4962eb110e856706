"""Where attachments are kept: a closed folder, or an S3-compatible store when `ATTACHMENTS_BUCKET` names one."""

from pathlib import Path
from typing import Any

from mediso import env

SPOOLED = 1024 * 1024  # bytes of one file that are held in memory while it is read from the store


def attachments_storage(folder: Path) -> dict[str, Any]:
    """The entry `attachments` of `STORAGES`."""
    bucket = env.text("ATTACHMENTS_BUCKET", "")
    if not bucket:
        return {
            "BACKEND": "mediso.files.storage.ClosedFolder",
            "OPTIONS": {"location": folder, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
        }
    from boto3.s3.transfer import TransferConfig  # noqa: PLC0415 - of the extra s3, needed here alone

    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.text("ATTACHMENTS_ENDPOINT", "") or None,
            "region_name": env.text("ATTACHMENTS_REGION", "") or None,
            "access_key": env.secret("ATTACHMENTS_KEY"),
            "secret_key": env.secret("ATTACHMENTS_SECRET"),
            "addressing_style": "path",  # what every compatible store understands
            "default_acl": "private",
            "querystring_auth": False,
            "file_overwrite": False,
            "max_memory_size": SPOOLED,
            # Ten parts of a large file at once were 78 MB of memory.
            "transfer_config": TransferConfig(use_threads=False),
        },
    }
