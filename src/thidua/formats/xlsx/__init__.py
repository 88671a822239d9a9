"""Excel in and out."""

from thidua.formats.xlsx.reading import read_sheet
from thidua.formats.xlsx.writing import write_sheet

__all__ = ["read_sheet", "write_sheet"]
