from django.urls import path

from accounts.views import invitations, organisations, people, profile

urlpatterns = [
    path("people/", people.person_list, name="person_list"),
    path("people/invite/", people.person_invite, name="person_invite"),
    path("people/<int:pk>/invite-again/", people.person_invite_again, name="person_invite_again"),
    path("people/<int:pk>/uninvite/", people.person_uninvite, name="person_uninvite"),
    path("invitations/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
    path("organisation/", organisations.organisation, name="organisation"),
    path("organisation/new/", organisations.organisation_create, name="organisation_create"),
    path("organisation/<int:pk>/", organisations.organisation_edit, name="organisation_edit"),
    path("profile/", profile.profile, name="profile"),
]
