/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/bubble_curve.h"
#include "plot/style.h"

#include "base/status.h"

#include <math.h>

/* What labels keep clear of: first the circles, then the labels already placed. */
typedef struct obstacles {
  tsqp_box *box; /* [2 k] */
  size_t n;
} obstacles;

static int overlap(const tsqp_box *a, const tsqp_box *b) {
  return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static int is_free(const tsqp_frame *frame, const tsqp_box *box, const obstacles *o) {
  if (box->left < frame->left || box->right > frame->right || box->top < frame->top ||
      box->bottom > frame->bottom)
    return 0;
  for (size_t i = 0; i < o->n; i++) {
    if (overlap(box, &o->box[i])) return 0;
  }
  return 1;
}

/* Whether the mean's curve runs through the box: sampled more densely than a letter is wide. */
static int crosses_curve(const tsqp_frame *frame, const tsqp_box *box, const tsqp_curve *curve) {
  for (size_t i = 0; i + 1 < curve->n; i++) {
    for (int part = 0; part < 4; part++) {
      double share = part / 4.0;
      double x = tsqp_frame_x(frame, (1 - share) * curve->x[i] + share * curve->x[i + 1]);
      double y =
          tsqp_frame_y(frame, (1 - share) * curve->mean[i].estimate + share * curve->mean[i + 1].estimate);
      if (x > box->left && x < box->right && y > box->top && y < box->bottom) return 1;
    }
  }
  return 0;
}

static int add_circles(tsqp_frame *frame, const tsqp_fit_points *studies, const tsqp_curve *curve,
                       obstacles *o) {
  o->box = tsqp_arena_take(frame->scene->arena, studies->k, 2 * sizeof *o->box);
  if (o->box == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < studies->k; i++) {
    double x = tsqp_frame_x(frame, curve->studies_x[i]), y = tsqp_frame_y(frame, studies->yi[i]);
    double r = 0.9 * tsqp_bubble_radius(frame, studies, curve, i); /* the corners of its square are empty */
    o->box[o->n++] = (tsqp_box){x - r, y - r, x + r, y + r};
  }
  return TSQ_OK;
}

/* Eight places around a circle, the usual ones first. A place on the curve is taken only where no other is free. */
static int place_label(tsqp_frame *frame, const tsqp_curve *curve, tsqp_text label, double radius,
                       obstacles *o) {
  double away = radius + 0.25 * frame->size, slant = 0.75 * radius + 0.15 * frame->size,
         lift = 0.3 * label.font.size;
  const struct {
    double dx, dy;
    int anchor;
  } tries[] = {{away, lift, TSQP_LEFT},      {-away, lift, TSQP_RIGHT},
               {0, -away, TSQP_CENTRE},      {0, away + 2 * lift, TSQP_CENTRE},
               {slant, -slant, TSQP_LEFT},   {slant, slant + 2 * lift, TSQP_LEFT},
               {-slant, -slant, TSQP_RIGHT}, {-slant, slant + 2 * lift, TSQP_RIGHT}};
  double x = label.x, y = label.y;
  for (int on_curve = 0; on_curve < 2; on_curve++) {
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
      label.x = x + tries[i].dx;
      label.y = y + tries[i].dy;
      label.anchor = tries[i].anchor;
      tsqp_box box = tsqp_text_box(&label);
      if (!is_free(frame, &box, o) || (!on_curve && crosses_curve(frame, &box, curve))) continue;
      tsqp_draw_text(frame->scene, TSQP_ROLE_STUDY_LABEL, label.index, label.x, label.y, label.anchor,
                     label.font, TSQP_INK, label.text);
      o->box[o->n++] = box;
      return 1;
    }
  }
  return 0;
}

size_t tsqp_draw_bubble_labels(tsqp_frame *frame, const char *const *labels, const tsqp_fit_points *studies,
                               const tsqp_curve *curve) {
  obstacles o = {0};
  if (add_circles(frame, studies, curve, &o) != TSQ_OK) {
    frame->scene->status = TSQ_ERR_NOMEM;
    return 0;
  }
  size_t left_out = 0;
  for (size_t rank = 0; rank < studies->k; rank++) {
    size_t i = curve->by_weight[rank];
    const char *given = labels[studies->index[i]];
    if (given == NULL || !tsqp_is_in_frame(frame, curve->studies_x[i], studies->yi[i])) continue;
    tsqp_text label = {.font = {0.8 * frame->size, 0}, .index = studies->index[i]};
    label.text = tsqp_clean_text(frame->scene->arena, given);
    if (label.text == NULL) {
      frame->scene->status = TSQ_ERR_NOMEM;
      return 0;
    }
    label.width = tsqp_text_width(label.text, label.font);
    label.x = tsqp_frame_x(frame, curve->studies_x[i]);
    label.y = tsqp_frame_y(frame, studies->yi[i]);
    left_out += !place_label(frame, curve, label, tsqp_bubble_radius(frame, studies, curve, i), &o);
  }
  return left_out;
}
