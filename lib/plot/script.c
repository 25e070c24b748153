/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/script.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>
#include <tausq/plot.h>

static int grow(tsqp_script *script, size_t n) {
  if (n < script->room - script->length) return 1; /* and one more for the NUL */
  size_t room = script->room < 4096 ? 4096 : script->room;
  while (room - script->length <= n && room <= SIZE_MAX / 2)
    room *= 2;
  char *moved = room - script->length > n ? tsqp_realloc(script->text, room) : NULL;
  if (moved == NULL) {
    script->status = tsqp_fail(TSQ_ERR_NOMEM, "out of memory while writing a figure");
    return 0;
  }
  script->text = moved;
  script->room = room;
  return 1;
}

void tsqp_script_add(tsqp_script *script, const char *bytes, size_t n) {
  if (script->status != TSQ_OK || !grow(script, n)) return;
  memcpy(script->text + script->length, bytes, n);
  script->length += n;
  script->text[script->length] = '\0';
}

__attribute__((format(printf, 2, 3))) static void add(tsqp_script *script, const char *format, ...) {
  char piece[512];
  va_list args;
  va_start(args, format);
  int n = tsqp_vformat(piece, sizeof piece, format, args);
  va_end(args);
  if (n >= 0 && (size_t)n < sizeof piece) {
    tsqp_script_add(script, piece, (size_t)n);
  } else if (script->status == TSQ_OK) {
    script->status = tsqp_fail(TSQ_ERR_INTERNAL, "a command of a figure is too long");
  }
}

void tsqp_script_free(tsqp_script *script) {
  tsqp_free(script->text);
  memset(script, 0, sizeof *script);
}

static int is_harmless(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
         (c & 0x80) != 0;
}

void tsqp_script_quote(tsqp_script *script, const char *clean_text) {
  tsqp_script_add(script, "\"", 1);
  for (const char *s = clean_text; *s != '\0'; s++) {
    if (is_harmless(*s)) {
      tsqp_script_add(script, s, 1);
    } else {
      /* gnuplot reads three octal digits, but four after a leading 0: always four, so that a digit may follow */
      add(script, "\\0%03o", (unsigned)(unsigned char)*s);
    }
  }
  tsqp_script_add(script, "\"", 1);
}

int tsqp_check_font(const char *family) {
  size_t length = strlen(family);
  if (length > 100) return tsqp_fail(TSQ_ERR_ARGUMENT, "options->font has %zu bytes: at most 100", length);
  uint32_t c = 0;
  for (size_t at = 0, bytes; (bytes = tsqp_next_character(family + at, &c)) > 0; at += bytes) {
    int is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
                   c == '-' || c == '_' || c == '.' || (c >= 0xC0 && c < 0x2000) ||
                   (c >= 0x2E80 && c < 0xD800);
    if (!is_plain) {
      return tsqp_fail(TSQ_ERR_ARGUMENT,
                       "options->font: byte %zu is not a letter, digit, space, '-', '_' or '.'", at);
    }
  }
  return TSQ_OK;
}

/*
 * Sizes: SVG has points as its unit. The cairo terminals count type in 1/96 inch and (PDF) lines in half points, so both are
 * scaled to be points. Measured on gnuplot 5.4.
 */
static void add_terminal(tsqp_script *script, const tsqp_scene *scene, const tsqp_page *page) {
  double zoom = page->dpi / 72.0;
  if (page->format == TSQ_PLOT_SVG) {
    add(script, "set terminal svg size %.0f,%.0f fixed font '%s,9' noenhanced butt background '#ffffff'\n",
        scene->width, scene->height, page->font);
  } else if (page->format == TSQ_PLOT_PNG) {
    add(script,
        "set terminal pngcairo size %.0f,%.0f font '%s,9' fontscale %.6f linewidth %.6f noenhanced butt "
        "background "
        "'#ffffff'\n",
        round(scene->width * zoom), round(scene->height * zoom), page->font, 0.75 * zoom, zoom);
  } else {
    add(script,
        "set terminal pdfcairo size %.6fin,%.6fin font '%s,9' fontscale 0.75 linewidth 2 noenhanced butt\n",
        scene->width / 72, scene->height / 72, page->font);
  }
}

/* One unit of the axes is one point; y grows downwards. The PDF terminal's canvas is inset by half a point. */
static void add_canvas(tsqp_script *script, const tsqp_scene *scene, const tsqp_page *page) {
  double inset = page->format == TSQ_PLOT_PDF ? 0.5 : 0;
  add(script, "set encoding utf8\n");
  add_terminal(script, scene, page);
  add(script,
      "unset border\nunset tics\nunset key\nunset title\n"
      "set lmargin at screen 0\nset rmargin at screen 1\nset bmargin at screen 0\nset tmargin at screen 1\n");
  add(script, "set xrange [%.3f:%.3f]\nset yrange [%.3f:%.3f]\n", inset, scene->width - inset,
      scene->height - inset, inset);
}

static void add_point(tsqp_script *script, double x, double y) {
  add(script, "%.3f %.3f\n", x, y);
}

/* x, y, dx, dy: drawn "with vectors", as the cairo terminals let "with lines" begin with a little stub. */
static void add_segment(tsqp_script *script, double x1, double y1, double x2, double y2) {
  add(script, "%.3f %.3f %.3f %.3f\n", x1, y1, x2 - x1, y2 - y1);
}

