# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures to SVG, PNG or PDF files, by the file's ending."""
from __future__ import annotations

from typing import Any

from ._library import Arrays, C, check, code, ffi, lib, struct
from .models import Fit, path_of

_TEXTS = {"favours_left", "favours_right", "axis_label", "x_label", "y_label", "effect_name", "study_header", "threshold_label"}


def _figure(kind: str, options: dict, arrays: Arrays) -> Any:
    page = struct("tsq_plot_options")
    figure = struct(kind, options=page)
    arrays.kept += [page, figure]
    for name, value in options.items():
        if value is None:
            continue
        if name in ("title", "caption") or name in _TEXTS:
            value = ffi.new("char[]", str(value).encode())
            arrays.kept.append(value)
        if name in ("title", "caption"):
            setattr(page, name, value)
        elif name == "transform":
            figure.transform = code(lib.tsq_transform_from_name, value)
        elif name == "order":
            figure.order = code(lib.tsq_forest_order_from_name, value)
        elif name == "ni":
            figure.ni = arrays.doubles("ni", value)
        elif name == "threshold":
            figure.threshold, figure.show_threshold = value, C.SHOW
        elif name == "x_range":
            figure.x_min, figure.x_max = value
        elif name == "contour":
            figure.kind = C.FUNNEL_CONTOUR if value else 0
        elif name == "zebra":
            figure.zebra = C.SHOW if value else 0
        elif hasattr(figure, name) and name not in ("size", "fit", "subgroups", "options", "columns"):
            setattr(figure, name, value)
        else:
            raise TypeError("no option %r" % name)
    return figure


def forest(model: Any, path: Any, **options: Any) -> None:
    """Options: title, caption, transform ("exp"), threshold, x_range, order, zebra, favours_left, favours_right, axis_label, ..."""
    arrays = Arrays()
    figure = _figure("tsq_forest", options, arrays)
    if isinstance(model, Fit):
        figure.fit = model._handle()
    else:
        figure.subgroups = model._subgroups
    check(lib.tsq_plot_forest(figure, path_of(path)))


def funnel(fit: Fit, path: Any, **options: Any) -> None:
    """Options: title, caption, transform, contour, x_range, x_label, ..."""
    arrays = Arrays()
    figure = _figure("tsq_funnel", options, arrays)
    figure.fit = fit._handle()
    check(lib.tsq_plot_funnel(figure, path_of(path)))


def bubble(fit: Fit, path: Any, moderator: Any = 0, **options: Any) -> None:
    """The moderator by its name or place. Options: title, caption, transform, x_range, x_label, y_label, ..."""
    arrays = Arrays()
    figure = _figure("tsq_bubble", options, arrays)
    figure.fit = fit._handle()
    figure.moderator = fit._names.index(moderator) if isinstance(moderator, str) else moderator
    check(lib.tsq_plot_bubble(figure, path_of(path)))
