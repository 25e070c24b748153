/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Public functions that return a number or a status and have no case, with why. */
#include "every_allocation.h"

const every_exception every_exceptions[] = {
    {"tsq_has", "answers 1 or 0, by comparing with the names of this build's parts"},
    {"tsq_frame_is_numeric", "answers 1 or 0 about a column that is there"},
    {"tsq_design_intercept", "answers 1 or 0, a member of the design"},
    {"tsq_iterate_done", "answers 1 or 0, a member of the iteration"},
    {"tsq_iterate_tau2", "a member of the iteration"},
    {NULL, NULL},
};
