/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/frame.h"
#include "plot/style.h"

#include "base/status.h"

#include <math.h>
#include <string.h>

#define WIDTH_EMS 48
#define DATA_HEIGHT_EMS 30
#define DATA_LEAST_EMS 8
#define SMALL 0.9
#define LARGE 1.25

static tsqp_font small_font(const tsqp_frame *frame) {
  return (tsqp_font){SMALL * frame->size, 0};
}

/* --- inside the frame ----------------------------------------------------------------------------------------------- */

double tsqp_frame_x(const tsqp_frame *frame, double x) {
  return frame->left + (x - frame->x.lo) / (frame->x.hi - frame->x.lo) * (frame->right - frame->left);
}

double tsqp_frame_y(const tsqp_frame *frame, double y) {
  double share = (y - frame->y.lo) / (frame->y.hi - frame->y.lo);
  return frame->y_down ? frame->top + share * (frame->bottom - frame->top)
                       : frame->bottom - share * (frame->bottom - frame->top);
}

int tsqp_is_in_frame(const tsqp_frame *frame, double x, double y) {
  return x >= frame->x.lo && x <= frame->x.hi && y >= frame->y.lo && y <= frame->y.hi;
}

/* One side of the frame as a half plane: the points with sign * (coordinate - bound) >= 0 are inside. */
typedef struct side {
  int is_y;
  double bound, sign;
} side;

static double distance(side s, double x, double y) {
  return s.sign * ((s.is_y ? y : x) - s.bound);
}

/* Sutherland & Hodgman 1974, doi:10.1145/360767.360802: the polygon cut by one half plane; returns its new length. */
static size_t cut(side s, const double *x, const double *y, size_t n, double *cut_x, double *cut_y) {
  size_t m = 0;
  for (size_t i = 0; i < n; i++) {
    size_t next = (i + 1) % n;
    double here = distance(s, x[i], y[i]), there = distance(s, x[next], y[next]);
    if (here >= 0) {
      cut_x[m] = x[i];
      cut_y[m++] = y[i];
    }
    if ((here >= 0) != (there >= 0)) {
      double share = here / (here - there);
      cut_x[m] = x[i] + share * (x[next] - x[i]);
      cut_y[m++] = y[i] + share * (y[next] - y[i]);
    }
  }
  return m;
}

static void to_page(const tsqp_frame *frame, double *x, double *y, size_t n) {
  for (size_t i = 0; i < n; i++) {
    x[i] = tsqp_frame_x(frame, x[i]);
    y[i] = tsqp_frame_y(frame, y[i]);
  }
}

/* Two buffers of x and y; a cut adds at most one point for each that it takes. */
static double *take_buffers(tsqp_frame *frame, size_t n) {
  if (frame->scene->status != TSQ_OK) return NULL;
  double *buffers = tsqp_arena_take(frame->scene->arena, n, 4 * sizeof *buffers);
  if (buffers == NULL) frame->scene->status = TSQ_ERR_NOMEM;
  return buffers;
}

void tsqp_frame_polygon(tsqp_frame *frame, int role, const double *x, const double *y, size_t n,
                        tsqp_style style) {
  const side sides[] = {{0, frame->x.lo, 1}, {0, frame->x.hi, -1}, {1, frame->y.lo, 1}, {1, frame->y.hi, -1}};
  size_t room = 2 * n + 8;
  double *buffers = take_buffers(frame, room);
  if (buffers == NULL) return;
  double *now[] = {buffers, buffers + room}, *then[] = {buffers + 2 * room, buffers + 3 * room};
  memcpy(now[0], x, n * sizeof *x);
  memcpy(now[1], y, n * sizeof *y);
  for (int s = 0; s < 4; s++) {
    n = cut(sides[s], now[0], now[1], n, then[0], then[1]);
    for (int axis = 0; axis < 2; axis++) {
      double *swap = now[axis];
      now[axis] = then[axis];
      then[axis] = swap;
    }
  }
  if (n < 3) return;
  to_page(frame, now[0], now[1], n);
  tsqp_draw_shape(frame->scene, TSQP_POLYGON, role, TSQP_NO_INDEX, now[0], now[1], n, style);
}

