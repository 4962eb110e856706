from django.urls import path

from accounts.views import askers, invitations, merges, merging, notices, organisations, people, profile

urlpatterns = [
    path("people/", people.person_list, name="person_list"),
    path("people/invite/", people.person_invite, name="person_invite"),
    path("people/<int:pk>/invite-again/", people.person_invite_again, name="person_invite_again"),
    path("people/<int:pk>/uninvite/", people.person_uninvite, name="person_uninvite"),
    path("invitations/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
    path("organisation/", organisations.organisation, name="organisation"),
    path("organisation/new/", organisations.organisation_create, name="organisation_create"),
    path("organisation/<int:pk>/", organisations.organisation_edit, name="organisation_edit"),
    path("organisations/", askers.organisation_all, name="organisation_all"),
    path("organisations/similar/", askers.organisation_similar, name="organisation_similar"),
    path("organisations/<int:pk>/change/", askers.organisation_change, name="organisation_change"),
    path("organisations/<int:pk>/merge/", merging.organisation_merge, name="organisation_merge"),
    path("organisations/merges/", merges.organisation_merge_list, name="organisation_merge_list"),
    path("organisations/merges/<int:pk>/undo/", merges.organisation_merge_undo, name="organisation_merge_undo"),
    path("organisations/contacts/", askers.contact_list, name="contact_list"),
    path("organisations/contacts/similar/", askers.contact_similar, name="contact_similar"),
    path("organisations/contacts/<int:pk>/change/", askers.contact_change, name="contact_change"),
    path("organisations/contacts/<int:pk>/merge/", merging.contact_merge, name="contact_merge"),
    path("organisations/contacts/merges/", merges.contact_merge_list, name="contact_merge_list"),
    path("organisations/contacts/merges/<int:pk>/undo/", merges.contact_merge_undo, name="contact_merge_undo"),
    path("profile/", profile.profile, name="profile"),
    path("profile/notices/", notices.notice_choices, name="notice_choices"),
]
