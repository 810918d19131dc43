"""Rulebooks as workbooks (XLSX) and back."""

from amends.core.rulebook.xlsx.reading import read
from amends.core.rulebook.xlsx.safety import BadWorkbook
from amends.core.rulebook.xlsx.writing import write

__all__ = ["BadWorkbook", "read", "write"]
