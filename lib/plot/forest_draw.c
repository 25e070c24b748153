/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A forest plot's table, drawn at the places that its layout gives. */
#include "plot/forest_canvas.h"
#include "plot/style.h"

#include <math.h>
#include <string.h>

/* The baseline at which letters look centred about y: digits are 0.73 of the size of type high. */
static double baseline(double y, tsqp_font font) {
  return y + 0.36 * font.size;
}

static tsqp_font font_of(const tsqp_forest_canvas *c, const tsqp_forest_row *row) {
  return row->kind == TSQP_ROW_STUDY || row->kind == TSQP_ROW_PREDICTION ? c->normal : c->bold;
}

static void write_text(tsqp_forest_canvas *c, int role, size_t index, double x, double y, int anchor,
                       tsqp_font font, const char *text) {
  if (text != NULL) tsqp_draw_text(c->scene, role, index, x, y, anchor, font, TSQP_INK, text);
}

/* The text, shortened to the room that it has. */
static void write_fitted(tsqp_forest_canvas *c, int role, size_t index, double x, double y, int anchor,
                         tsqp_font font, double room, const char *text) {
  if (text == NULL || c->scene->status != TSQ_OK) return;
  const char *clean = tsqp_clean_text(c->scene->arena, text);
  const char *fitted = clean == NULL ? NULL : tsqp_shorten(c->scene->arena, clean, font, room + 0.01);
  if (fitted == NULL) {
    c->scene->status = TSQ_ERR_NOMEM;
    return;
  }
  write_text(c, role, index, x, y, anchor, font, fitted);
}

/* --- header --------------------------------------------------------------------------------------------------------- */

static void rule(tsqp_forest_canvas *c, double left, double right, double y, double width) {
  tsqp_draw_line(c->scene, TSQP_ROLE_RULE, TSQP_NO_INDEX, left, y, right, y,
                 tsqp_line_style(TSQP_INK, width));
}

static void draw_groups(tsqp_forest_canvas *c, double y) {
  const tsq_forest_column *columns = c->table->columns;
  for (size_t j = 0, end; j < c->table->n_columns; j = end) {
    for (end = j + 1; end < c->table->n_columns && columns[j].group != NULL && columns[end].group != NULL &&
                      strcmp(columns[j].group, columns[end].group) == 0;) {
      end++;
    }
    if (columns[j].group == NULL || columns[j].group[0] == '\0') continue;
    double left = c->at->column[j].left, right = c->at->column[end - 1].right;
    write_fitted(c, TSQP_ROLE_OTHER, TSQP_NO_INDEX, 0.5 * (left + right), y, TSQP_CENTRE, c->bold,
                 right - left, columns[j].group);
    rule(c, left, right, y + 0.5 * c->at->size, 0.5 * TSQP_THIN);
  }
}

static void draw_header(tsqp_forest_canvas *c) {
  const tsqp_forest_layout *at = c->at;
  double y = at->header - 0.65 * at->size;
  rule(c, at->left, at->right, at->top, TSQP_LINE_WIDTH);
  rule(c, at->left, at->right, at->header, TSQP_THIN);
  if (at->has_groups) draw_groups(c, y - 1.8 * at->size);
  write_fitted(c, TSQP_ROLE_OTHER, TSQP_NO_INDEX, at->left, y, TSQP_LEFT, c->bold, at->label_right - at->left,
               c->table->study_header);
  for (size_t j = 0; j < c->table->n_columns; j++) {
    const tsqp_column_place *place = &at->column[j];
    int is_left = place->align == TSQ_ALIGN_LEFT;
    write_fitted(
        c, TSQP_ROLE_OTHER, TSQP_NO_INDEX, is_left ? place->left : 0.5 * (place->left + place->right), y,
        is_left ? TSQP_LEFT : TSQP_CENTRE, c->bold, place->right - place->left, c->table->columns[j].header);
  }
  if (c->table->show_weights) {
    write_text(c, TSQP_ROLE_OTHER, TSQP_NO_INDEX, at->weight_right, y, TSQP_RIGHT, c->bold, "Weight");
  }
  write_text(c, TSQP_ROLE_OTHER, TSQP_NO_INDEX, 0.5 * (at->effect_left + at->right), y, TSQP_CENTRE, c->bold,
             c->table->effect_header);
}

/* --- texts of the rows ---------------------------------------------------------------------------------------------- */

