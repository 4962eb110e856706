"""What stands under `/desk-settings/<desk>/` for the notices."""

from django.urls import path, re_path

from cases.views import notice_settings

NOTICE = r"(?P<kind>[a-z_]*[a-z])"

urlpatterns = [
    re_path(rf"^notices/{NOTICE}/(?P<language>ja|en)/$", notice_settings.notice_words, name="notice_words"),
    re_path(rf"^notices/{NOTICE}/(?P<language>ja|en)/preview/$", notice_settings.notice_preview, name="notice_preview"),
    path("notice-rules/<slug:kind>/", notice_settings.notice_rule, name="notice_rule"),
]
