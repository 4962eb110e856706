"""Every `{{ form }}` is drawn by templates/forms/: label above, help under it, errors tied to the field."""

from typing import Any

from django.forms import BoundField, Widget
from django.forms.renderers import TemplatesSetting

# A radio button takes no aria-invalid: its group says so through the fieldset's description.
GROUPED = {"radio", "checkbox"}


class DeskBoundField(BoundField):
    """A field whose hint is its help text: placeholders vanish as one types and are hard to read, so none is drawn."""

    @property
    def input_type(self) -> str:
        return getattr(self.field.widget, "input_type", "")

    @property
    def is_single_checkbox(self) -> bool:
        return self.input_type == "checkbox" and not self.use_fieldset

    @property
    def error_target(self) -> str:
        """The id an error summary links to: the input itself, or the first input of a group."""
        return self.id_for_label or f"{self.auto_id}_0"

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        built["placeholder"] = False
        if self.use_fieldset and self.input_type in GROUPED:
            built.pop("aria-invalid", None)
        return built


class DeskFormRenderer(TemplatesSetting):
    """Looks for form templates where pages have theirs, so a project template can replace any of them."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = DeskBoundField
