"""All addresses. Vietnamese words without marks; the doors add their own."""

from django.urls import include, path

handler400 = "thidua.web.kit.failures.bad_request"
handler403 = "thidua.web.kit.failures.forbidden"
handler404 = "thidua.web.kit.failures.not_found"
handler500 = "thidua.web.kit.failures.our_fault"

urlpatterns = [path("", include("thidua.web.desk.urls")), path("", include("thidua.web.public.urls"))]
