"""The old register comes in as history: whole or not at all, safe to repeat, without mails (docs/import.md)."""

from cases.services.register_import.importing import Imported, import_register
from cases.services.register_import.rows import read_register

__all__ = ["Imported", "import_register", "read_register"]
