/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: one table of options drives parsing and --help. */
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum kind { TEXT, FLAG, PREDICT } kind;

typedef struct option {
  const char *name, *value, *help;
  int commands;
  kind kind;
  size_t offset; /* of the member of settings */
} option;

#define AT(member) offsetof(settings, member)

static const option options[] = {
    {"measure", "CODE", "effect size to compute, e.g. MD, SMD, RR (`tausq measures` lists them)", CMD_DATA,
     TEXT, AT(measure)},
    {"vtype", "CODE", "variance type: LS (default), UB, AV, ...", CMD_DATA, TEXT, AT(vtype)},
    {"add", "X", "amount added to zero cells (default: mostly 1/2), or treatment-arm", CMD_DATA, TEXT,
     AT(add)},
    {"to", "RULE", "tables it is added to: only0 (default), all, if0all, none", CMD_DATA, TEXT, AT(to)},
    {"drop00", NULL, "studies without events in both groups get no effect", CMD_DATA, FLAG, AT(drop00)},
    {"exact", "METHOD",
     "also exact intervals of the proportion or rate (exact, midp, score, agresti-coull, jeffreys, "
     "rule-of-3) or, "
     "for OR, the conditional log odds ratio (exact, midp)",
     CMD_EFFECTS, TEXT, AT(exact)},
    {"labels", "COL", "column with the studies' labels", CMD_DATA, TEXT, AT(labels)},
    {"subset", "COND", "only rows that fulfil it: \"year >= 1960 & alloc == random\"", CMD_DATA, TEXT,
     AT(subset)},
    {"decimal", "MARK", "the file's decimal mark: point or comma (default: told by its numbers)", CMD_DATA,
     TEXT, AT(decimal)},
    {"na", "WORDS", "more words for a missing value, separated by commas: \"unclear,-99\"", CMD_DATA, TEXT,
     AT(na)},
    {"model", "NAME",
     "rma (default), mh (Mantel-Haenszel: OR, RR, RD, IRR, IRD), peto, bb (beta-binomial: OR, RR, RD, PLO), "
     "glmm (the counts' own likelihood: OR, "
     "IRR, PLO, "
     "IRLN), or which one: UM.FS (default), UM.RS, CM.EL, CM.AL",
     CMD_FIT, TEXT, AT(model)},
    {"nodes", "N", "glmm: nodes of Gauss-Hermite quadrature, 1 = Laplace (default: to convergence)", CMD_FIT,
     TEXT, AT(nodes)},
    {"mods", "TERMS", "moderators: \"ablat + year\", \"a * b\", \"poly(x, 2)\", \"rcs(x, 4)\"",
     CMD_FIT | CMD_BUBBLE | CMD_FUNNEL, TEXT, AT(mods)},
    {"no-intercept", NULL, "the model has no intercept", CMD_FIT | CMD_BUBBLE, FLAG, AT(no_intercept)},
    {"drop-redundant", NULL, "leave out moderators that others determine, instead of an error",
     CMD_FIT | CMD_BUBBLE, FLAG, AT(drop_redundant)},
    {"predict", "ROW", "predicted effect at \"ablat=33, year=1970\"; may be repeated", CMD_FIT, PREDICT, 0},
    {"subgroup", "COL", "subgroup analysis by this column", CMD_FIT | CMD_FOREST, TEXT, AT(subgroup)},
    {"common-tau2", NULL, "subgroups share one tau^2", CMD_FIT | CMD_FOREST, FLAG, AT(common_tau2)},
    {"preset", "NAME", "conventions: cochrane (default), metafor, meta, stata", CMD_MODELS, TEXT, AT(preset)},
    {"method", "CODE", "tau^2 estimator: REML, DL, PM, ML, EB, HE, HS, SJ, ..., CE = common effect",
     CMD_MODELS, TEXT, AT(method)},
    {"test", "NAME", "test of coefficients: knha, z, t, adhoc, kr", CMD_MODELS, TEXT, AT(test)},
    {"level", "X", "confidence level, default 0.95", CMD_MODELS, TEXT, AT(level)},
    {"tau2", "X", "fixed tau^2 instead of an estimated one", CMD_MODELS, TEXT, AT(tau2)},
    {"tau2-ci", "CODE", "interval for tau^2: QP, GENQ, PL", CMD_MODELS, TEXT, AT(tau2_ci)},
    {"prediction", "NAME", "prediction interval: normal, t, hts, k-1, none", CMD_MODELS, TEXT,
     AT(prediction)},
    {"i2", "NAME", "source of I^2: tau2, Q", CMD_MODELS, TEXT, AT(i2)},
    {"weights", "COL", "column with the caller's own weights", CMD_MODELS, TEXT, AT(weights)},
    {"threshold", "X", "fit: probability that a new trial's true effect lies below X; forest: a line at X",
     CMD_FIT | CMD_FOREST, TEXT, AT(threshold)},
    {"above", NULL, "with --threshold: above X", CMD_FIT, FLAG, AT(above)},
    {"transform", "NAME", "also show results transformed: exp, ilogit, percent, ...; none", CMD_MODELS, TEXT,
     AT(transform)},
    {"studies", NULL, "with a table of the studies", CMD_FIT, FLAG, AT(studies)},
    {"format", "NAME", "fit: text (default), json, csv; figures: svg, png, pdf", CMD_MODELS, TEXT,
     AT(format)},
    {"digits", "N", "decimals: fit 1 to 15 (default 4), forest 0 to 10 (default 2)", CMD_FIT | CMD_FOREST,
     TEXT, AT(digits)},
    {"title", "TEXT", "title of the figure", CMD_PLOTS, TEXT, AT(title)},
    {"caption", "TEXT", "caption below the figure", CMD_PLOTS, TEXT, AT(caption)},
    {"x-label", "TEXT", "label of the x axis", CMD_PLOTS, TEXT, AT(x_label)},
    {"x-range", "A,B", "range of the x axis; intervals beyond it end in arrows", CMD_PLOTS, TEXT,
     AT(x_range)},
    {"favours-left", "TEXT", "below the axis, left of no effect", CMD_FOREST, TEXT, AT(favours_left)},
    {"favours-right", "TEXT", "below the axis, right of no effect", CMD_FOREST, TEXT, AT(favours_right)},
    {"order", "NAME", "given (default), effect, precision", CMD_FOREST, TEXT, AT(order)},
    {"zebra", NULL, "every other row shaded", CMD_FOREST, FLAG, AT(zebra)},
    {"contour", NULL, "contour-enhanced funnel plot", CMD_FUNNEL, FLAG, AT(contour)},
    {"moderator", "COL", "variable on the x axis (default: the first numeric one)", CMD_BUBBLE, TEXT,
     AT(moderator)},
    {"output", "FILE", "write there instead of to standard output (-o FILE)", CMD_DATA, TEXT, AT(output)},
    {"help", NULL, "this help", CMD_DATA | CMD_MEASURES, FLAG, AT(help)},
};
#define N_OPTIONS (sizeof options / sizeof options[0])

