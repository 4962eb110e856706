from django.urls import include, path, re_path

from cases.views import (
    desk_settings,
    follow_ups,
    home,
    incoming,
    introduction,
    mails,
    outcome,
    proposals,
    sorting,
    steps,
    taking_in,
    tasks,
    thread,
    triage_rules,
)
from cases.views.plan import following
from cases.views.roster import honorarium

NUMBER = r"(?P<number>[A-Za-z0-9]*\d{4}-\d{4,})"

urlpatterns = [
    path("", home.home, name="home"),
    path("consultations/", include("cases.views.founder_urls")),
    path("cases/", include("cases.views.inbox_urls")),
    path("cases/new/", taking_in.case_new, name="case_new"),
    re_path(rf"^cases/{NUMBER}/plans/", include("cases.views.plan.urls")),
    # Before the chart's, whose buttons on rows have addresses of this shape.
    re_path(
        rf"^cases/{NUMBER}/supporters/(?P<pk>\d+)/photo/$",
        introduction.case_supporter_photo,
        name="case_supporter_photo",
    ),
    re_path(rf"^cases/{NUMBER}/", include("cases.views.chart.urls")),
    re_path(rf"^cases/{NUMBER}/thread/$", thread.case_thread, name="case_thread"),
    re_path(rf"^cases/{NUMBER}/files/(?P<pk>\d+)/$", thread.case_file, name="case_file"),
    re_path(rf"^cases/{NUMBER}/outcome/$", outcome.case_outcome, name="case_outcome"),
    re_path(rf"^cases/{NUMBER}/(?P<action>[a-z-]+)/$", steps.case_step, name="case_step"),
    path("tasks/", tasks.task_list, name="task_list"),
    path("plans/", following.plan_following, name="plan_following"),
    path("desk-settings/", desk_settings.desk_settings_home, name="desk_settings_home"),
    path("desk-settings/<slug:code>/", desk_settings.desk_settings, name="desk_settings"),
    path("desk-settings/<slug:code>/signposts/try/", desk_settings.signposts_try, name="signposts_try"),
    path("desk-settings/<slug:code>/triage-rules/<int:pk>/test/", triage_rules.rule_test, name="rule_test"),
    re_path(
        r"^desk-settings/(?P<code>[-\w]+)/triage-rules/(?P<pk>\d+)/(?P<act>on|off|up|down)/$",
        triage_rules.rule_act,
        name="rule_act",
    ),
    path("sorting/<slug:code>/", sorting.sorting, name="sorting"),
    path("desk-settings/<slug:code>/<slug:kind>/", desk_settings.setting_list, name="setting_list"),
    path("desk-settings/<slug:code>/<slug:kind>/new/", desk_settings.setting_new, name="setting_new"),
    path("desk-settings/<slug:code>/<slug:kind>/<int:pk>/", desk_settings.setting_edit, name="setting_edit"),
    path("desk-settings/<slug:code>/", include("cases.views.notice_urls")),
    path(
        "desk-settings/<slug:code>/<slug:kind>/<int:pk>/retire/",
        desk_settings.setting_retire,
        {"retired": True},
        name="setting_retire",
    ),
    path(
        "desk-settings/<slug:code>/<slug:kind>/<int:pk>/restore/",
        desk_settings.setting_retire,
        {"retired": False},
        name="setting_restore",
    ),
    path("mails/", mails.mail_list, name="mail_list"),
    path("mails/incoming/", incoming.incoming_list, name="incoming_list"),
    path("mails/incoming/<int:pk>/", incoming.incoming_detail, name="incoming_detail"),
    re_path(r"^mails/(?P<pk>\d+)/(?P<remedy>send-again|arrived|dismiss)/$", mails.mail_remedy, name="mail_remedy"),
    path("follow-ups/", follow_ups.follow_up_list, name="follow_up_list"),
    path("follow-ups/<int:pk>/dismiss/", follow_ups.follow_up_dismiss, name="follow_up_dismiss"),
    path("supporters/", include("cases.views.roster.urls")),
    path("my-honorarium/", honorarium.honorarium_own, name="honorarium_own"),
    path("rounds/", include("cases.views.rounds.urls")),
    path("proposals/", proposals.proposal_list, name="proposal_list"),
    path("proposals/<int:pk>/", proposals.proposal_detail, name="proposal_detail"),
    re_path(
        r"^proposals/(?P<pk>\d+)/(?P<answer>accept|turn-down)/$", proposals.proposal_answer, name="proposal_answer"
    ),
]
