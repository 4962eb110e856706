"""What stands under `/consultations/`: the founder's list, drafts and their steps."""

from django.urls import path

from cases.views import drafts, founder

urlpatterns = [
    path("", founder.consultation_list, name="consultation_list"),
    path("start/", founder.consultation_start, name="consultation_start"),
    path("<int:pk>/", drafts.consultation_edit, name="consultation_edit"),
    path("<int:pk>/discard/", founder.consultation_discard, name="consultation_discard"),
    path("<int:pk>/<slug:step>/", drafts.consultation_step, name="consultation_step"),
]