static void draw_cell(tsqp_forest_canvas *c, const tsqp_column_place *place, const char *text, double y,
                      tsqp_font font) {
  double room = place->block_right - place->block_left;
  if (place->align == TSQ_ALIGN_LEFT) {
    write_fitted(c, TSQP_ROLE_OTHER, TSQP_NO_INDEX, place->left, y, TSQP_LEFT, font,
                 place->right - place->left, text);
  } else if (place->align == TSQ_ALIGN_RIGHT) {
    write_fitted(c, TSQP_ROLE_OTHER, TSQP_NO_INDEX, place->block_right, y, TSQP_RIGHT, font, room, text);
  } else if (place->align == TSQ_ALIGN_CENTRE) {
    write_fitted(c, TSQP_ROLE_OTHER, TSQP_NO_INDEX, 0.5 * (place->block_left + place->block_right), y,
                 TSQP_CENTRE, font, room, text);
  } else {
    double fraction = tsqp_text_width(text + tsqp_integer_part(text), font);
    write_text(c, TSQP_ROLE_OTHER, TSQP_NO_INDEX, place->point + fraction, y, TSQP_RIGHT, font, text);
  }
}

static void draw_effect(tsqp_forest_canvas *c, const tsqp_forest_row *row, double y, tsqp_font font) {
  static const char *const formats[] = {"%s", "[%s,", "%s]"};
  if (!row->has_values) {
    tsqp_draw_text(c->scene, TSQP_ROLE_OTHER, row->index, c->at->effect_right[2], y, TSQP_RIGHT, font,
                   TSQP_FAINT_INK, "not estimable");
    return;
  }
  for (int part = 0; part < 3; part++) {
    if (row->effect[part] == NULL) continue;
    char *text = tsqp_arena_format(c->scene->arena, formats[part], row->effect[part]);
    if (text == NULL) {
      c->scene->status = TSQ_ERR_NOMEM;
      return;
    }
    write_text(c, TSQP_ROLE_OTHER, row->index, c->at->effect_right[part], y, TSQP_RIGHT, font, text);
  }
}

static void draw_weight(tsqp_forest_canvas *c, const tsqp_forest_row *row, double y, tsqp_font font) {
  if (!c->table->show_weights || isnan(row->weight)) return;
  char *text = tsqp_arena_format(c->scene->arena, "%.1f%%", row->weight);
  if (text == NULL) {
    c->scene->status = TSQ_ERR_NOMEM;
    return;
  }
  write_text(c, TSQP_ROLE_OTHER, row->index, c->at->weight_right, y, TSQP_RIGHT, font, text);
}

static void draw_note_row(tsqp_forest_canvas *c, size_t i) {
  const tsqp_lines *lines = &c->at->note_rows[i];
  for (size_t line = 0; line < lines->n; line++) {
    double y = c->at->row_top[i] + ((double)line * 1.3 + 1.0) * c->small.size;
    tsqp_draw_text(c->scene, TSQP_ROLE_FOOTNOTE, TSQP_NO_INDEX, c->at->left, y, TSQP_LEFT, c->small,
                   TSQP_FAINT_INK, lines->line[line]);
  }
}

/* Where a row's label must end: other rows than studies may have no texts in the columns beside it. */
static double label_room(const tsqp_forest_canvas *c, const tsqp_forest_row *row) {
  if (row->kind == TSQP_ROW_STUDY) return c->at->label_right;
  for (size_t j = 0; j < c->table->n_columns; j++) {
    if (tsqp_forest_cell(&c->table->columns[j], row)[0] == '\0') continue;
    return j == 0 ? c->at->label_right : c->at->column[j].left - c->at->gap;
  }
  return c->at->plot_left - c->at->gap;
}

static void draw_row_texts(tsqp_forest_canvas *c, size_t i) {
  const tsqp_forest_row *row = &c->table->rows[i];
  if (row->kind == TSQP_ROW_GAP) return;
  if (row->kind == TSQP_ROW_NOTE) {
    draw_note_row(c, i);
    return;
  }
  tsqp_font font = font_of(c, row);
  double y = baseline(tsqp_row_middle(c, i), font),
         left = c->at->left + (row->kind == TSQP_ROW_STUDY ? c->at->indent : 0);
  int role = row->kind == TSQP_ROW_STUDY ? TSQP_ROLE_STUDY_LABEL : TSQP_ROLE_OTHER;
  double room = label_room(c, row) - left;
  write_fitted(c, role, row->index, left, y, TSQP_LEFT, font, room, row->label);
  for (size_t j = 0; j < c->table->n_columns; j++) {
    const char *text = tsqp_forest_cell(&c->table->columns[j], row);
    if (text[0] != '\0') draw_cell(c, &c->at->column[j], text, y, font);
  }
  if (row->kind == TSQP_ROW_HEADING) return;
  draw_weight(c, row, y, font);
  draw_effect(c, row, y, font);
}

