"""Addresses of the pages on which one watches: my part of the work, the whole, a form, a map."""

from __future__ import annotations

from django.urls import path

from dondoc.dashboards import (
    board,
    card_views,
    log_views,
    map,
    my_work,
    overview,
    register_views,
    trace_views,
)

urlpatterns = [
    path("", overview.home, name="home"),
    path("tong-quan/", overview.overview, name="overview"),
    path("viec-cua-toi/", my_work.my_work, name="my-work"),
    path("bao-cao/bang/<int:demand>/", board.board, name="board"),
    path("ban-do/", map.map_page, name="map"),
    path("nhiem-vu/", register_views.tasks, name="tasks"),
    path("nhiem-vu/so-nhiem-vu.xlsx", register_views.tasks_sheet, name="tasks-sheet"),
    path("nhiem-vu/<int:pk>/", card_views.task, name="task"),
    path("nhiem-vu/<int:pk>/<slug:act>/", card_views.task_act, name="task-act"),
    path("van-ban/<int:pk>/", trace_views.dispatch, name="dispatch"),
    path("nhat-ky/", log_views.audit, name="audit"),
    path("nhat-ky/nhat-ky.csv", log_views.audit_csv, name="audit-csv"),
]
