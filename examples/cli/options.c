/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: the command's own options are in one table, which drives parsing and --help; models' options are the library's. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AT(member) offsetof(settings, member)

const own_option own_options[] = {
    {"measure", "CODE", "effect size, e.g. MD, SMD, RR (`tausq measures` lists them)", CMD_DATA, TEXT,
     AT(measure)},
    {"vtype", "CODE", "variance type: LS (default), UB, AV, ...", CMD_DATA, TEXT, AT(vtype)},
    {"convention", "NAME", "whose rules effects follow where they differ: metafor5 (default), metafor3, revman",
     CMD_DATA, TEXT, AT(convention)},
    {"preset", "NAME",
     "whose rules effects follow where --convention and --drop00 do not say: cochrane (RevMan's), meta, metafor, "
     "stata",
     CMD_EFFECTS, TEXT, AT(preset)},
    {"add", "X", "amount added to zero cells (default: mostly 1/2), or treatment-arm", CMD_DATA, TEXT,
     AT(add)},
    {"to", "RULE", "tables it is added to: only0 (default), all, if0all, none", CMD_DATA, TEXT, AT(to)},
    {"drop00", NULL, "studies without events in both groups get no effect", CMD_DATA, FLAG, AT(drop00)},
    {"exact", "METHOD",
     "also exact intervals of the proportion or rate (exact, midp, score, agresti-coull, jeffreys, "
     "rule-of-3) or, "
     "for OR, the conditional log odds ratio (exact, midp)",
     CMD_EFFECTS, TEXT, AT(exact)},
    {"labels", "COLS", "column with the studies' labels, or several: author,year", CMD_DATA, TEXT,
     AT(labels)},
    {"subset", "COND", "only rows that fulfil it: \"year >= 1960 & alloc == random\"", CMD_DATA, TEXT,
     AT(subset)},
    {"decimal", "MARK", "the file's decimal mark: point or comma (default: told by its numbers)", CMD_DATA,
     TEXT, AT(decimal)},
    {"na", "WORDS", "more words for a missing value, separated by commas: \"unclear,-99\"", CMD_DATA, TEXT,
     AT(na)},
    {"model", "NAME", NULL, CMD_MODELS, TEXT, AT(model)},
    {"mods", "TERMS", "moderators: \"ablat + year\", \"a * b\", \"poly(x, 2)\", \"rcs(x, 4)\"", CMD_MODELS,
     TEXT, AT(mods)},
    {"predict", "ROW", "predicted effect at \"ablat=33, year=1970\"; may be repeated", CMD_FIT, PREDICT, 0},
    {"subgroup", "COL", "subgroup analysis by this column", CMD_FIT | CMD_FOREST, TEXT, AT(subgroup)},
    {"common-tau2", NULL, "subgroups share one tau^2", CMD_FIT | CMD_FOREST, FLAG, AT(common_tau2)},
    {"subgroup-test", "NAME",
     "test for differences: welch (default: F, with the groups' own df), chi2 (of RevMan and meta)",
     CMD_FIT | CMD_FOREST, TEXT, AT(subgroup_test)},
    {"threshold", "X",
     "a value on the scale that is shown, 0.8 for a risk ratio of 0.8. fit: probability that a new trial's "
     "true effect "
     "lies below it; forest: a line at it",
     CMD_FIT | CMD_FOREST, TEXT, AT(threshold)},
    {"above", NULL, "with --threshold: above it", CMD_FIT, FLAG, AT(above)},
    {"coefficient", "NAME", "the coefficient in the rows (default: the first)", CMD_ROWS, TEXT,
     AT(coefficient)},
    {"order-by", "COL", "studies are added in the order of this column (default: as in the file)",
     CMD_CUMUL | CMD_FOREST, TEXT, AT(order_by)},
    {"transform", "NAME", "the scale that is shown: exp, ilogit, percent, ...; none (default: the measure's)",
     CMD_MODELS, TEXT, AT(transform)},
    {"studies", NULL, "with a table of the studies", CMD_FIT, FLAG, AT(studies)},
    {"format", "NAME", "text (default), json, csv, markdown, latex, html; figures: svg, png, pdf", CMD_MODELS,
     TEXT, AT(format)},
    {"digits", "N", "decimals: 1 to 15 (default 4), forest 0 to 10 (default 2)",
     CMD_FIT | CMD_ROWS | CMD_FOREST, TEXT, AT(digits)},
    {"title", "TEXT", "title of the figure", CMD_PLOTS, TEXT, AT(title)},
    {"caption", "TEXT", "caption below the figure", CMD_PLOTS, TEXT, AT(caption)},
    {"x-label", "TEXT", "label of the x axis", CMD_PLOTS, TEXT, AT(x_label)},
    {"x-range", "A,B", "range of the x axis, on the scale that is shown; intervals beyond it end in arrows",
     CMD_PLOTS, TEXT, AT(x_range)},
    {"loo", NULL, "draws the leave-one-out analysis", CMD_FOREST, FLAG, AT(loo)},
    {"cumul", NULL, "draws the cumulative analysis", CMD_FOREST, FLAG, AT(cumul)},
    {"favours-left", "TEXT", "below the axis, left of no effect", CMD_FOREST, TEXT, AT(favours_left)},
    {"favours-right", "TEXT", "below the axis, right of no effect", CMD_FOREST, TEXT, AT(favours_right)},
    {"order", "NAME", "given (default), effect, precision", CMD_FOREST, TEXT, AT(order)},
    {"zebra", NULL, "every other row shaded", CMD_FOREST, FLAG, AT(zebra)},
    {"contour", NULL, "contour-enhanced funnel plot", CMD_FUNNEL, FLAG, AT(contour)},
    {"moderator", "COL", "variable on the x axis (default: the first numeric one)", CMD_BUBBLE, TEXT,
     AT(moderator)},
    {"output", "FILE", "write there instead of to standard output (-o FILE)", CMD_DATA | CMD_RERUN, TEXT,
     AT(output)},
    {"help", NULL, "this help", CMD_DATA | CMD_RERUN | CMD_MEASURES, FLAG, AT(help)},
};
const size_t n_own_options = sizeof own_options / sizeof own_options[0];