/* The part [from, to] of the way from a to b that lies between lo and hi. */
static int narrow(double a, double b, double lo, double hi, double *from, double *to) {
  double step = b - a;
  if (!(fabs(step) > 0)) return a >= lo && a <= hi;
  double enter = (lo - a) / step, leave = (hi - a) / step;
  *from = fmax(*from, fmin(enter, leave));
  *to = fmin(*to, fmax(enter, leave));
  return *from < *to;
}

void tsqp_frame_line(tsqp_frame *frame, int role, const double *x, const double *y, size_t n,
                     tsqp_style style) {
  double *buffers = take_buffers(frame, n + 2), *px = buffers, *py = buffers == NULL ? NULL : buffers + n + 2;
  if (buffers == NULL) return;
  size_t m = 0;
  for (size_t i = 0; i + 1 < n; i++) {
    double from = 0, to = 1, dx = x[i + 1] - x[i], dy = y[i + 1] - y[i];
    int is_visible = narrow(x[i], x[i + 1], frame->x.lo, frame->x.hi, &from, &to) &&
                     narrow(y[i], y[i + 1], frame->y.lo, frame->y.hi, &from, &to);
    if (is_visible && m == 0) {
      px[0] = x[i] + from * dx;
      py[m++] = y[i] + from * dy;
    }
    if (is_visible) {
      px[m] = x[i] + to * dx;
      py[m++] = y[i] + to * dy;
    }
    if (m > 0 && (!is_visible || to < 1 || i + 2 == n)) { /* it leaves the frame, or ends */
      to_page(frame, px, py, m);
      tsqp_draw_shape(frame->scene, TSQP_LINE, role, TSQP_NO_INDEX, px, py, m, style);
      m = 0;
    }
  }
}

/* --- layout --------------------------------------------------------------------------------------------------------- */

tsqp_legend_entry *tsqp_add_legend(tsqp_frame *frame, const char *text, int swatch, tsqp_style style) {
  if (frame->n_legend == TSQP_LEGEND_ENTRIES) return NULL;
  tsqp_legend_entry *entry = &frame->legend[frame->n_legend++];
  *entry = (tsqp_legend_entry){.text = text, .swatch = swatch, .style = style};
  return entry;
}

static double swatch_width(const tsqp_frame *frame) {
  return 1.8 * frame->size;
}

static double entry_width(const tsqp_frame *frame, const tsqp_legend_entry *entry) {
  return swatch_width(frame) + 0.5 * frame->size + tsqp_text_width(entry->text, small_font(frame)) +
         1.6 * frame->size;
}

/* The x of each entry and its line; returns the number of lines. */
static size_t place_legend(const tsqp_frame *frame, double width, double *x, size_t *line) {
  size_t lines = 0;
  double used = 0;
  for (size_t i = 0; i < frame->n_legend; i++) {
    double wide = entry_width(frame, &frame->legend[i]);
    if (i > 0 && (frame->legend[i].breaks || used + wide - 1.6 * frame->size > width)) {
      lines++;
      used = 0;
    }
    x[i] = used;
    line[i] = lines;
    used += wide;
  }
  return frame->n_legend == 0 ? 0 : lines + 1;
}

static int wrap(tsqp_frame *frame, const char *text, tsqp_font font, double width, const char *const **lines,
                size_t *n) {
  const char *clean = tsqp_clean_text(frame->scene->arena, text);
  if (clean == NULL) return TSQ_ERR_NOMEM;
  *n = tsqp_wrap(frame->scene->arena, clean, font, width, lines);
  return *n == SIZE_MAX ? TSQ_ERR_NOMEM : TSQ_OK;
}

