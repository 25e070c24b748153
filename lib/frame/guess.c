/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column plays a role, by the names that people give their columns. */
#include "base/number.h"
#include "base/status.h"
#include "frame/column.h"

#include <string.h>

/* Spellings in lower case without separators ("mean_e" is "meane"), the most specific first. */
typedef struct role {
  const char *name;
  const char *spellings;
  const char *quantity; /* with an arm's name before or after it, for roles of one arm */
  int arm;              /* 1 = experimental, 2 = control, 0 = not a role of one arm */
} role;

#define EVENTS "event events nevent nevents ev r x"
#define NONEVENTS "nonevent nonevents noevent noevents nonev neg"
#define SIZES "n total size ntotal samplesize nobs sample"
#define TIMES "time persontime personyears pyears py exposure"
#define MEANS "m mean means avg average"
#define SDS "sd sds stddev stdev standarddeviation"

static const role roles[] = {
    {"yi",
     "yi y es effect effectsize te estimate est logor lnor logrr lnrr loghr lnhr smd md hedgesg cohensd g d "
     "b beta",
     NULL, 0},
    {"vi", "vi v var variance varyi vyi vd vg samplingvariance samplingvar", NULL, 0},
    {"sei",
     "sei se sete seyi stderr standarderror std error stderror selogor selnor selogrr selogrr selnrr seloghr "
     "selnhr",
     NULL, 0},
    {"ai", "ai tpos", EVENTS, 1},
    {"bi", "bi tneg", NONEVENTS, 1},
    {"ci", "ci cpos", EVENTS, 2},
    {"di", "di cneg", NONEVENTS, 2},
    {"n1i", "n1i n1", SIZES, 1},
    {"n2i", "n2i n2", SIZES, 2},
    {"x1i", "x1i x1", EVENTS, 1},
    {"x2i", "x2i x2", EVENTS, 2},
    {"t1i", "t1i t1", TIMES, 1},
    {"t2i", "t2i t2", TIMES, 2},
    {"m1i", "m1i m1", MEANS, 1},
    {"m2i", "m2i m2", MEANS, 2},
    {"sd1i", "sd1i sd1 s1 s1i", SDS, 1},
    {"sd2i", "sd2i sd2 s2 s2i", SDS, 2},
    {"xi",
     "xi x "
     "event events nevents cases successes deaths",
     NULL, 0},
    {"mi", "mi m mean", NULL, 0},
    {"ti", "ti " TIMES, NULL, 0},
    {"sdi", "sdi " SDS, NULL, 0},
    {"ri", "ri r cor corr correlation rho", NULL, 0},
    {"r2i", "r2i r2 rsq rsquare rsquared", NULL, 0},
    {"ni", "ni " SIZES, NULL, 0},
    {"ci_lb", "cilb cilo cilow cilower lower lowerci cil lci ll lcl lb lowerlimit lower95 cilow95 ci95low",
     NULL, 0},
    {"ci_ub", "ciub cihi cihigh ciupper upper upperci ciu uci ul ucl ub upperlimit upper95 cihigh95 ci95high",
     NULL, 0},
    {"weights", "weights weight wi w", NULL, 0},
    {"slab",
     "slab studlab studylab studylabel label study studyname trial trialname author authors firstauthor "
     "reference "
     "paper source citation studyid trialid id",
     NULL, 0},
    {"year", "year yr pubyear publicationyear yearpub date", NULL, 0},
    {"cluster", "cluster clusterid studyid esid groupid lab labid", NULL, 0},
    {"subgroup", "subgroup group category stratum byvar", NULL, 0},
};
#define N_ROLES (sizeof roles / sizeof roles[0])

/* clang-format off */
static const char *const arms[3] = {
    "",
    ("1 1i e exp experimental experiment t trt tr treat treated treatment int intervention active vaccine vaccinated "
     "group1 g1 arm1"),
    ("2 2i c con ctrl ctl cont contr control controls pbo placebo comp comparator comparison ref reference "
     "group2 g2 arm2")};
/* clang-format on */

#define NORMAL_BYTES 64