/* --- below ---------------------------------------------------------------------------------------------------------- */

/* Lines of text beside the null line, and outside of the first one an arrow. Returns the y of the last line. */
static double draw_favours(tsqp_forest_canvas *c, double y) {
  const tsqp_forest_layout *at = c->at;
  double head = 0.6 * at->size, last = y;
  for (int side = 0; side < 2; side++) {
    const tsqp_lines *lines = &at->favours[side];
    double direction = side == 0 ? -1 : 1, x = at->favours_x + direction * 0.8 * at->size;
    for (size_t i = 0; i < lines->n; i++) {
      double line_y = y + 1.35 * (double)(i + 1) * at->size, arrow = line_y - 0.3 * at->size;
      double width = tsqp_draw_text(c->scene, TSQP_ROLE_OTHER, TSQP_NO_INDEX, x, line_y,
                                    side == 0 ? TSQP_RIGHT : TSQP_LEFT, c->small, TSQP_INK, lines->line[i]);
      last = fmax(last, line_y);
      if (i > 0) continue;
      double tail = x + direction * (width + 0.4 * at->size), tip = tail + direction * 2 * head;
      tsqp_draw_line(c->scene, TSQP_ROLE_OTHER, TSQP_NO_INDEX, tail, arrow, tip - direction * 0.5 * head,
                     arrow, tsqp_line_style(TSQP_INK, TSQP_THIN));
      tsqp_draw_head(c->scene, TSQP_ROLE_OTHER, TSQP_NO_INDEX, tip, arrow, direction, head,
                     tsqp_fill_style(TSQP_INK, 1));
    }
  }
  return last;
}

static void draw_axis(tsqp_forest_canvas *c) {
  const tsqp_forest_layout *at = c->at;
  const tsqp_style ink = tsqp_line_style(TSQP_INK, TSQP_THIN);
  double y = at->axis_y, length = 0.35 * at->size;
  tsqp_draw_line(c->scene, TSQP_ROLE_AXIS, TSQP_NO_INDEX, at->plot_left, y, at->plot_right, y, ink);
  for (size_t i = 0; i < at->axis.n_ticks; i++) {
    double x = tsqp_forest_x(at, at->axis.tick[i]);
    tsqp_draw_line(c->scene, TSQP_ROLE_AXIS, TSQP_NO_INDEX, x, y, x, y + length, ink);
    write_text(c, TSQP_ROLE_TICK_LABEL, TSQP_NO_INDEX, x, y + 1.4 * at->size, TSQP_CENTRE, c->small,
               at->axis.label[i]);
  }
  y += 1.4 * at->size;
  y = draw_favours(c, y);
  if (c->table->axis_label == NULL) return;
  double centre = 0.5 * (at->plot_left + at->plot_right), reach = fmin(centre - at->left, at->right - centre);
  write_fitted(c, TSQP_ROLE_OTHER, TSQP_NO_INDEX, centre, y + 1.5 * at->size, TSQP_CENTRE, c->small,
               2 * reach, c->table->axis_label);
}

static double draw_lines_of_text(tsqp_forest_canvas *c, const tsqp_lines *lines, double y, tsqp_font font,
                                 uint32_t colour) {
  for (size_t i = 0; i < lines->n; i++) {
    y += 1.35 * font.size;
    tsqp_draw_text(c->scene, TSQP_ROLE_FOOTNOTE, TSQP_NO_INDEX, c->at->left, y, TSQP_LEFT, font, colour,
                   lines->line[i]);
  }
  return y;
}

static void draw_footer(tsqp_forest_canvas *c) {
  double y = c->at->below + 0.2 * c->at->size;
  for (size_t i = 0; i < c->table->notes.n; i++)
    y = draw_lines_of_text(c, &c->at->notes[i], y, c->small, TSQP_INK);
  if (c->at->caption_lines.n > 0) {
    draw_lines_of_text(c, &c->at->caption_lines, y + 0.6 * c->at->size, c->small, TSQP_FAINT_INK);
  }
}

