/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/scene.h"

#include "base/alloc.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

#define CIRCLE_POINTS 40

void tsqp_scene_open(tsqp_scene *scene, tsqp_arena *arena) {
  memset(scene, 0, sizeof *scene);
  scene->arena = arena;
}

void tsqp_scene_close(tsqp_scene *scene) {
  tsqp_free(scene->shapes);
  tsqp_free(scene->x);
  tsqp_free(scene->y);
  tsqp_free(scene->texts);
  tsqp_free(scene->hints);
  memset(scene, 0, sizeof *scene);
}

static int fail(tsqp_scene *scene, int status, const char *message) {
  if (scene->status == TSQ_OK) scene->status = tsqp_fail(status, "%s", message);
  return 0;
}

/* Room for `wanted` things in a growing array; the old array stays valid where there is no memory. */
static int grow(tsqp_scene *scene, void *array, size_t *room, size_t wanted, size_t bytes) {
  if (wanted <= *room) return 1;
  size_t larger = *room < 64 ? 128 : *room;
  while (larger < wanted && larger <= SIZE_MAX / 2 / bytes)
    larger *= 2;
  void *old, *moved = NULL;
  memcpy(&old, array, sizeof old);
  if (larger >= wanted) moved = tsqp_realloc(old, larger * bytes);
  if (moved == NULL) return fail(scene, TSQ_ERR_NOMEM, "out of memory while laying out a figure");
  memcpy(array, &moved, sizeof moved);
  *room = larger;
  return 1;
}

static int grow_points(tsqp_scene *scene, size_t n) {
  size_t room = scene->room_points; /* both arrays grow from the same room, which moves on when both have */
  if (!grow(scene, &scene->x, &room, scene->n_points + n, sizeof(double))) return 0;
  room = scene->room_points;
  if (!grow(scene, &scene->y, &room, scene->n_points + n, sizeof(double))) return 0;
  scene->room_points = room;
  return 1;
}

static int are_finite(const double *x, const double *y, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(x[i]) || !isfinite(y[i])) return 0;
  }
  return 1;
}

void tsqp_draw_shape(tsqp_scene *scene, int kind, int role, size_t index, const double *x, const double *y,
                     size_t n, tsqp_style style) {
  if (scene->status != TSQ_OK || n < 2) return;
  if (!are_finite(x, y, n)) {
    fail(scene, TSQ_ERR_RANGE, "a position in the figure is not finite: the values lie too far apart");
    return;
  }
  if (!grow(scene, &scene->shapes, &scene->room_shapes, scene->n_shapes + 1, sizeof(tsqp_shape))) return;
  if (!grow_points(scene, n)) return;
  memcpy(scene->x + scene->n_points, x, n * sizeof *x);
  memcpy(scene->y + scene->n_points, y, n * sizeof *y);
  scene->shapes[scene->n_shapes++] = (tsqp_shape){kind, role, index, scene->n_points, n, style};
  scene->n_points += n;
}

void tsqp_draw_line(tsqp_scene *scene, int role, size_t index, double x1, double y1, double x2, double y2,
                    tsqp_style style) {
  tsqp_draw_shape(scene, TSQP_LINE, role, index, (double[]){x1, x2}, (double[]){y1, y2}, 2, style);
}

void tsqp_draw_box(tsqp_scene *scene, int role, size_t index, tsqp_box box, tsqp_style style) {
  const double x[] = {box.left, box.right, box.right, box.left};
  const double y[] = {box.top, box.top, box.bottom, box.bottom};
  tsqp_draw_shape(scene, TSQP_POLYGON, role, index, x, y, 4, style);
}

static void draw_circle(tsqp_scene *scene, int kind, int role, size_t index, double x, double y,
                        double radius, tsqp_style style) {
  double px[CIRCLE_POINTS + 1], py[CIRCLE_POINTS + 1];
  size_t n = radius < 4 ? CIRCLE_POINTS / 2 : CIRCLE_POINTS;
  for (size_t i = 0; i <= n; i++) {
    double angle = 2 * 3.14159265358979323846 * (double)i / (double)n;
    px[i] = x + radius * cos(angle);
    py[i] = y + radius * sin(angle);
  }
  tsqp_draw_shape(scene, kind, role, index, px, py, kind == TSQP_LINE ? n + 1 : n, style);
}

