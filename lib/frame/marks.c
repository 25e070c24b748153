/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/marks.h"

void tsqp_marks_note(tsqp_marks *marks, const tsqp_spelling *cell) {
  if (cell->decimal != 0) {
    marks->tell[cell->decimal == ',']++;
  } else if (cell->grouped != 0) { /* so the other one is */
    marks->tell[cell->grouped == '.']++;
  }
  if (cell->decimal != 0) marks->decimal[cell->decimal == ',']++;
  if (cell->grouped != 0) marks->grouped[cell->grouped == ',']++;
  if (cell->either != 0) marks->either[cell->either == ',']++;
  if (cell->percent) {
    marks->percent++;
  } else if (cell->number != 0) {
    marks->bare++;
  }
}

void tsqp_marks_add(tsqp_marks *sum, const tsqp_marks *column) {
  for (int i = 0; i < 2; i++) {
    sum->tell[i] += column->tell[i];
    sum->decimal[i] += column->decimal[i];
    sum->grouped[i] += column->grouped[i];
    sum->either[i] += column->either[i];
  }
}

int32_t tsqp_marks_decide(const tsqp_marks *file, const tsqp_marks *counts, int32_t asked,
                          unsigned char delimiter) {
  if (asked != 0) return asked;
  size_t point = file->tell[0], comma = file->tell[1];
  if (point > comma) return '.';
  if (comma > point) return ',';
  if (point > 0) return delimiter == ';' ? ',' : '.'; /* the cells of the other one are refused */
  int told[2]; /* all cells with this mark are counts, all with the other one are not */
  for (int i = 0; i < 2; i++)
    told[i] = counts->either[i] > 0 && counts->either[i] == file->either[i] && counts->either[!i] == 0;
  if (told[0] && file->either[1] > 0) return ',';
  if (told[1] && file->either[0] > 0) return '.';
  if (file->either[1] > 0 || (file->either[0] > 0 && delimiter != ',' && delimiter != ' ')) return 0;
  return '.';
}

int tsqp_marks_may_group(const tsqp_marks *file, const tsqp_marks *column, int32_t asked, int32_t mark,
                         int is_count) {
  if (asked != 0 || is_count) return 1;
  if (mark == 0) return 0;
  return file->grouped[mark == '.'] > 0 || column->decimal[mark == ','] == 0;
}

int tsqp_marks_settle(const tsqp_spelling *cell, const tsqp_marks *column, int32_t mark, int may_group,
                      double *number) {
  *number = cell->number;
  if (column->percent > 0 && !cell->percent && cell->number != 0) return TSQP_CELL_NO_PERCENT;
  if (cell->decimal != 0 && mark != 0 && cell->decimal != mark) return TSQP_CELL_OTHER_MARK;
  if (cell->grouped != 0 && cell->grouped == mark) return TSQP_CELL_OTHER_MARK;
  if (cell->either == 0 || cell->either == mark) return TSQP_CELL_OK;
  *number = cell->thousands;
  return may_group ? TSQP_CELL_OK : TSQP_CELL_TWO_READINGS;
}

int tsqp_marks_agree(const tsqp_marks *column, int32_t mark) {
  int comma = mark == ',';
  if (mark == 0) return column->either[0] + column->either[1] == 0;
  return column->decimal[!comma] == 0 && column->grouped[comma] == 0 && column->either[!comma] == 0;
}