static double widest_label(const tsqp_frame *frame, const tsqp_axis *axis) {
  double widest = 0;
  for (size_t i = 0; i < axis->n_ticks; i++)
    widest = fmax(widest, tsqp_text_width(axis->label[i], small_font(frame)));
  return widest;
}

/* The room that the labels of the x axis lack between two ticks; not above 0 where they fit. */
static double lacking_room(const tsqp_frame *frame) {
  double most = -HUGE_VAL;
  for (size_t i = 0; i + 1 < frame->x.n_ticks; i++) {
    double room = tsqp_frame_x(frame, frame->x.tick[i + 1]) - tsqp_frame_x(frame, frame->x.tick[i]);
    double first = tsqp_text_width(frame->x.label[i], small_font(frame));
    double second = tsqp_text_width(frame->x.label[i + 1], small_font(frame));
    most = fmax(most, 0.5 * (first + second) + 0.6 * frame->size - room);
  }
  return most;
}

static size_t ticks_for(double length, double each) {
  double n = length / each;
  return n < 3 ? 3 : n > 8 ? 8 : (size_t)n;
}

static int lay_out_axes(tsqp_frame *frame, double width, tsqp_axis_wish x, tsqp_axis_wish y) {
  tsqp_arena *arena = frame->scene->arena;
  double margin = 1.6 * frame->size;
  y.n_ticks = ticks_for(frame->bottom - frame->top, 4 * frame->size);
  TSQP_TRY(tsqp_make_axis(arena, &y, &frame->y));
  frame->left = margin + 1.8 * frame->size + widest_label(frame, &frame->y) + 0.8 * frame->size;
  frame->right = width - margin - 0.6 * frame->size;
  if (frame->right - frame->left < DATA_LEAST_EMS * frame->size) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options->width = %g: this figure needs at least %.0f points", width,
                     ceil(width + DATA_LEAST_EMS * frame->size - (frame->right - frame->left)));
  }
  for (x.n_ticks = ticks_for(frame->right - frame->left, 5 * frame->size);; x.n_ticks--) {
    TSQP_TRY(tsqp_make_axis(arena, &x, &frame->x));
    double lacking = lacking_room(frame);
    if (lacking > 0 && x.kind == TSQP_AXIS_CATEGORIES) { /* names cannot be left out */
      double share = (frame->x.tick[1] - frame->x.tick[0]) / (frame->x.hi - frame->x.lo);
      return tsqp_fail(TSQ_ERR_ARGUMENT,
                       "options->width = %g: the names of %zu categories need about %.0f points", width,
                       frame->x.n_ticks, ceil(width + lacking / share));
    }
    if (x.n_ticks == 2 || lacking <= 0) return TSQ_OK;
  }
}

int tsqp_lay_out_frame(tsqp_frame *frame, const tsqp_page_options *page, tsqp_axis_wish x, tsqp_axis_wish y) {
  double size = frame->size, margin = 1.6 * size,
         width = page->is.width > 0 ? page->is.width : WIDTH_EMS * size;
  double content = width - 2 * margin, at[TSQP_LEGEND_ENTRIES];
  size_t line[TSQP_LEGEND_ENTRIES];
  TSQP_TRY(wrap(frame, page->is.title, (tsqp_font){LARGE * size, 1}, content, &frame->title_lines,
                &frame->n_title_lines));
  TSQP_TRY(wrap(frame, page->is.caption, small_font(frame), content, &frame->caption_lines,
                &frame->n_caption_lines));
  frame->top =
      1.4 * size + (double)frame->n_title_lines * 1.35 * LARGE * size + (frame->n_title_lines > 0 ? size : 0);
  double axis = 1.9 * size + (frame->x_label[0] != '\0' ? 1.7 * size : 0);
  double legend =
      (double)place_legend(frame, content, at, line) * 1.5 * size + (frame->n_legend > 0 ? 0.9 * size : 0);
  double caption =
      (double)frame->n_caption_lines * 1.35 * SMALL * size + (frame->n_caption_lines > 0 ? 0.6 * size : 0);
  double under = axis + legend + caption + 1.2 * size;
  double height = page->is.height > 0 ? page->is.height : ceil(frame->top + DATA_HEIGHT_EMS * size + under);
  frame->bottom = height - under;
  if (frame->bottom - frame->top < DATA_LEAST_EMS * size) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options->height = %g: this figure needs at least %.0f points", height,
                     ceil(frame->top + under + DATA_LEAST_EMS * size));
  }
  frame->legend_top = frame->bottom + axis + 0.6 * size;
  frame->caption_top = frame->bottom + axis + legend + 0.6 * size;
  frame->scene->width = ceil(width);
  frame->scene->height = ceil(height);
  return lay_out_axes(frame, width, x, y);
}

