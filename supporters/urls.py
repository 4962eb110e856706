from django.urls import path

from supporters.views import roster

urlpatterns = [
    path("supporters/", roster.supporter_list, name="supporter_list"),
    path("supporters/<int:pk>/", roster.supporter_detail, name="supporter_detail"),
    path("supporters/<int:pk>/invite/", roster.supporter_invite, name="supporter_invite"),
    path("supporters/<int:pk>/invite-again/", roster.supporter_invite_again, name="supporter_invite_again"),
    path("supporters/<int:pk>/uninvite/", roster.supporter_uninvite, name="supporter_uninvite"),
]
