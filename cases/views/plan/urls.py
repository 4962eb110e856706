"""What stands under `/cases/<number>/plans/`."""

from django.urls import path, re_path

from cases.views.plan import acts, edit, pages

urlpatterns = [
    path("", pages.plan_list, name="plan_list"),
    path("<int:edition>/", pages.plan_detail, name="plan_detail"),
    path("<int:edition>/edit/", edit.plan_edit, name="plan_edit"),
    path("<int:edition>/plan.pdf", pages.plan_pdf, name="plan_pdf"),
    path("<int:edition>/<slug:act>/", acts.plan_act, name="plan_act"),
    re_path(r"^(?P<edition>\d+)/steps/(?P<pk>\d+)/(?P<mark>finish|open)/$", acts.plan_step, name="plan_step"),
]
