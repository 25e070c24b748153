# SPDX-License-Identifier: GPL-3.0-or-later
# Made by ../make_stubs.py from the modules and the library's tables: do not edit.
from typing import Any, Callable, Dict, Iterable, List, Literal, NamedTuple, Optional, Sequence, Union, overload

import numpy as np
import pandas


Column = Union[str, Sequence[Any], np.ndarray, "pandas.Series[Any]"]

ON_REQUEST: Sequence[str]
OUTPUTS: Sequence[str]
def batch(yi: Any, vi: Any = ..., sei: Any = ..., *, mods: Any = ..., offsets: Any = ..., outputs: Optional[Iterable[str]] = ..., out: Optional[Dict[str, np.ndarray]] = ..., progress: Optional[Callable[[int, int], Any]] = ..., preset: Optional[Union[Literal["cochrane", "metafor", "meta", "stata"], int]] = ..., method: Optional[Union[Literal["CE", "DL", "HE", "HS", "HSk", "SJ", "ML", "REML", "EB", "PM", "PMM", "GENQ", "DL2", "DLIT", "SJIT"], int]] = ..., test: Optional[Union[Literal["z", "t", "knha", "adhoc", "kr"], int]] = ..., ci_kind: Optional[Union[Literal["QP"], int]] = ..., pi_kind: Optional[Union[Literal["normal", "t", "hts", "k-1", "none"], int]] = ..., i2_kind: Optional[Union[Literal["tau2", "Q"], int]] = ..., no_intercept: Optional[bool] = ..., missing: Optional[Union[Literal["omit", "error"], int]] = ..., redundant: Optional[Union[Literal["error"], int]] = ..., weighting: Optional[Union[Literal["iv", "equal"], int]] = ..., tau2_fixed: Optional[bool] = ..., threads: Optional[int] = ..., tau2: Optional[float] = ..., level: Optional[float] = ...) -> Dict[str, np.ndarray]: ...
