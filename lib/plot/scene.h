/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A figure as geometry: lines, polygons and texts with exact positions, in points, y downwards from the top left corner
 * of the page. What lays a figure out writes a scene; what draws it reads one; tests read it too.
 *
 * The first failure (no memory, a coordinate that is not finite) stays in `status`; everything after it does nothing, so
 * that drawing code need not check each line.
 */
#ifndef TSQP_SCENE_H
#define TSQP_SCENE_H

#include "plot/text.h"

#include <stddef.h>
#include <stdint.h>

enum tsqp_shape_kind { TSQP_LINE = 1, TSQP_POLYGON = 2 };

/* What a shape or a text is: for tests, and for readers of the code. */
enum tsqp_role {
  TSQP_ROLE_OTHER,
  TSQP_ROLE_RULE,
  TSQP_ROLE_AXIS,
  TSQP_ROLE_BAND,
  TSQP_ROLE_INTERVAL,
  TSQP_ROLE_CLIPPED, /* arrow head of an interval that goes on beyond the axis */
  TSQP_ROLE_SQUARE,
  TSQP_ROLE_DIAMOND,
  TSQP_ROLE_PREDICTION,
  TSQP_ROLE_NULL_LINE,
  TSQP_ROLE_REFERENCE, /* the pooled effect's line */
  TSQP_ROLE_THRESHOLD,
  TSQP_ROLE_POINT,
  TSQP_ROLE_CURVE,
  TSQP_ROLE_STUDY_LABEL,
  TSQP_ROLE_TICK_LABEL,
  TSQP_ROLE_LEGEND,
  TSQP_ROLE_FOOTNOTE
};

#define TSQP_NO_INDEX SIZE_MAX

/* How a shape looks. Dashes: lengths on and off in points, 0 = solid. */
typedef struct tsqp_style {
  double width; /* of the line; 0 = no line */
  double on, off;
  double opacity;  /* of the filling, 0 .. 1 */
  uint32_t colour; /* 0xRRGGBB, of line or filling */
} tsqp_style;

typedef struct tsqp_shape {
  int kind, role;
  size_t index;    /* study or group, or TSQP_NO_INDEX */
  size_t first, n; /* points: scene->x[first] ... */
  tsqp_style style;
} tsqp_shape;

enum tsqp_anchor { TSQP_LEFT = 1, TSQP_CENTRE = 2, TSQP_RIGHT = 3 };

typedef struct tsqp_text {
  const char *text; /* clean: see tsqp_clean_text() */
  tsqp_font font;
  double x, y;  /* of the anchor, on the baseline */
  double width; /* estimated */
  uint32_t colour;
  int anchor, role;
  int upright; /* 1 = reads from bottom to top */
  size_t index;
} tsqp_text;

/* A box on the page. */
typedef struct tsqp_box {
  double left, top, right, bottom;
} tsqp_box;

/* What a reader who points at a place is told. */
typedef struct tsqp_hint {
  tsqp_box box;
  const char *text; /* clean */
} tsqp_hint;

typedef struct tsqp_scene {
  double width, height; /* of the page */
  const char
      *title; /* of the figure, where the caller gives none: "Forest plot: risk ratio"; NULL = "Figure" */
  const char *description; /* in words, for those who do not see it; NULL = none */
  tsqp_arena *arena;
  tsqp_shape *shapes;
  size_t n_shapes, room_shapes;
  double *x, *y;
  size_t n_points, room_points;
  tsqp_text *texts;
  size_t n_texts, room_texts;
  tsqp_hint *hints;
  size_t n_hints, room_hints;
  int status;
} tsqp_scene;

void tsqp_scene_open(tsqp_scene *scene, tsqp_arena *arena);
void tsqp_scene_close(tsqp_scene *scene); /* fine on a zeroed scene */

/* n points: an open line, or a filled polygon. */
void tsqp_draw_shape(tsqp_scene *scene, int kind, int role, size_t index, const double *x, const double *y,
                     size_t n, tsqp_style style);
void tsqp_draw_line(tsqp_scene *scene, int role, size_t index, double x1, double y1, double x2, double y2,
                    tsqp_style style);
void tsqp_draw_box(tsqp_scene *scene, int role, size_t index, tsqp_box box, tsqp_style style);
/* A filled circle, and a circle's outline. Fill all, then outline all: shapes that look alike are drawn faster together. */
void tsqp_draw_disc(tsqp_scene *scene, int role, size_t index, double x, double y, double radius,
                    tsqp_style style);
void tsqp_draw_ring(tsqp_scene *scene, int role, size_t index, double x, double y, double radius,
                    tsqp_style style);
/* The head of an arrow that points at (x, y): direction -1 = left, +1 = right. */
void tsqp_draw_head(tsqp_scene *scene, int role, size_t index, double x, double y, double direction,
                    double length, tsqp_style style);

/* A text at its anchor; returns its width. The text is cleaned and copied. Empty texts are not kept. */
double tsqp_draw_text(tsqp_scene *scene, int role, size_t index, double x, double y, int anchor,
                      tsqp_font font, uint32_t colour, const char *text);
void tsqp_draw_upright_text(tsqp_scene *scene, int role, double x, double y, tsqp_font font, uint32_t colour,
                            const char *text);

/* Says the text, which is cleaned and copied, of a box; NULL = no memory. */
void tsqp_add_hint(tsqp_scene *scene, tsqp_box box, const char *text);

/* The figure's own title and description, cleaned and copied. */
void tsqp_describe_scene(tsqp_scene *scene, const char *title, const char *description);

/* The room that a text takes: from its ascent to its descent. */
tsqp_box tsqp_text_box(const tsqp_text *text);

#endif
