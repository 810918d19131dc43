"""Every address of the console, and the view behind it."""

from django.urls import path
from django.views.i18n import set_language

from amends.app.console.views import (
    case,
    cases,
    choosing,
    customers,
    doubts,
    follow_ups,
    home,
    mailbox,
    partners,
    points,
    points_map,
    quarantine,
    signing,
    unreached,
)

app_name = "console"
urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", signing.SignIn.as_view(), name="sign-in"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("language/", set_language, name="language"),
    path("cases/", cases.cases, name="cases"),
    path("cases/find/", cases.find, name="find"),
    path("cases/<uuid:public_id>/", case.case, name="case"),
    path("cases/<uuid:public_id>/choose/", choosing.choose, name="choose"),
    path("cases/<uuid:public_id>/link/", case.fresh_link, name="link"),
    path("not-reached/", unreached.unreached, name="unreached"),
    path("not-reached/<int:number>/told/", unreached.told, name="told"),
    path("not-reached/<int:number>/send/", unreached.send, name="send-held"),
    path("not-reached/<int:number>/close/", unreached.close, name="close-held"),
    path("remedies/<uuid:key>/done/", case.remedy_done, name="remedy-done"),
    path("follow-ups/", follow_ups.follow_ups, name="follow-ups"),
    path("follow-ups/<int:number>/", follow_ups.follow_up, name="follow-up"),
    path("follow-ups/<int:number>/ask/", follow_ups.ask, name="ask"),
    path("follow-ups/<int:number>/answer/", follow_ups.answer, name="answer"),
    path("points/", points.points, name="points"),
    path("points/map/", points_map.points_map, name="points-map"),
    path("point/<path:code>/", points.point, name="point"),
    path("looked/<path:code>/", points.looked, name="looked"),
    path("streets/<int:zoom>/<int:x>/<int:y>/", points.streets, name="streets"),
    path("incidents/", points.incidents, name="incidents"),
    path("customer/<path:ref>/decide/", customers.decide, name="decide-customer"),
    path("customer/<path:ref>/", customers.customer, name="customer"),
    path("to-look-at/", customers.suggestions, name="suggestions"),
    path("to-look-at/<int:number>/", customers.settle, name="settle-suggestion"),
    path("partners/", partners.partners, name="partners"),
    path("partners/<int:number>/", partners.partner, name="partner"),
    path(
        "partners/<int:number>/statement/<str:month>.<str:form>",
        partners.partner_statement,
        name="partner-statement",
    ),
    path(
        "partners/<int:number>/cases/<uuid:public_id>/", partners.partner_case, name="partner-case"
    ),
    path(
        "partners/<int:number>/cases/<uuid:public_id>/step/",
        partners.partner_step,
        name="partner-step",
    ),
    path(
        "partners/<int:number>/cases/<uuid:public_id>/claim.<str:form>",
        partners.claim,
        name="partner-claim",
    ),
    path("quarantine/", quarantine.quarantine, name="quarantine"),
    path("quarantine/<int:number>/", quarantine.row, name="quarantined"),
    path("quarantine/<int:number>/mend/", quarantine.mend, name="mend"),
    path("quarantine/<int:number>/dismiss/", quarantine.dismiss, name="dismiss"),
    path("doubts/", doubts.doubts, name="doubts"),
    path("doubts/<uuid:key>/", doubts.doubt, name="doubt"),
    path("doubts/<uuid:key>/settle/", doubts.settle, name="settle"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<int:number>/", mailbox.message, name="message"),
    path("mailbox/<int:number>/resend/", mailbox.resend, name="resend"),
]