/* --- drawing -------------------------------------------------------------------------------------------------------- */

static void rule(tsqp_frame *frame, double x1, double y1, double x2, double y2) {
  tsqp_draw_line(frame->scene, TSQP_ROLE_AXIS, TSQP_NO_INDEX, x1, y1, x2, y2,
                 tsqp_line_style(TSQP_INK, TSQP_THIN));
}

static void draw_axes(tsqp_frame *frame) {
  double size = frame->size, tick = 0.35 * size, bottom = frame->bottom;
  tsqp_font font = small_font(frame);
  rule(frame, frame->left, frame->top, frame->left, bottom);
  rule(frame, frame->left, bottom, frame->right, bottom);
  for (size_t i = 0; i < frame->x.n_ticks; i++) {
    double x = tsqp_frame_x(frame, frame->x.tick[i]);
    rule(frame, x, bottom, x, bottom + tick);
    tsqp_draw_text(frame->scene, TSQP_ROLE_TICK_LABEL, TSQP_NO_INDEX, x, bottom + 1.4 * size, TSQP_CENTRE,
                   font, TSQP_INK, frame->x.label[i]);
  }
  for (size_t i = 0; i < frame->y.n_ticks; i++) {
    double y = tsqp_frame_y(frame, frame->y.tick[i]);
    rule(frame, frame->left - tick, y, frame->left, y);
    tsqp_draw_text(frame->scene, TSQP_ROLE_TICK_LABEL, TSQP_NO_INDEX, frame->left - 2 * tick,
                   y + 0.36 * font.size, TSQP_RIGHT, font, TSQP_INK, frame->y.label[i]);
  }
}

static const char *shortened(tsqp_frame *frame, const char *text, tsqp_font font, double room) {
  const char *fitted = tsqp_shorten(frame->scene->arena, text, font, room);
  if (fitted == NULL) frame->scene->status = TSQ_ERR_NOMEM;
  return fitted == NULL ? "" : fitted;
}

static void draw_labels(tsqp_frame *frame) {
  tsqp_font font = {frame->size, 0};
  double centre = 0.5 * (frame->left + frame->right);
  double reach = fmin(centre, frame->scene->width - centre) - frame->size;
  tsqp_draw_text(frame->scene, TSQP_ROLE_OTHER, TSQP_NO_INDEX, centre, frame->bottom + 3.1 * frame->size,
                 TSQP_CENTRE, font, TSQP_INK, shortened(frame, frame->x_label, font, 2 * reach));
  tsqp_draw_upright_text(frame->scene, TSQP_ROLE_OTHER, 2.2 * frame->size, 0.5 * (frame->top + frame->bottom),
                         font, TSQP_INK, shortened(frame, frame->y_label, font, frame->bottom - frame->top));
}

