"""Every `{{ form }}` is drawn by templates/forms/: label above, help under it, errors tied to the field."""

from typing import Any

from django.forms import BoundField, Select, Widget
from django.forms.renderers import BaseRenderer, TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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


SELECTED = SafeString(" selected")


class LongSelect(Select):
    """A select without groups that writes all its options at once; Django draws a template for each (0.05 ms)."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002 - the framework's signature
    ) -> SafeString:
        chosen = set(self.format_value(value))
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) in chosen else "", label) for key, label in self.choices),
        )
        return format_html(
            "<select{}>{}</select>", flatatt({"name": name} | self.build_attrs(self.attrs, attrs)), options
        )


class DeskFormRenderer(TemplatesSetting):
    """Looks for form templates where pages have theirs, so a project template can replace any of them."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = DeskBoundField
