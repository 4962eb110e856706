"""What stands under `/cases/` for the list of cases."""

from django.urls import path

from cases.views import bulk, case_list, saved_views

urlpatterns = [
    path("", case_list.case_list, name="case_list"),
    path("bulk/", bulk.case_bulk, name="case_bulk"),
    path("bulk/result/", bulk.case_bulk_result, name="case_bulk_result"),
    path("views/", saved_views.saved_view_list, name="saved_view_list"),
    path("views/new/", saved_views.saved_view_create, name="saved_view_create"),
    path("views/<int:pk>/", saved_views.saved_view_edit, name="saved_view_edit"),
    path("views/<int:pk>/delete/", saved_views.saved_view_delete, name="saved_view_delete"),
]