typedef struct command {
  const char *name, *summary, *examples;
  int bit;
} command;

static const command commands[] = {
    {"effects", "effect sizes and variances from trial records, as CSV",
     "  tausq effects bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg\n"
     "  tausq effects trials.csv --measure SMD > effects.csv\n",
     CMD_EFFECTS},
    {"fit", "pooled effect, heterogeneity, meta-regression, subgroups",
     "  tausq fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg\n"
     "  tausq fit bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg \\\n"
     "        --mods \"ablat + year\" --predict \"ablat=33, year=1970\"\n"
     "  tausq fit effects.csv --yi yi --vi vi --method PM --test z --format json\n"
     "  tausq effects trials.csv --measure MD | tausq fit - --subgroup sham\n",
     CMD_FIT},
    {"forest", "forest plot",
     "  tausq forest bcg.csv --measure RR --ai tpos --bi tneg --ci cpos --di cneg \\\n"
     "        -o forest.svg\n"
     "  tausq forest trials.csv --measure MD --subgroup modality --threshold -0.3 \\\n"
     "        -o forest.png\n",
     CMD_FOREST},
    {"funnel", "funnel plot", "  tausq funnel effects.csv --contour -o funnel.svg\n", CMD_FUNNEL},
    {"bubble", "meta-regression plot", "  tausq bubble effects.csv --mods ablat -o bubble.svg\n", CMD_BUBBLE},
    {"measures", "the effect sizes there are, with the columns they need", "  tausq measures\n",
     CMD_MEASURES},
};
#define N_COMMANDS (sizeof commands / sizeof commands[0])

