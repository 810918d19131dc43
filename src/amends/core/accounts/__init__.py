"""Who bears what a case cost: double-entry accounts of the customer, the shop and its partners.

Every entry sums to zero in every currency. docs/explanation/accounts.md tells the accounts, the
entries, and why a partner is never asked for more than its share and its contract allow.
"""

from amends.core.accounts.accounts import (
    CUSTOMER,
    SHOP,
    Account,
    Balances,
    Bucket,
    Partner,
    add_up,
)
from amends.core.accounts.allocating import Demand, allocate, borne, demanded
from amends.core.accounts.contracts import Clause, Contract, Covered, covering
from amends.core.accounts.costs import Cost, CostRule, cost_of
from amends.core.accounts.entries import Entry, Posting, Unbalanced
from amends.core.accounts.moves import (
    NotThere,
    accept,
    approve,
    correct,
    cost,
    dispute,
    pay,
    pay_back,
    reject,
    write_off,
)
from amends.core.accounts.reading import PartnerTerms, read_partners
from amends.core.accounts.sharing import share_out

__all__ = [
    "CUSTOMER",
    "SHOP",
    "Account",
    "Balances",
    "Bucket",
    "Clause",
    "Contract",
    "Cost",
    "CostRule",
    "Covered",
    "Demand",
    "Entry",
    "NotThere",
    "Partner",
    "PartnerTerms",
    "Posting",
    "Unbalanced",
    "accept",
    "add_up",
    "allocate",
    "approve",
    "borne",
    "correct",
    "cost",
    "cost_of",
    "covering",
    "demanded",
    "dispute",
    "pay",
    "pay_back",
    "read_partners",
    "reject",
    "share_out",
    "write_off",
]
