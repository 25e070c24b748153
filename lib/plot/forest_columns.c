/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A forest plot from left to right: what is how wide, and where. */
#include "plot/forest_layout.h"

#include "base/status.h"

#include <math.h>
#include <string.h>

#define NOTE_EMS 20       /* room that a subgroup's heterogeneity line asks for */
#define LABEL_EMS 26      /* a study label is at most so wide */
#define LABEL_LEAST_EMS 8 /* and keeps so much on a narrow page */
#define CELL_EMS 18       /* an extra column's texts are at most so wide */
#define PLOT_EMS 22       /* the picture's own width */
#define PLOT_LEAST_EMS 12

static double em(double ems, const tsqp_forest_layout *layout) {
  return ems * layout->size;
}

static double width_of(const char *text, int bold, const tsqp_forest_layout *layout) {
  if (text == NULL) return 0;
  return tsqp_text_width(text, (tsqp_font){layout->size, bold});
}

static int is_bold(const tsqp_forest_row *row) {
  return row->kind == TSQP_ROW_SUBTOTAL || row->kind == TSQP_ROW_TOTAL || row->kind == TSQP_ROW_HEADING;
}

const char *tsqp_forest_cell(const tsq_forest_column *column, const tsqp_forest_row *row) {
  const char *text = row->index == SIZE_MAX ? NULL : column->texts[row->index];
  return text == NULL ? "" : text;
}

size_t tsqp_integer_part(const char *text) {
  return strcspn(text, ".");
}

/* Digits and the signs that stand between them; U+2212 is the minus sign, U+2013 and U+2014 stand for "none". */
static int is_numeric(const char *text) {
  uint32_t c = 0;
  for (size_t bytes; (bytes = tsqp_next_character(text, &c)) > 0; text += bytes) {
    int is_sign = c < 0x80 && strchr(" .,+-%<>=/()[]~", (int)c) != NULL;
    if (!is_sign && !(c >= '0' && c <= '9') && c != 0x2212 && c != 0x2013 && c != 0x2014) return 0;
  }
  return 1;
}

static int32_t alignment(const tsqp_forest_table *table, const tsq_forest_column *column) {
  if (column->align != 0) return column->align;
  for (size_t i = 0; i < table->n_rows; i++) {
    if (!is_numeric(tsqp_forest_cell(column, &table->rows[i]))) return TSQ_ALIGN_LEFT;
  }
  return TSQ_ALIGN_DECIMAL;
}

/* The block's width, and for decimal alignment the widest integer part. */
static double block_width(const tsqp_forest_table *table, const tsq_forest_column *column, int32_t align,
                          const tsqp_forest_layout *layout, double *integers) {
  double widest = 0, fractions = 0;
  *integers = 0;
  for (size_t i = 0; i < table->n_rows; i++) {
    const char *text = tsqp_forest_cell(column, &table->rows[i]);
    int bold = is_bold(&table->rows[i]);
    double width = width_of(text, bold, layout);
    double fraction = width_of(text + tsqp_integer_part(text), bold, layout);
    widest = fmax(widest, width);
    fractions = fmax(fractions, fraction);
    *integers = fmax(*integers, width - fraction);
  }
  return align == TSQ_ALIGN_DECIMAL ? *integers + fractions : fmin(widest, em(CELL_EMS, layout));
}

/* Measures column j at the origin: right is its width. */
static void measure_column(const tsqp_forest_table *table, size_t j, tsqp_forest_layout *layout) {
  const tsq_forest_column *column = &table->columns[j];
  tsqp_column_place *place = &layout->column[j];
  double integers, header = fmin(width_of(column->header, 1, layout), em(CELL_EMS, layout));
  place->align = alignment(table, column);
  double block = block_width(table, column, place->align, layout, &integers);
  *place = (tsqp_column_place){
      .right = fmax(block, header), .block_right = block, .point = integers, .align = place->align};
  if (column->group != NULL && column->group[0] != '\0') layout->has_groups = 1;
}

static int same_group(const tsq_forest_column *a, const tsq_forest_column *b) {
  return a->group != NULL && b->group != NULL && a->group[0] != '\0' && strcmp(a->group, b->group) == 0;
}

static size_t end_of_group(const tsqp_forest_table *table, size_t first) {
  size_t end = first + 1;
  while (end < table->n_columns && same_group(&table->columns[first], &table->columns[end]))
    end++;
  return end;
}

/* A group's header that is wider than its columns makes each of them wider. */
static void widen_for_groups(const tsqp_forest_table *table, tsqp_forest_layout *layout) {
  for (size_t first = 0; first < table->n_columns;) {
    size_t end = end_of_group(table, first);
    double span = layout->gap * (double)(end - first - 1);
    for (size_t j = first; j < end; j++)
      span += layout->column[j].right;
    double lacking = fmin(width_of(table->columns[first].group, 1, layout), em(2 * CELL_EMS, layout)) - span;
    for (size_t j = first; j < end && lacking > 0; j++)
      layout->column[j].right += lacking / (double)(end - first);
    first = end;
  }
}

