from django.urls import path

from reports.api.views import FigureView

urlpatterns = [path("<slug:name>/", FigureView.as_view(), name="api_figure")]