int command_bit(const char *name) {
  for (size_t i = 0; i < N_COMMANDS; i++) {
    if (strcmp(commands[i].name, name) == 0) return commands[i].bit;
  }
  return 0;
}

static void overview(void) {
  printf("tausq %s: meta-analysis\n\nusage: tausq COMMAND FILE [OPTION...]     (FILE is CSV; - is standard "
         "input)\n\n",
         tsq_version());
  for (size_t i = 0; i < N_COMMANDS; i++) {
    printf("  %-10s %s\n", commands[i].name, commands[i].summary);
  }
  printf("\ntausq COMMAND --help tells the options; tausq --version the version.\n");
}

void print_wrapped(const char *text, int column, int indent) {
  while (*text != '\0') {
    int n = (int)strcspn(text, " ");
    if (column > indent && column + 1 + n > 80) {
      printf("\n%*s", indent, "");
      column = indent;
    } else if (column > indent) {
      printf(" ");
      column++;
    }
    printf("%.*s", n, text);
    column += n;
    text += n + (text[n] == ' ' ? 1 : 0);
  }
  printf("\n");
}

void print_help(const char *name) {
  int bit = name != NULL ? command_bit(name) : 0;
  if (bit == 0) {
    overview();
    return;
  }
  const command *c = commands;
  while (c->bit != bit) {
    c++;
  }
  printf("usage: tausq %s%s [OPTION...]\n%s\n\n", c->name, bit == CMD_MEASURES ? "" : " FILE", c->summary);
  for (size_t i = 0; i < N_OPTIONS; i++) {
    char left[32];
    if (!(options[i].commands & bit)) continue;
    snprintf(left, sizeof left, "--%s %s", options[i].name, options[i].value != NULL ? options[i].value : "");
    printf("  %-22s ", left);
    print_wrapped(options[i].help, 25, 25);
  }
  if (bit & CMD_DATA) {
    printf("  %-22s ", "--ROLE COL");
    print_wrapped("column of a role: yi, vi, sei, or the measure's (ai, n1i, m1i, ...); usual names are "
                  "recognised without it",
                  25, 25);
  }
  printf("\nExamples:\n%s", c->examples);
}

int usage_error(const settings *s, const char *format, ...) {
  va_list args;
  fprintf(stderr, "tausq%s%s: ", s->command != NULL ? " " : "", s->command != NULL ? s->command : "");
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fprintf(stderr, "\n");
  return EXIT_USAGE;
}

int library_error(const settings *s) {
  fprintf(stderr, "tausq %s: %s\n", s->command, tsq_last_error());
  return EXIT_ANALYSIS;
}

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
  const option *o = options;
  while (strcmp(o->name, name) != 0) {
    o++; /* checks.c asks for names of the table alone */
  }
  const char *member = (const char *)s + o->offset;
  int flag = 0;
  const char *value = NULL;
  if (o->kind == PREDICT) return s->n_predict > 0;
  if (o->kind == FLAG) {
    memcpy(&flag, member, sizeof flag);
  } else {
    memcpy(&value, member, sizeof value);
  }
  return flag != 0 || value != NULL;
}

/* Steps of one letter between two words, cut off at 9: for "did you mean". */
static size_t distance(const char *a, const char *b) {
  size_t row[64];
  size_t n = strlen(b);
  if (n >= 64) return 9;
  for (size_t j = 0; j <= n; j++) {
    row[j] = j;
  }
  for (size_t i = 1; a[i - 1] != '\0'; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= n; j++) {
      size_t best = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      if (row[j] + 1 < best) best = row[j] + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      row[j] = best;
    }
  }
  return row[n];
}