#define BCG "bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg"

const command commands[] = {
    {"effects", "effect sizes and variances from trial records, as CSV",
     "  tausq effects " BCG "\n  tausq effects trials.csv --measure SMD > effects.csv\n", CMD_EFFECTS},
    {"fit", "pooled effect, heterogeneity, meta-regression, subgroups, of any model",
     "  tausq fit " BCG "\n"
     "  tausq fit " BCG " \\\n        --mods \"ablat + year\" --predict \"ablat=33, year=1970\"\n"
     "  tausq fit bcg.csv --model mh --measure OR --ai tpos --bi tneg --ci cpos --di cneg\n"
     "  tausq fit effects.csv --yi yi --vi vi --method PM --test z --format json\n"
     "  tausq effects trials.csv --measure MD | tausq fit - --subgroup sham\n",
     CMD_FIT},
    {"loo", "leave-one-out: the fit without each study in turn",
     "  tausq loo " BCG
     "\n  tausq loo bcg.csv --model peto --ai tpos --bi tneg --ci cpos --di cneg --format markdown\n",
     CMD_LOO},
    {"cumul", "cumulative: the fit of the first study, the first two, and so on",
     "  tausq cumul " BCG " \\\n        --order-by year\n", CMD_CUMUL},
    {"forest", "forest plot",
     "  tausq forest " BCG " \\\n        -o forest.svg\n"
     "  tausq forest trials.csv --measure MD --subgroup modality --threshold -0.3 \\\n        -o forest.png\n"
     "  tausq forest effects.csv --cumul --order-by year -o cumulative.svg\n",
     CMD_FOREST},
    {"funnel", "funnel plot", "  tausq funnel effects.csv --contour -o funnel.svg\n", CMD_FUNNEL},
    {"bubble", "meta-regression plot", "  tausq bubble effects.csv --mods ablat -o bubble.svg\n", CMD_BUBBLE},
    {"rerun", "fits again what a JSON report tells, and says which numbers changed",
     "  tausq fit effects.csv --format json -o fit.json\n  tausq rerun fit.json\n", CMD_RERUN},
    {"measures", "the effect sizes there are, with the columns they need", "  tausq measures\n",
     CMD_MEASURES},
};
const size_t n_commands = sizeof commands / sizeof commands[0];

