from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from reports.policies import may_see_figures


class MaySeeFigures(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - the framework's signature
        decision = may_see_figures(request.user)
        self.message = str(decision.reason)
        return decision.allowed