void tsqp_draw_disc(tsqp_scene *scene, int role, size_t index, double x, double y, double radius,
                    tsqp_style style) {
  draw_circle(scene, TSQP_POLYGON, role, index, x, y, radius, style);
}

void tsqp_draw_ring(tsqp_scene *scene, int role, size_t index, double x, double y, double radius,
                    tsqp_style style) {
  draw_circle(scene, TSQP_LINE, role, index, x, y, radius, style);
}

void tsqp_draw_head(tsqp_scene *scene, int role, size_t index, double x, double y, double direction,
                    double length, tsqp_style style) {
  const double px[] = {x, x - direction * length, x - direction * length};
  const double py[] = {y, y - 0.5 * length, y + 0.5 * length};
  tsqp_draw_shape(scene, TSQP_POLYGON, role, index, px, py, 3, style);
}

static double draw_any_text(tsqp_scene *scene, tsqp_text text) {
  if (scene->status != TSQ_OK) return 0;
  if (!isfinite(text.x) || !isfinite(text.y)) {
    fail(scene, TSQ_ERR_RANGE, "a position in the figure is not finite: the values lie too far apart");
    return 0;
  }
  text.text = tsqp_clean_text(scene->arena, text.text);
  if (text.text == NULL) {
    scene->status = TSQ_ERR_NOMEM;
    return 0;
  }
  text.width = tsqp_text_width(text.text, text.font);
  if (text.text[strspn(text.text, " ")] == '\0') return text.width;
  if (!grow(scene, &scene->texts, &scene->room_texts, scene->n_texts + 1, sizeof(tsqp_text))) return 0;
  scene->texts[scene->n_texts++] = text;
  return text.width;
}

double tsqp_draw_text(tsqp_scene *scene, int role, size_t index, double x, double y, int anchor,
                      tsqp_font font, uint32_t colour, const char *text) {
  return draw_any_text(scene, (tsqp_text){.text = text,
                                          .font = font,
                                          .x = x,
                                          .y = y,
                                          .colour = colour,
                                          .anchor = anchor,
                                          .role = role,
                                          .index = index});
}

void tsqp_draw_upright_text(tsqp_scene *scene, int role, double x, double y, tsqp_font font, uint32_t colour,
                            const char *text) {
  draw_any_text(scene, (tsqp_text){.text = text,
                                   .font = font,
                                   .x = x,
                                   .y = y,
                                   .colour = colour,
                                   .anchor = TSQP_CENTRE,
                                   .role = role,
                                   .upright = 1,
                                   .index = TSQP_NO_INDEX});
}

/* A clean copy; NULL, and the scene has failed, where there is no memory (or the text itself could not be made). */
static const char *copy_clean(tsqp_scene *scene, const char *text) {
  const char *clean = text == NULL ? NULL : tsqp_clean_text(scene->arena, text);
  if (clean == NULL) fail(scene, TSQ_ERR_NOMEM, "out of memory while laying out a figure");
  return clean;
}

void tsqp_add_hint(tsqp_scene *scene, tsqp_box box, const char *text) {
  if (scene->status != TSQ_OK) return;
  const char *clean = copy_clean(scene, text);
  if (clean == NULL || !grow(scene, &scene->hints, &scene->room_hints, scene->n_hints + 1, sizeof(tsqp_hint)))
    return;
  scene->hints[scene->n_hints++] = (tsqp_hint){box, clean};
}

void tsqp_describe_scene(tsqp_scene *scene, const char *title, const char *description) {
  if (scene->status != TSQ_OK) return;
  scene->title = copy_clean(scene, title);
  scene->description = copy_clean(scene, description);
}

tsqp_box tsqp_text_box(const tsqp_text *text) {
  const double ascent = 0.76 * text->font.size,
               descent = 0.24 * text->font.size; /* of DejaVu Sans' letters */
  double start = text->anchor == TSQP_LEFT     ? 0
                 : text->anchor == TSQP_CENTRE ? -0.5 * text->width
                                               : -text->width;
  if (text->upright) {
    return (tsqp_box){text->x - ascent, text->y - start - text->width, text->x + descent, text->y - start};
  }
  return (tsqp_box){text->x + start, text->y - ascent, text->x + start + text->width, text->y + descent};
}
