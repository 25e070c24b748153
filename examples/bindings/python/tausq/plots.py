# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures to SVG, PNG or PDF files, by the file's ending."""
from __future__ import annotations

import os
from typing import Any, Dict

from ._library import STRUCTS, C, Kept, check, code, encoded, ffi, fill, lib, settable, unknown
from .results import Fit
from .rows import Rows

_PAGE = "tsq_plot_options"


def _figure(kept: Kept, kind: str, options: Dict[str, Any], known: Dict[str, int], **fixed: Any) -> Any:
    """The description of a figure: its own options and those of the page, by their names; True and False show and hide."""
    page, figure = {}, {}
    options = dict(options)
    for name in ("x_range", "y_range"):
        if options.get(name) is not None:
            options[name[0] + "_min"], options[name[0] + "_max"] = options.pop(name)
    if options.get("threshold") is not None:
        options.setdefault("show_threshold", True)
    for name, value in options.items():
        if name in settable(_PAGE):
            page[name] = value
        elif name in settable(kind):
            of = STRUCTS[kind][name][1]
            figure[name] = (C.SHOW if value else C.HIDE) if of == "tsq_show" and isinstance(value, bool) else value
        else:
            raise unknown("option", name, settable(kind) + settable(_PAGE) + ["x_range"])
    made = fill(kept, kind, figure, "option", known)
    made.options = fill(kept, _PAGE, page, "option")
    for name, value in fixed.items():
        setattr(made, name, value)
    return made


def _columns(kept: Kept, columns: Dict[str, Any], n: int) -> tuple:
    """Extra columns of a forest plot from {header: texts}, one text a row; or {header: (texts, alignment)}."""
    made = kept(ffi.new("tsq_forest_column[]", len(columns)))
    for place, (header, texts) in zip(made, columns.items()):
        if isinstance(texts, tuple):
            texts, place.align = texts[0], code("tsq_align", texts[1])
        place.header = kept(ffi.new("char[]", encoded(header)))
        place.texts = kept.texts(texts, n, header)
    return made, len(columns)


def forest(what: Any, path: Any, **options: Any) -> None:
    """A forest plot of a fit's studies or of rows. Options: title, caption, transform, x_range, threshold, order, reverse, digits,
    favours_left, favours_right, numbers (names of columns of the rows), columns ({header: texts}), show_weights=False, ..., and the
    page's: width, height, font, font_size, dpi, gnuplot."""
    kept, rows = Kept(), what if isinstance(what, Rows) else what.rows()
    columns = options.pop("columns", None)
    figure = _figure(kept, "tsq_forest", options, {}, rows=rows._rows)
    if columns:
        figure.columns, figure.n_columns = _columns(kept, columns, len(rows))
    check(lib.tsq_plot_forest(figure, os.fsencode(path)))


def funnel(fit: Fit, path: Any, *, contour: bool = False, **options: Any) -> None:
    """A funnel plot; contour=True shades it by p values. Options: title, caption, transform, level, x_range, x_label, added_yi, ..."""
    kept = Kept()
    if contour:
        options["kind"] = "contour"
    check(lib.tsq_plot_funnel(_figure(kept, "tsq_funnel", options, fit._lengths(), fit=fit._handle()), os.fsencode(path)))


def bubble(fit: Fit, path: Any, moderator: Any = 0, **options: Any) -> None:
    """A bubble plot over a moderator, by its name or place. Options: title, transform, x_range, y_range, x_label, labels, row, ..."""
    kept = Kept()
    names = [] if fit._mods is None else list(fit._mods.names)
    if isinstance(moderator, str):
        if moderator not in names:
            raise unknown("moderator", moderator, names)
        moderator = names.index(moderator)
    check(lib.tsq_plot_bubble(_figure(kept, "tsq_bubble", options, fit._lengths(), fit=fit._handle(), moderator=moderator), os.fsencode(path)))
