"""Addresses of dispatches and of their review."""

from django.urls import path

from dondoc.tasks import endorse_views, review_views, views

urlpatterns = [
    path("van-ban/", views.dispatches, name="dispatches"),
    path("van-ban/nap/", views.dispatch_new, name="dispatch-new"),
    path("van-ban/<int:pk>/goc/", views.dispatch_original, name="dispatch-original"),
    path("van-ban/<int:pk>/ra-soat/", review_views.dispatch_review, name="dispatch-review"),
    path("van-ban/<int:pk>/ra-soat/them/", review_views.duty_add, name="duty-add"),
    path("van-ban/<int:pk>/ra-soat/con-lai/", review_views.confirm_rest, name="confirm-rest"),
    path("van-ban/<int:pk>/ra-soat/hoan-tac/", review_views.undo_last, name="undo-last"),
    path("van-ban/<int:pk>/ra-soat/trinh/", endorse_views.ask, name="endorsement-ask"),
    path("van-ban/<int:pk>/but-phe/", endorse_views.endorse, name="endorse"),
    *(
        path(f"van-ban/<int:pk>/ra-soat/<int:number>/{end}/", view, name=name)
        for end, view, name in [
            ("xac-nhan", review_views.duty_confirm, "duty-confirm"),
            ("gop", review_views.duty_merge, "duty-merge"),
            ("tach", review_views.duty_split, "duty-split"),
            ("bo", review_views.duty_drop, "duty-drop"),
            ("giao-rieng", review_views.duty_set_apart, "duty-set-apart"),
            ("xem-lai", review_views.duty_reconsider, "duty-reconsider"),
        ]
    ),
]
