"""What stands under `/cases/<number>/` for the desk."""

from django.urls import path

from cases.views import presence, preview, what_if, why
from cases.views.chart import edit, pages, paper, works

urlpatterns = [
    path("", pages.case_chart, name="case_chart"),
    path("tab/<slug:tab>/", pages.chart_tab, name="chart_tab"),
    path("paper/", paper.chart_paper, name="chart_paper"),
    path("chart.pdf", paper.chart_pdf, name="chart_pdf"),
    path("presence/", presence.case_presence, name="case_presence"),
    path("preview/", preview.case_preview, name="case_preview"),
    path("edit/<slug:field>/", edit.chart_edit, name="chart_edit"),
    path("new/<slug:what>/", works.chart_new, name="chart_new"),
    path("collaborators/<int:pk>/", works.chart_collaborator, name="chart_collaborator"),
    path("related/<int:pk>/", works.chart_related, name="chart_related"),
    path("what-if/", what_if.case_what_if, name="case_what_if"),
    path("proposals/<int:pk>/why/", why.proposal_why, name="proposal_why"),
    path("<slug:what>/<int:pk>/<slug:word>/", works.chart_button, name="chart_button"),
]
