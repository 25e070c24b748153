/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The studies that a model of counts leaves out, noted while it reads them. */
#ifndef TSQP_LEFT_OUT_H
#define TSQP_LEFT_OUT_H

#include "fit/fit.h"

typedef struct tsqp_left_out_list {
  size_t *row;
  unsigned char *why;
  size_t n;
} tsqp_left_out_list;

/* Room for all k studies; freed by tsqp_left_out_free(), which is fine on a zeroed list. */
int tsqp_left_out_new(tsqp_left_out_list *list, size_t k);
void tsqp_left_out_free(tsqp_left_out_list *list);
/* Notes a study; where missing values are an error by the options, fails naming it. */
int tsqp_left_out_add(tsqp_left_out_list *list, const tsq_fit *fit, size_t row, int why);
/* Hands the list to the fit, whose k it sets; fails where no study is left. */
int tsqp_left_out_settle(const tsqp_left_out_list *list, tsq_fit *fit);

#endif