/*
 * A dashed line, cut into its dashes here: the terminals disagree on the lengths of theirs. `at` is the distance since the
 * last dash began.
 */
static void add_dashes(tsqp_script *script, const double *x, const double *y, size_t n, tsqp_style style) {
  double at = 0, period = style.on + style.off;
  for (size_t i = 0; i + 1 < n; i++) {
    double dx = x[i + 1] - x[i], dy = y[i + 1] - y[i], length = hypot(dx, dy);
    for (double done = 0; done < length;) {
      int is_on = at < style.on;
      double left = (is_on ? style.on : period) - at, step = fmin(left, length - done);
      double from = done / length, to = fmin(1, (done + step) / length);
      if (is_on) add_segment(script, x[i] + from * dx, y[i] + from * dy, x[i] + to * dx, y[i] + to * dy);
      done += step;
      at = step < left ? at + step : (is_on ? style.on : 0);
    }
  }
}

static void add_outline(tsqp_script *script, const tsqp_scene *scene, const tsqp_shape *shape) {
  const double *x = scene->x + shape->first, *y = scene->y + shape->first;
  if (shape->kind == TSQP_LINE && shape->style.on > 0) {
    add_dashes(script, x, y, shape->n, shape->style);
  } else if (shape->kind == TSQP_LINE) {
    for (size_t i = 0; i + 1 < shape->n; i++)
      add_segment(script, x[i], y[i], x[i + 1], y[i + 1]);
  } else {
    for (size_t i = 0; i < shape->n; i++)
      add_point(script, x[i], y[i]);
    add(script, "\n");
  }
}

static int look_alike(const tsqp_shape *a, const tsqp_shape *b) {
  return a->kind == b->kind && a->style.colour == b->style.colour && !(a->style.width != b->style.width) &&
         !(a->style.on != b->style.on) && !(a->style.off != b->style.off) &&
         !(a->style.opacity != b->style.opacity);
}

/* The end of the run of shapes that look alike and follow each other: they are drawn by one element of the plot. */
static size_t end_of_run(const tsqp_scene *scene, size_t first) {
  size_t end = first + 1;
  while (end < scene->n_shapes && look_alike(&scene->shapes[first], &scene->shapes[end]))
    end++;
  return end;
}

static size_t add_data(tsqp_script *script, const tsqp_scene *scene) {
  size_t runs = 0;
  for (size_t first = 0; first < scene->n_shapes; runs++) {
    size_t end = end_of_run(scene, first);
    add(script, "$shapes%zu << END\n", runs);
    for (size_t i = first; i < end; i++)
      add_outline(script, scene, &scene->shapes[i]);
    add(script, "END\n");
    first = end;
  }
  return runs;
}

static void add_element(tsqp_script *script, size_t run, const tsqp_shape *shape) {
  const tsqp_style *style = &shape->style;
  add(script, "%s $shapes%zu using ", run == 0 ? "plot" : ", \\\n ", run);
  if (shape->kind == TSQP_LINE) {
    add(script, "1:2:3:4 with vectors nohead lw %.3f lc rgb '#%06x'", style->width, (unsigned)style->colour);
  } else if (style->opacity < 1) {
    add(script, "1:2 with filledcurves closed fs transparent solid %.3f noborder fc rgb '#%06x'",
        style->opacity, (unsigned)style->colour);
  } else {
    add(script, "1:2 with filledcurves closed fs solid 1.0 noborder fc rgb '#%06x'", (unsigned)style->colour);
  }
}

/*
 * Labels are centred by gnuplot on their position; the baseline is below it by a fixed part of the size of type: 0.325 in the
 * SVG terminal, 0.375 in the cairo ones (measured on gnuplot 5.4).
 */
static void add_label(tsqp_script *script, const tsqp_text *text, const tsqp_page *page, size_t number) {
  static const char *const anchors[] = {"", "left", "center", "right"};
  double drop = (page->format == TSQ_PLOT_SVG ? 0.325 : 0.375) * text->font.size;
  double x = text->upright ? text->x - drop : text->x, y = text->upright ? text->y : text->y - drop;
  add(script, "set label %zu ", number + 1);
  tsqp_script_quote(script, text->text);
  add(script, " at first %.3f, first %.3f %s %s font '%s%s,%.3f' tc rgb '#%06x' noenhanced front\n", x, y,
      anchors[text->anchor], text->upright ? "rotate by 90" : "norotate", page->font,
      text->font.bold ? ":Bold" : "", text->font.size, (unsigned)text->colour);
}

int tsqp_write_script(const tsqp_scene *scene, const tsqp_page *page, tsqp_script *script) {
  if (scene->status != TSQ_OK) return scene->status;
  add_canvas(script, scene, page);
  for (size_t i = 0; i < scene->n_texts; i++)
    add_label(script, &scene->texts[i], page, i);
  size_t runs = add_data(script, scene), first = 0;
  if (runs == 0) add(script, "plot NaN notitle");
  for (size_t run = 0; run < runs; run++) {
    add_element(script, run, &scene->shapes[first]);
    first = end_of_run(scene, first);
  }
  add(script, "\nunset output\nexit\n");
  return script->status;
}