static void draw_swatch(tsqp_frame *frame, const tsqp_legend_entry *entry, double x, double y) {
  double size = frame->size, wide = swatch_width(frame), middle = y - 0.33 * SMALL * size;
  tsqp_scene *scene = frame->scene;
  if (entry->swatch == TSQP_SWATCH_LINE) {
    tsqp_draw_line(scene, TSQP_ROLE_LEGEND, TSQP_NO_INDEX, x, middle, x + wide, middle, entry->style);
  } else if (entry->swatch == TSQP_SWATCH_BOX) {
    const tsqp_box box = {x, middle - 0.42 * size, x + wide, middle + 0.42 * size};
    const double px[] = {box.left, box.right, box.right, box.left, box.left};
    const double py[] = {box.top, box.top, box.bottom, box.bottom, box.top};
    tsqp_draw_box(scene, TSQP_ROLE_LEGEND, TSQP_NO_INDEX, box, entry->style);
    tsqp_draw_shape(scene, TSQP_LINE, TSQP_ROLE_LEGEND, TSQP_NO_INDEX, px, py, 5,
                    tsqp_line_style(0x9AA0A6, 0.4));
  } else {
    int is_open = entry->swatch == TSQP_SWATCH_OPEN_POINT;
    tsqp_draw_disc(scene, TSQP_ROLE_LEGEND, TSQP_NO_INDEX, x + 0.5 * wide, middle, 0.3 * size,
                   is_open ? tsqp_fill_style(0xFFFFFF, 1) : entry->style);
    tsqp_draw_ring(scene, TSQP_ROLE_LEGEND, TSQP_NO_INDEX, x + 0.5 * wide, middle, 0.3 * size,
                   tsqp_line_style(is_open ? TSQP_BLUE : TSQP_DARK_BLUE, 0.7));
  }
}

static void draw_legend(tsqp_frame *frame) {
  double at[TSQP_LEGEND_ENTRIES], margin = 1.6 * frame->size;
  size_t line[TSQP_LEGEND_ENTRIES];
  place_legend(frame, frame->scene->width - 2 * margin, at, line);
  for (size_t i = 0; i < frame->n_legend; i++) {
    double x = margin + at[i],
           y = frame->legend_top + ((double)line[i] + 1) * 1.5 * frame->size - 0.4 * frame->size;
    double text_x = x + swatch_width(frame) + 0.5 * frame->size,
           room = frame->scene->width - frame->size - text_x;
    draw_swatch(frame, &frame->legend[i], x, y);
    tsqp_draw_text(frame->scene, TSQP_ROLE_LEGEND, TSQP_NO_INDEX, text_x, y, TSQP_LEFT, small_font(frame),
                   TSQP_INK, shortened(frame, frame->legend[i].text, small_font(frame), room));
  }
}

static void draw_block(tsqp_frame *frame, const char *const *lines, size_t n, double y, tsqp_font font,
                       uint32_t colour) {
  for (size_t i = 0; i < n; i++) {
    y += 1.35 * font.size;
    tsqp_draw_text(frame->scene, TSQP_ROLE_FOOTNOTE, TSQP_NO_INDEX, 1.6 * frame->size, y, TSQP_LEFT, font,
                   colour, lines[i]);
  }
}

/* In the margin above the data, at the right. */
static void draw_remark(tsqp_frame *frame) {
  if (frame->remark == NULL) return;
  const tsqp_font font = {0.8 * frame->size, 0};
  tsqp_draw_text(frame->scene, TSQP_ROLE_FOOTNOTE, TSQP_NO_INDEX, frame->right,
                 frame->top - 0.35 * frame->size, TSQP_RIGHT, font, TSQP_FAINT_INK,
                 shortened(frame, frame->remark, font, frame->right - frame->left));
}

void tsqp_draw_frame(tsqp_frame *frame) {
  draw_axes(frame);
  draw_remark(frame);
  draw_labels(frame);
  draw_legend(frame);
  draw_block(frame, frame->title_lines, frame->n_title_lines, (1.4 - 0.35 * LARGE) * frame->size,
             (tsqp_font){LARGE * frame->size, 1}, TSQP_INK);
  draw_block(frame, frame->caption_lines, frame->n_caption_lines, frame->caption_top, small_font(frame),
             TSQP_FAINT_INK);
}
