"""Addresses of the pages on which one watches: my part of the work, the whole, a form, a map."""

from __future__ import annotations

from django.urls import path

from dondoc.dashboards import board, map, my_work, overview

urlpatterns = [
    path("", overview.home, name="home"),
    path("tong-quan/", overview.overview, name="overview"),
    path("viec-cua-toi/", my_work.my_work, name="my-work"),
    path("bao-cao/bang/<int:demand>/", board.board, name="board"),
    path("ban-do/", map.map_page, name="map"),
]
