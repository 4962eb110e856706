from django.urls import include, path

from reports.views.statistics import figure_file, statistics

urlpatterns = [
    path("statistics/", statistics, name="statistics"),
    path("statistics/<slug:name>.<slug:extension>", figure_file, name="figure_file"),
    path("api/v1/figures/", include("reports.api.urls")),
]