/* Moves the measured column to `left`; a block narrower than its room stands in the middle of it, texts at its left. */
static double place_column(tsqp_column_place *place, double left) {
  double room = place->right, block = place->block_right;
  double inset = place->align == TSQ_ALIGN_LEFT ? 0 : 0.5 * (room - block);
  place->left = left;
  place->right = left + room;
  place->block_left = left + inset;
  place->block_right = place->block_left + block;
  place->point += place->block_left;
  return place->right;
}

/* The width of the study column, and the least that it may have on a narrow page: labels of pooled effects are not cut. */
static double label_width(const tsqp_forest_table *table, const tsqp_forest_layout *layout, double *least) {
  double widest = width_of(table->study_header, 1, layout), pooled = em(LABEL_LEAST_EMS, layout);
  for (size_t i = 0; i < table->n_rows; i++) {
    const tsqp_forest_row *row = &table->rows[i];
    if (row->label == NULL) continue;
    double width =
        width_of(row->label, is_bold(row), layout) + (row->kind == TSQP_ROW_STUDY ? layout->indent : 0);
    if (row->kind == TSQP_ROW_NOTE)
      width = fmin(width, em(NOTE_EMS, layout)); /* it wraps, but not into shreds */
    widest = fmax(widest, width);
    if (row->kind != TSQP_ROW_STUDY && row->kind != TSQP_ROW_NOTE && row->kind != TSQP_ROW_HEADING) {
      pooled = fmax(pooled, width);
    }
  }
  widest = fmin(widest, em(LABEL_EMS, layout));
  *least = fmin(pooled, widest);
  return widest;
}

/* Widths of estimate, "[lower," and "upper]"; an estimate alone is never wider than the whole. */
static void effect_widths(const tsqp_forest_table *table, const tsqp_forest_layout *layout, double width[3]) {
  width[0] = width[1] = width[2] = 0;
  for (size_t i = 0; i < table->n_rows; i++) {
    const tsqp_forest_row *row = &table->rows[i];
    for (int part = 0; part < 3; part++) {
      double marks = part == 0 ? 0 : width_of(part == 1 ? "[," : "]", is_bold(row), layout);
      if (row->effect[part] != NULL)
        width[part] = fmax(width[part], width_of(row->effect[part], is_bold(row), layout) + marks);
    }
  }
}

static double weight_width(const tsqp_forest_table *table, const tsqp_forest_layout *layout) {
  if (!table->show_weights) return 0;
  return fmax(width_of("Weight", 1, layout), width_of("100.0%", 1, layout));
}

/* From the picture's right end on. Returns the right end of the last column. */
static double place_right_columns(const tsqp_forest_table *table, double x, tsqp_forest_layout *layout) {
  double width[3], space = width_of(" ", 0, layout);
  layout->weight_left = layout->weight_right = x;
  if (table->show_weights) {
    layout->weight_left = x + layout->gap;
    layout->weight_right = x = layout->weight_left + weight_width(table, layout);
  }
  effect_widths(table, layout, width);
  double total = width[0] + width[1] + width[2] + 3 * space;
  double room = fmax(total, width_of(table->effect_header, 1, layout));
  layout->effect_left = x + layout->gap;
  double end = layout->effect_left + room;
  layout->effect_right[2] = end - 0.5 * (room - total);
  layout->effect_right[1] = layout->effect_right[2] - width[2] - space;
  layout->effect_right[0] = layout->effect_right[1] - width[1] - 2 * space;
  return end;
}

/* How wide the picture is, and the study labels: on a page of given width the picture gives way first, then they. */
static int share_width(double page, double others, double least, double *labels, double *plot,
                       const tsqp_forest_layout *layout) {
  *plot = em(PLOT_EMS, layout);
  if (!(page > 0)) return TSQ_OK;
  *plot = fmax(page - others - *labels, em(PLOT_LEAST_EMS, layout));
  double rest = page - others - *plot;
  if (rest < least - 1e-6) {
    return tsqp_fail(TSQ_ERR_ARGUMENT,
                     "options->width = %g: the columns of this forest plot need at least %.0f points", page,
                     ceil(others + em(PLOT_LEAST_EMS, layout) + least));
  }
  *labels = fmin(*labels, rest);
  return TSQ_OK;
}

int tsqp_place_columns(const tsqp_forest_table *table, double width, tsqp_forest_layout *layout) {
  double others = 2 * layout->left, least, labels = label_width(table, layout, &least), plot;
  for (size_t j = 0; j < table->n_columns; j++)
    measure_column(table, j, layout);
  widen_for_groups(table, layout);
  for (size_t j = 0; j < table->n_columns; j++)
    others += layout->gap + layout->column[j].right;
  others += 1.5 * layout->gap + place_right_columns(table, 0.5 * layout->gap, layout);
  TSQP_TRY(share_width(width, others, least, &labels, &plot, layout));
  double x = layout->label_right = layout->left + labels;
  for (size_t j = 0; j < table->n_columns; j++)
    x = place_column(&layout->column[j], x + layout->gap);
  layout->plot_left = x + 1.5 * layout->gap;
  layout->plot_right = layout->plot_left + plot;
  layout->right = place_right_columns(table, layout->plot_right + 0.5 * layout->gap, layout);
  layout->width = width > 0 ? width : ceil(layout->right + layout->left);
  return TSQ_OK;
}
