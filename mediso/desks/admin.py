"""Desks and their reference data. Rows are retired by a date, never deleted (docs/adr/0003).

A desk's own rules are not here: its staff keep them, on pages that remember who changed what.
"""

from django.contrib import admin

from mediso.common.admin import NeverDeleted
from mediso.desks.models import Desk, ProductType, Topic


@admin.register(Desk)
class DeskAdmin(NeverDeleted):
    list_display = ["code", "name_ja", "name_en", "number_prefix", "notice_email"]
    fields = ["code", "name_ja", "name_en", "number_prefix", "notice_email"]
    fixed = ("code", "number_prefix")  # both stand in addresses and numbers that were given out


class ReferenceRowAdmin(NeverDeleted):
    list_display = ["name_ja", "name_en", "desk", "position", "retired_on"]
    list_filter = ["desk", ("retired_on", admin.EmptyFieldListFilter)]
    list_select_related = ["desk"]
    search_fields = ["name_ja", "name_en"]
    fixed = ("desk",)  # cases of the desk point at the row


@admin.register(ProductType, Topic)
class ExplainedRowAdmin(ReferenceRowAdmin):
    fields = [
        *("desk", "name_ja", "name_en", "explanation_ja", "explanation_en", "examples_ja", "examples_en"),
        *("position", "retired_on"),
    ]
