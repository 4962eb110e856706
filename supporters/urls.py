from django.urls import path

from supporters.views import changes, entry, roster

urlpatterns = [
    path("supporters/", roster.supporter_list, name="supporter_list"),
    path("supporters/changes/", changes.roster_changes, name="roster_changes"),
    path("supporters/<int:pk>/", roster.supporter_detail, name="supporter_detail"),
    path("supporters/<int:pk>/invite/", roster.supporter_invite, name="supporter_invite"),
    path("supporters/<int:pk>/invite-again/", roster.supporter_invite_again, name="supporter_invite_again"),
    path("supporters/<int:pk>/uninvite/", roster.supporter_uninvite, name="supporter_uninvite"),
    path("supporters/<int:pk>/renew/", entry.supporter_renew, name="supporter_renew"),
    path("supporters/<int:pk>/photo/", entry.supporter_photo, name="supporter_photo"),
    path("supporters/<int:pk>/entry/<str:part>/", entry.entry_part, name="entry_part"),
    path("supporters/<int:pk>/interests/<int:interest>/", entry.interest_change, name="interest_change"),
    path("my-entry/", entry.my_entry, name="my_entry"),
]
