from django.urls import include, path

from reports.views.cases_behind import statistics_cases
from reports.views.closes.close import close_detail, close_record
from reports.views.closes.closes import close_list
from reports.views.cross import statistics_cross
from reports.views.files import figure_file, page_pack
from reports.views.statistics import statistics

urlpatterns = [
    path("statistics/", statistics, name="statistics"),
    path("statistics/behind/", statistics_cases, name="statistics_cases"),
    path("statistics/cross/", statistics_cross, name="statistics_cross"),
    path("statistics/closes/", close_list, name="close_list"),
    path("statistics/closes/<int:pk>/", close_detail, name="close_detail"),
    path("statistics/closes/<int:pk>/record.json", close_record, name="close_record"),
    path("statistics/<slug:page>/", statistics, name="statistics_page"),
    path("statistics/<slug:name>.<slug:extension>", figure_file, name="figure_file"),
    path("statistics/<slug:page>/pack.<slug:extension>", page_pack, name="statistics_pack"),
    path("api/v1/figures/", include("reports.api.urls")),
]
