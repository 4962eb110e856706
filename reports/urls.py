from django.urls import include, path, register_converter

from reports.converters import DaysConverter
from reports.views.cases_behind import statistics_cases
from reports.views.closes.close import close_detail, close_record
from reports.views.closes.closes import close_list
from reports.views.cross import statistics_cross
from reports.views.files import figure_file, page_pack
from reports.views.open.files import open_file
from reports.views.open.pages import open_desk, open_home, open_release
from reports.views.publication.changes import publication_release, publication_settings, publication_withdraw
from reports.views.publication.home import publication_home
from reports.views.reports.definitions import report_detail, report_list, report_make
from reports.views.reports.editing import report_edit, report_new, report_preview
from reports.views.reports.issues import report_file, report_issue, report_send
from reports.views.statistics import statistics

register_converter(DaysConverter, "days")

urlpatterns = [
    path("statistics/", statistics, name="statistics"),
    path("statistics/behind/", statistics_cases, name="statistics_cases"),
    path("statistics/cross/", statistics_cross, name="statistics_cross"),
    path("statistics/closes/", close_list, name="close_list"),
    path("statistics/closes/<int:pk>/", close_detail, name="close_detail"),
    path("statistics/closes/<int:pk>/record.json", close_record, name="close_record"),
    path("statistics/publication/", publication_home, name="publication_home"),
    path("statistics/publication/<slug:desk>/settings/", publication_settings, name="publication_settings"),
    path("statistics/publication/<slug:desk>/<days:days>/", publication_release, name="publication_release"),
    path("statistics/publication/releases/<int:pk>/withdraw/", publication_withdraw, name="publication_withdraw"),
    path("statistics/reports/", report_list, name="report_list"),
    path("statistics/reports/<slug:code>/new/", report_new, name="report_new"),
    path("statistics/reports/<int:pk>/", report_detail, name="report_detail"),
    path("statistics/reports/<int:pk>/edit/", report_edit, name="report_edit"),
    path("statistics/reports/<int:pk>/make/", report_make, name="report_make"),
    path("statistics/reports/<int:pk>/preview.pdf", report_preview, name="report_preview"),
    path("statistics/reports/issues/<int:pk>/", report_issue, name="report_issue"),
    path("statistics/reports/issues/<int:pk>/send/", report_send, name="report_send"),
    path("statistics/reports/issues/<int:pk>/report.<slug:extension>", report_file, name="report_file"),
    path("statistics/<slug:page>/", statistics, name="statistics_page"),
    path("statistics/<slug:name>.<slug:extension>", figure_file, name="figure_file"),
    path("statistics/<slug:page>/pack.<slug:extension>", page_pack, name="statistics_pack"),
    path("open/", open_home, name="open_home"),
    path("open/<slug:desk>/", open_desk, name="open_desk"),
    path("open/<slug:desk>/<days:days>/", open_release, name="open_release"),
    path("open/<slug:desk>/<days:days>/<slug:name>.<slug:extension>", open_file, name="open_file"),
    path("api/v1/figures/", include("reports.api.urls")),
]
