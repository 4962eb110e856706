from django.urls import path

from cases.views.rounds import listing, one, parts, send

urlpatterns = [
    path("", listing.round_list, name="round_list"),
    path("<int:pk>/", one.round_detail, name="round_detail"),
    path("<int:pk>/rows/<int:row>/", parts.round_row, name="round_row"),
    path("<int:pk>/send/", send.round_send, name="round_send"),
    path("<int:pk>/set-aside/", one.round_set_aside, name="round_set_aside"),
]
