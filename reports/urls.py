from django.urls import include, path

from reports.views.cases_behind import statistics_cases
from reports.views.cross import statistics_cross
from reports.views.files import figure_file, page_pack
from reports.views.statistics import statistics

urlpatterns = [
    path("statistics/", statistics, name="statistics"),
    path("statistics/behind/", statistics_cases, name="statistics_cases"),
    path("statistics/cross/", statistics_cross, name="statistics_cross"),
    path("statistics/<slug:page>/", statistics, name="statistics_page"),
    path("statistics/<slug:name>.<slug:extension>", figure_file, name="figure_file"),
    path("statistics/<slug:page>/pack.<slug:extension>", page_pack, name="statistics_pack"),
    path("api/v1/figures/", include("reports.api.urls")),
]
