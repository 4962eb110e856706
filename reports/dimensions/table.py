"""The table of dimensions: what every figure can be counted by, filtered by and crossed."""

from collections.abc import Mapping

from reports.dimensions.base import Dimension
from reports.dimensions.fixed import FIXED
from reports.dimensions.reference import REFERENCE
from reports.dimensions.spans import SPANS

DIMENSIONS: Mapping[str, Dimension] = {one.code: one for one in (*REFERENCE, *FIXED, *SPANS)}
