"""What stands beside the roster, under `/supporters/`."""

from django.urls import path

from cases.views.roster import answers, coverage, honorarium, lists

urlpatterns = [
    path("load/", lists.roster_load, name="roster_load"),
    path("never-asked/", lists.roster_unasked, name="roster_unasked"),
    path("coverage/", coverage.roster_coverage, name="roster_coverage"),
    path("terms/", lists.roster_terms, name="roster_terms"),
    path("answers/", answers.roster_answers, name="roster_answers"),
    path("honorarium/", honorarium.honorarium_month, name="honorarium_month"),
    path("honorarium/csv/", honorarium.honorarium_month_csv, name="honorarium_month_csv"),
    path("<int:pk>/honorarium/", honorarium.honorarium_statement, name="honorarium_statement"),
    path("<int:pk>/honorarium/csv/", honorarium.honorarium_csv, name="honorarium_csv"),
    path("<int:pk>/honorarium/pdf/", honorarium.honorarium_pdf, name="honorarium_pdf"),
]
