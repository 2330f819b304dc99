"""Addresses of the pages of reports, and of the page that puts a form in force."""

from django.urls import path

from dondoc.reports import form_views, overseeing, views

urlpatterns = [
    path(
        "van-ban/<int:pk>/bieu-mau/<int:position>/", form_views.form_proposal, name="form-proposal"
    ),
    path("bao-cao/", views.reports, name="reports"),
    path("bao-cao/<int:pk>/", views.report, name="report"),
    path("bao-cao/<int:pk>/nhap/", views.report_draft, name="report-draft"),
    path("bao-cao/<int:pk>/mau.xlsx", views.report_sheet, name="report-sheet"),
    path("bao-cao/<int:pk>/mo-lai/", overseeing.report_reopen, name="report-reopen"),
    path("bao-cao/ban/<int:pk>/", overseeing.filing, name="filing"),
]
