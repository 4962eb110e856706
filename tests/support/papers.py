"""Files as people hand them in, small and right."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Attachment, Message
from mediso.files.services.keeping import keep_file

# One grey point, which browsers draw.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63680000008200815ce6e3a60000000049454e44ae426082"
)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def paper(name: str = "計画書.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def attached(message: Message, name: str = "計画書.pdf") -> Attachment:
    return Attachment.objects.create(message=message, file=keep_file(name=name, content=BytesIO(PDF)))