/* Lower case, without the separators . _ - and space; 0 where it is longer than any spelling. */
static int normalise(const char *name, char normal[NORMAL_BYTES]) {
  size_t n = 0;
  for (; *name != '\0'; name++) {
    char c = *name;
    if (c == '.' || c == '_' || c == '-' || c == ' ') continue;
    if (n == NORMAL_BYTES - 1) return 0;
    normal[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  normal[n] = '\0';
  return n > 0;
}

/* The next word of a list separated by spaces: its length, 0 at the end. */
static size_t next_word(const char **list) {
  while (**list == ' ')
    (*list)++;
  return strcspn(*list, " ");
}

/* Whether text[0..n) is one of the list's words. */
static int has_word(const char *list, const char *text, size_t n) {
  if (n == 0) return 0;
  for (size_t length; (length = next_word(&list)) > 0; list += length) {
    if (length == n && strncmp(list, text, n) == 0) return 1;
  }
  return 0;
}

static int is_spelling_of_any_role(const char *normal) {
  for (size_t i = 0; i < N_ROLES; i++) {
    if (has_word(roles[i].spellings, normal, strlen(normal))) return 1;
  }
  return 0;
}

/* "mean" + "e", "e" + "mean": a quantity and an arm in either order. */
static int is_quantity_of_arm(const role *r, const char *normal) {
  if (r->quantity == NULL || is_spelling_of_any_role(normal))
    return 0; /* "te" is an effect, "se" a standard error */
  size_t n = strlen(normal);
  for (size_t i = 1; i < n; i++) {
    if (has_word(r->quantity, normal, i) && has_word(arms[r->arm], normal + i, n - i)) return 1;
    if (has_word(arms[r->arm], normal, i) && has_word(r->quantity, normal + i, n - i)) return 1;
  }
  return 0;
}

int tsqp_is_count_name(const char *name) {
  static const char counts[] = "ai bi ci di n1i n2i x1i x2i xi ni";
  char normal[NORMAL_BYTES];
  if (!normalise(name, normal) || strcmp(normal, "x") == 0) return 0; /* any variable's name */
  for (size_t i = 0; i < N_ROLES; i++) {
    const role *r = &roles[i];
    if (!has_word(counts, r->name, strlen(r->name))) continue;
    if (has_word(r->spellings, normal, strlen(normal)) || is_quantity_of_arm(r, normal)) return 1;
  }
  return 0;
}

/* The first column that is this spelling, SIZE_MAX where none is. */
static size_t column_spelled(const tsq_frame *frame, const char *spelling, size_t n) {
  char normal[NORMAL_BYTES];
  for (size_t j = 0; j < frame->n_columns; j++) {
    if (normalise(frame->column[j].name, normal) && strlen(normal) == n && strncmp(normal, spelling, n) == 0)
      return j;
  }
  return SIZE_MAX;
}

static size_t guess(const tsq_frame *frame, const role *r) {
  const char *list = r->spellings;
  for (size_t n; (n = next_word(&list)) > 0; list += n) {
    size_t column = column_spelled(frame, list, n);
    if (column != SIZE_MAX) return column;
  }
  char normal[NORMAL_BYTES];
  for (size_t j = 0; j < frame->n_columns; j++) {
    if (normalise(frame->column[j].name, normal) && is_quantity_of_arm(r, normal)) return j;
  }
  return SIZE_MAX;
}

static int fail_unknown_role(const char *name) {
  char known[300], shown[TSQP_SHOWN_BYTES];
  size_t used = 0;
  for (size_t i = 0; i < N_ROLES && used < sizeof known; i++) {
    int n = tsqp_format(known + used, sizeof known - used, "%s%s", i > 0 ? ", " : "", roles[i].name);
    used += n > 0 ? (size_t)n : 0;
  }
  return tsqp_fail(TSQ_ERR_NAME, "unknown role '%s'; roles: %s", tsqp_shown(name, shown), known);
}

int tsq_frame_guess(const tsq_frame *frame, const char *name, size_t *column) {
  tsqp_clear_error();
  TSQP_NOT_NULL(frame);
  if (name == NULL) return tsqp_fail(TSQ_ERR_NULL, "role is NULL");
  TSQP_NOT_NULL(column);
  char wanted[NORMAL_BYTES], normal[NORMAL_BYTES];
  const role *r = NULL;
  for (size_t i = 0; i < N_ROLES && r == NULL && normalise(name, wanted); i++) {
    if (normalise(roles[i].name, normal) && strcmp(normal, wanted) == 0) r = &roles[i];
  }
  if (r == NULL) { /* a role without usual names: its own */
    size_t own = tsqp_frame_index_of(frame, name);
    if (own == SIZE_MAX) return fail_unknown_role(name);
    *column = own;
    return TSQ_OK;
  }
  size_t index = guess(frame, r);
  if (index == SIZE_MAX) {
    char known[360];
    tsqp_frame_list_columns(frame, known, sizeof known);
    return tsqp_fail(TSQ_ERR_NAME, "no column has a usual name for %s; columns: %s", r->name, known);
  }
  *column = index;
  return TSQ_OK;
}