static void draw_zebra(tsqp_forest_canvas *c) {
  size_t shaded = 0;
  for (size_t i = 0; i < c->table->n_rows; i++) {
    if (c->table->rows[i].kind != TSQP_ROW_STUDY) {
      shaded = 0;
    } else if (shaded++ % 2 == 1) {
      const tsqp_box box = {c->at->left, c->at->row_top[i], c->at->right, c->at->row_top[i + 1]};
      tsqp_draw_box(c->scene, TSQP_ROLE_BAND, TSQP_NO_INDEX, box, tsqp_fill_style(TSQP_ZEBRA, 1));
    }
  }
}

/* --- in words ------------------------------------------------------------------------------------------------------- */

/* "Aronson 1948: RR 0.41 [0.13, 1.26], weight 5.1%": what a reader who points at the row is told. */
static char *words_of(tsqp_forest_canvas *c, const tsqp_forest_row *row) {
  tsqp_arena *arena = c->scene->arena;
  if (!row->has_values) return tsqp_arena_format(arena, "%s: not estimable", row->label);
  const char *lower = row->effect[1] != NULL ? row->effect[1] : "NA",
             *upper = row->effect[2] != NULL ? row->effect[2] : "NA";
  if (row->effect[0] == NULL) return tsqp_arena_format(arena, "%s: [%s, %s]", row->label, lower, upper);
  char *words = tsqp_arena_format(arena, "%s: %s %s [%s, %s]", row->label, c->table->effect_name,
                                  row->effect[0], lower, upper);
  if (words == NULL || !c->table->show_weights || isnan(row->weight)) return words;
  return tsqp_arena_format(arena, "%s, weight %.1f%%", words, row->weight);
}

static void add_hints(tsqp_forest_canvas *c) {
  for (size_t i = 0; i < c->table->n_rows && c->scene->status == TSQ_OK; i++) {
    const tsqp_forest_row *row = &c->table->rows[i];
    if (row->kind == TSQP_ROW_HEADING || row->kind == TSQP_ROW_NOTE || row->kind == TSQP_ROW_GAP) continue;
    /* over the picture alone, so that the texts beside it can be selected */
    const tsqp_box box = {c->at->plot_left, c->at->row_top[i], c->at->plot_right, c->at->row_top[i + 1]};
    tsqp_add_hint(c->scene, box, words_of(c, row));
  }
}

/* What is shown, of how many, and the overall effect. */
static void describe(tsqp_forest_canvas *c) {
  tsqp_arena *arena = c->scene->arena;
  const tsqp_forest_table *table = c->table;
  const char *what = table->axis_label != NULL ? table->axis_label : table->effect_name, *total = NULL;
  size_t n = 0;
  for (size_t i = 0; i < table->n_rows; i++) {
    n += table->rows[i].kind == TSQP_ROW_STUDY;
    if (table->rows[i].kind == TSQP_ROW_TOTAL && total == NULL) {
      total = words_of(c, &table->rows[i]);
      if (total == NULL) c->scene->status = TSQ_ERR_NOMEM;
    }
  }
  char *title = tsqp_arena_format(arena, "Forest plot: %s", what);
  char *description = tsqp_arena_format(
      arena, "Forest plot of %zu rows: %s with %g%% confidence intervals.%s%s%s", n, what, 100 * table->level,
      total != NULL ? " " : "", total != NULL ? total : "", total != NULL ? "." : "");
  tsqp_describe_scene(c->scene, title, description);
}

void tsqp_draw_forest(tsqp_scene *scene, const tsqp_forest_table *table, const tsqp_forest_layout *layout) {
  tsqp_forest_canvas c = {
      scene, table, layout, {layout->size, 0}, {layout->size, 1}, {layout->size * TSQP_SMALL, 0}};
  scene->width = ceil(layout->width);
  scene->height = ceil(layout->height);
  if (table->zebra) draw_zebra(&c);
  draw_lines_of_text(&c, &layout->title_lines, layout->title - 0.35 * TSQP_LARGE * layout->size,
                     (tsqp_font){TSQP_LARGE * layout->size, 1}, TSQP_INK);
  draw_header(&c);
  tsqp_draw_forest_picture(&c);
  for (size_t i = 0; i < table->n_rows; i++)
    draw_row_texts(&c, i);
  draw_axis(&c);
  draw_footer(&c);
  add_hints(&c);
  describe(&c);
}
