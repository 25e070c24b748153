/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fit of every model, to the tables of tables.h, made before anything fails. */
#ifndef TESTS_ALLOCATION_MODELS_H
#define TESTS_ALLOCATION_MODELS_H

#include "tables.h"

#define EVERY_MODEL(X) X(0, rma) X(1, mh) X(2, peto) X(3, bb) X(4, glmm)

tsq_fit *model_fit(int model);

#endif
