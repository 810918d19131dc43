"""What the templates show: the case as plain values, already in the customer's words."""

from amends.app.customer.looks.details import confirmation, form
from amends.app.customer.looks.page import page

__all__ = ["confirmation", "form", "page"]