const command *find_command(const char *name) {
  for (size_t i = 0; i < n_commands; i++) {
    if (strcmp(commands[i].name, name) == 0) return &commands[i];
  }
  return NULL;
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

int number_option(const settings *s, const char *name, const char *text, double *value) {
  char *end = NULL;
  if (text == NULL) return EXIT_DONE;
  *value = strtod(text, &end);
  if (end == text || *end != '\0') return usage_error(s, "--%s '%s' is not a number", name, text);
  return EXIT_DONE;
}

int whole_option(const settings *s, const char *name, const char *text, int32_t least, int32_t most,
                 int32_t *value) {
  char *end = NULL;
  if (text == NULL) return EXIT_DONE;
  long number = strtol(text, &end, 10); /* out of long's range: LONG_MIN or LONG_MAX */
  if (end == text || *end != '\0' || number < least || number > most)
    return usage_error(s, "--%s '%s': a whole number from %d to %d", name, text, least, most);
  *value = (int32_t)number;
  return EXIT_DONE;
}

int option_given(const settings *s, const char *name) {
  for (size_t i = 0; i < s->n_options; i++) {
    const char *dashes = dashes_of(s->option[i].name, strlen(s->option[i].name));
    if (dashes != NULL && strcmp(dashes, name) == 0) return 1;
  }
  for (size_t i = 0; i < n_own_options; i++) {
    const own_option *o = &own_options[i];
    if (strcmp(o->name, name) != 0) continue;
    const char *member = (const char *)s + o->offset;
    int flag = 0;
    const char *value = NULL;
    if (o->kind == PREDICT) return s->n_predict > 0;
    memcpy(&flag, member, o->kind == FLAG ? sizeof flag : 0);
    memcpy(&value, member, o->kind == FLAG ? 0 : sizeof value);
    return flag != 0 || value != NULL;
  }
  return 0;
}

/* ---- parsing ----------------------------------------------------------------------------------------------------- */

int word_in(const char *words, const char *word) {
  size_t length = strlen(word);
  for (const char *at = words; *at != '\0'; at += strspn(at, " ")) {
    size_t n = strcspn(at, " ");
    if (n == length && strncmp(at, word, n) == 0) return 1;
    at += n;
  }
  return 0;
}

/* A role is any column that some model or measure takes, or sample sizes. */
static int is_role(const char *name) {
  if (strcmp(name, "ni") == 0) return 1;
  for (size_t i = 0; i < tsq_model_count(); i++) {
    tsq_model_info model = {.size = sizeof model};
    if (tsq_model_at(i, &model) == TSQ_OK && word_in(model.roles, name)) return 1;
  }
  for (size_t i = 0; i < tsq_measure_count(); i++) {
    tsq_measure_info measure = {.size = sizeof measure};
    if (tsq_get_measure_info(tsq_measure_at(i), &measure) != TSQ_OK) continue;
    for (size_t j = 0; j < measure.n_inputs; j++) {
      if (word_in(measure.inputs[j], name)) return 1;
    }
  }
  return 0;
}

/* What a name on the command line is: one of these, or a role. */
typedef struct meaning {
  const own_option *own;
  const model_option *model;
} meaning;

static meaning look_up(const settings *s, const char *name) {
  meaning m = {NULL, NULL};
  for (size_t i = 0; i < n_own_options; i++) {
    if ((own_options[i].commands & s->which) && strcmp(own_options[i].name, name) == 0)
      m.own = &own_options[i];
  }
  for (size_t i = 0; i < model_option_count() && (s->which & CMD_MODELS); i++) {
    if (strcmp(model_option_at(i)->name, name) == 0) m.model = model_option_at(i);
  }
  return m;
}

static int unknown_option(const settings *s, const char *name) {
  nearest n = {.typed = name};
  for (size_t i = 0; i < n_own_options; i++) {
    if (own_options[i].commands & s->which) nearest_try(&n, own_options[i].name);
  }
  for (size_t i = 0; i < model_option_count() && (s->which & CMD_MODELS); i++) {
    nearest_try(&n, model_option_at(i)->name);
  }
  if (n.word != NULL) return usage_error(s, "unknown option --%s; did you mean --%s?", name, n.word);
  return usage_error(s, "unknown option --%s; tausq %s --help lists them", name, s->command);
}

static int add_given(const settings *s, given *list, size_t *n, size_t most, const char *name,
                     const char *value) {
  for (size_t i = 0; i < *n; i++) { /* the last one counts */
    if (strcmp(list[i].name, name) != 0) continue;
    list[i].value = value;
    return EXIT_DONE;
  }
  if (*n == most) return usage_error(s, "too many options");
  list[(*n)++] = (given){name, value};
  return EXIT_DONE;
}

static int set_own(settings *s, const own_option *o, const char *value) {
  char *member = (char *)s + o->offset;
  int yes = 1;
  if (o->kind == FLAG) {
    memcpy(member, &yes, sizeof yes);
  } else if (o->kind == TEXT) {
    memcpy(member, &value, sizeof(const char *));
  } else {
    if (s->n_predict == MAX_PREDICTIONS)
      return usage_error(s, "--predict is given more than %d times", MAX_PREDICTIONS);
    s->predict[s->n_predict++] = value;
  }
  return EXIT_DONE;
}

/* One argument that begins with "--" (or is -o, -h); may take the next one. Names of roles are cut out of the argument. */
static int parse_one(settings *s, int argc, char **argv, int *i) {
  char *arg = argv[*i];
  char *name = strcmp(arg, "-o") == 0 ? "output" : strcmp(arg, "-h") == 0 ? "help" : arg + 2;
  char *value = strchr(name, '=');
  if (value != NULL) *value++ = '\0';
  meaning m = look_up(s, name);
  int role = m.own == NULL && m.model == NULL && (s->which & CMD_DATA) && is_role(name);
  if (m.own == NULL && m.model == NULL && !role) return unknown_option(s, name);
  const char *word = m.model != NULL ? m.model->word : NULL;
  if ((m.own != NULL && m.own->kind == FLAG) || word != NULL) {
    if (value != NULL) return usage_error(s, "--%s takes no value", name);
    return m.own != NULL ? set_own(s, m.own, NULL)
                         : add_given(s, s->option, &s->n_options, MAX_GIVEN, m.model->member, word);
  }
  if (value == NULL) {
    if (*i + 1 >= argc) return usage_error(s, "--%s needs a value", name);
    value = argv[++*i];
  }
  if (m.own != NULL) return set_own(s, m.own, value);
  if (m.model != NULL) return add_given(s, s->option, &s->n_options, MAX_GIVEN, m.model->member, value);
  return add_given(s, s->role, &s->n_roles, MAX_COLUMNS, name, value);
}

int parse_options(int argc, char **argv, settings *s) {
  int words = 0; /* after "--" everything is a file's name */
  for (int i = 0; i < argc; i++) {
    int status = EXIT_DONE;
    int dash = !words && argv[i][0] == '-' && argv[i][1] != '\0';
    if (dash && strcmp(argv[i], "--") == 0) {
      words = 1;
    } else if (dash && strncmp(argv[i], "--", 2) != 0 && strcmp(argv[i], "-o") != 0 &&
               strcmp(argv[i], "-h") != 0) {
      status = usage_error(s, "unknown option %s", argv[i]);
    } else if (dash) {
      status = parse_one(s, argc, argv, &i);
    } else if (s->file == NULL && (s->which & (CMD_DATA | CMD_RERUN))) {
      s->file = argv[i];
    } else {
      status = usage_error(s, "'%s' is one argument too many", argv[i]);
    }
    if (status != EXIT_DONE) return status;
  }
  return EXIT_DONE;
}

/* ---- options that say nothing in the company of the others: nobody shall believe that they did something --------- */

static const struct {
  const char *option, *needs;
} needs[] = {{"above", "threshold"}, {"common-tau2", "subgroup"}, {"subgroup-test", "subgroup"},
             {"predict", "mods"},    {"drop-redundant", "mods"},  {"no-intercept", "mods"}};

static const struct {
  const char *option, *other, *why;
} exclude[] = {{"subgroup", "mods", "add the column to --mods"},
               {"subgroup", "threshold", "the probability is one of a single pooled effect"},
               {"mods", "threshold", "the probability is one of a single pooled effect"},
               {"loo", "cumul", "a figure shows one of them"},
               {"loo", "subgroup", "leave-one-out is of a single fit"},
               {"cumul", "subgroup", "a cumulative analysis is of a single fit"}};

int check_options(const settings *s) {
  for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++) {
    if (option_given(s, needs[i].option) && !option_given(s, needs[i].needs))
      return usage_error(s, "--%s needs --%s", needs[i].option, needs[i].needs);
  }
  for (size_t i = 0; i < sizeof exclude / sizeof exclude[0]; i++) {
    int drawn = s->which == CMD_FOREST && strcmp(exclude[i].other, "threshold") == 0; /* there it is a line */
    if (!drawn && option_given(s, exclude[i].option) && option_given(s, exclude[i].other))
      return usage_error(s, "--%s and --%s exclude each other: %s", exclude[i].option, exclude[i].other,
                         exclude[i].why);
  }
  if (s->which == CMD_FOREST && s->order_by != NULL && !s->cumul)
    return usage_error(s, "--order-by needs --cumul");
  return EXIT_DONE;
}
