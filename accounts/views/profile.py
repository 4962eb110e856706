from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.people import ProfileForm
from accounts.policies import may_keep_organisations
from accounts.requests import signed_in
from mediso.common.htmx import render_page

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = ProfileForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        form.save(user=user)
        messages.success(request, _("Your profile is saved."))
        return redirect("profile")
    context = {"form": form, "keeps_organisations": may_keep_organisations(user)}
    return render_page(request, "accounts/profile.html", context, status=UNPROCESSABLE if form.errors else 200)