static int unknown_option(const settings *s, const char *name) {
  const char *nearest = NULL;
  size_t least = 3;
  for (size_t i = 0; i < N_OPTIONS; i++) {
    size_t d = distance(name, options[i].name);
    if ((options[i].commands & s->which) && d < least) {
      least = d;
      nearest = options[i].name;
    }
  }
  if (nearest != NULL) return usage_error(s, "unknown option --%s; did you mean --%s?", name, nearest);
  return usage_error(s, "unknown option --%s; tausq %s --help lists them", name, s->command);
}

/* A role is any column that some measure takes, and yi, vi, sei. */
static int is_role(const char *name) {
  static const char *const given[] = {"yi", "vi", "sei", "ni"};
  for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
    if (strcmp(name, given[i]) == 0) return 1;
  }
  size_t length = strlen(name);
  for (size_t m = 0; m < tsq_measure_count(); m++) {
    tsq_measure_info info = {.size = sizeof info};
    if (tsq_get_measure_info(tsq_measure_at(m), &info) != TSQ_OK) continue;
    for (size_t i = 0; i < info.n_inputs; i++) {
      for (const char *at = info.inputs[i]; at != NULL && *at != '\0'; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        if (n == length && strncmp(at, name, n) == 0) return 1;
        at += n;
      }
    }
  }
  return 0;
}

static int set_role(settings *s, const char *name, const char *column) {
  if (s->n_roles == MAX_ROLES) return usage_error(s, "too many columns are named");
  s->role[s->n_roles] = name;
  s->role_column[s->n_roles++] = column;
  return EXIT_DONE;
}

static int set_option(settings *s, const option *o, const char *value) {
  char *member = (char *)s + o->offset;
  if (o->kind == FLAG) {
    int yes = 1;
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

/* One argument that begins with "--" (or is -o, -h); may take the next one. */
static int parse_one(settings *s, int argc, char **argv, int *i) {
  static char name[64];
  const char *arg = argv[*i];
  const char *word = strcmp(arg, "-o") == 0 ? "output" : strcmp(arg, "-h") == 0 ? "help" : arg + 2;
  size_t length = strcspn(word, "=");
  if (length >= sizeof name) return usage_error(s, "unknown option %s", arg);
  memcpy(name, word, length);
  name[length] = '\0';
  const option *o = NULL;
  for (size_t j = 0; j < N_OPTIONS; j++) {
    if ((options[j].commands & s->which) && strcmp(options[j].name, name) == 0) o = &options[j];
  }
  int role = o == NULL && (s->which & CMD_DATA) && is_role(name);
  if (o == NULL && !role) return unknown_option(s, name);
  const char *value = word[length] == '=' ? word + length + 1 : NULL;
  if (o != NULL && o->kind == FLAG) {
    if (value != NULL) return usage_error(s, "--%s takes no value", name);
    return set_option(s, o, NULL);
  }
  if (value == NULL) {
    if (*i + 1 >= argc) return usage_error(s, "--%s needs a value", name);
    value = argv[++*i];
  }
  return role ? set_role(s, arg + 2, value) : set_option(s, o, value);
}

int parse_options(int argc, char **argv, settings *s) {
  int words = 0; /* after "--" everything is a file's name */
  for (int i = 0; i < argc; i++) {
    int status = EXIT_DONE;
    int dash = !words && argv[i][0] == '-' && argv[i][1] != '\0';
    if (dash && strcmp(argv[i], "--") == 0) {
      words = 1;
      continue;
    }
    if (dash && strncmp(argv[i], "--", 2) != 0 && strcmp(argv[i], "-o") != 0 && strcmp(argv[i], "-h") != 0) {
      return usage_error(s, "unknown option %s", argv[i]);
    }
    if (dash) {
      status = parse_one(s, argc, argv, &i);
    } else if (s->file == NULL && (s->which & CMD_DATA)) {
      s->file = argv[i];
    } else {
      status = usage_error(s, "'%s' is one argument too many", argv[i]);
    }
    if (status != EXIT_DONE) return status;
  }
  return EXIT_DONE;
}
