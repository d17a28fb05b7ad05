"""Printed numbers (数值): reading them from table cells and running text, and telling whether two of them say the same.

Pure functions over strings. "1.5万户" is the number 1.5, the magnitude 10 000 and the measure 户: what was printed stays
beside what it means, so that 1700万户 and 1700亿户 are never taken for one another.
"""

from ingest.number_grammar.cells import CellValue, is_value, read_cell
from ingest.number_grammar.measures import MEASURE, same_amount, same_measure, split_unit
from ingest.number_grammar.numerals import MAGNITUDE, arabic_number, chinese_number
from ingest.number_grammar.quantities import Quantity, find_quantities

__all__ = [
    "MAGNITUDE",
    "MEASURE",
    "CellValue",
    "Quantity",
    "arabic_number",
    "chinese_number",
    "find_quantities",
    "is_value",
    "read_cell",
    "same_amount",
    "same_measure",
    "split_unit",
]
