from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from reports.api.permissions import MaySeeFigures
from reports.api.schema import PARAMETERS, RESPONSES
from reports.drawings.json import json_data
from reports.forms import ScopeForm
from reports.registry import FIGURES
from reports.selectors.desks import desks_with_figures_for


class FigureView(APIView):
    """One figure, as the statistics page shows it and as its JSON file holds it."""

    permission_classes = [MaySeeFigures]

    @extend_schema(operation_id="figure", parameters=PARAMETERS, responses=RESPONSES)
    def get(self, request: Request, name: str) -> Response:
        if name not in FIGURES:
            raise Http404
        form = ScopeForm(request.query_params, desks=desks_with_figures_for(request.user))
        if not form.is_valid_for(FIGURES[name]):
            errors: dict[str, Any] = form.errors.get_json_data()
            raise ValidationError({field: [error["message"] for error in found] for field, found in errors.items()})
        return Response(json_data(FIGURES[name].select(form.scope)))
