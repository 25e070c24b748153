/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong with a child process: each ends in a message, and leaves no file and no child behind. */
#define _XOPEN_SOURCE 700
#include <tausq/plot.h>
#include <tausq/rma.h>

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define K 40

static char folder[64];
static double yi[K], vi[K], x[K];
static tsq_fit *fit;
static tsq_rows *rows;

static int set_up(void **state) {
  (void)state;
  strcpy(folder, P_tmpdir "/tausq-pipe-XXXXXX");
  if (mkdtemp(folder) == NULL || chdir(folder) != 0) return -1;
  for (size_t i = 0; i < K; i++) {
    yi[i] = sin((double)i);
    vi[i] = 0.1 + 0.01 * (double)i;
    x[i] = cos((double)i);
  }
  int status = tsq_rma(&(tsq_data){.k = K, .yi = yi, .vi = vi}, NULL, &fit);
  return status != TSQ_OK ? status : tsq_fit_rows(fit, NULL, &rows);
}

static int tear_down(void **state) {
  (void)state;
  tsq_rows_free(rows);
  tsq_fit_free(fit);
  return chdir("/") != 0 || rmdir(folder) != 0;
}

/* A program in the folder that takes gnuplot's place. */
static const char *fake(const char *script) {
  static char path[100];
  snprintf(path, sizeof path, "%s/fake", folder);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fprintf(file, "#!/bin/sh\n%s\n", script);
  fclose(file);
  assert_int_equal(chmod(path, 0755), 0);
  return path;
}

static size_t count_files(void) {
  size_t n = 0;
  DIR *dir = opendir(folder);
  for (const struct dirent *entry; (entry = readdir(dir)) != NULL;)
    n += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
  closedir(dir);
  return n;
}

static int draw(const char *program, double time_limit, const char *path) {
  const tsq_plot_options options = {.size = sizeof options, .gnuplot = program, .time_limit = time_limit};
  return tsq_plot_forest(&(tsq_forest){.rows = rows, .options = &options}, path);
}

static void assert_no_children(void) {
  assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
  assert_int_equal(errno, ECHILD);
}

#define WHOLE_SVG "printf '<?xml version=\"1.0\"?>\\n<svg></svg>\\n'"

static const struct {
  const char *script, *message;
} failures[] = {
    {"cat >/dev/null; exit 0", "no complete picture (0 bytes"},
    {"cat >/dev/null; echo 'warning: odd' >&2; exit 0", "warning: odd"},
    {"cat >/dev/null; printf '<?xml version=\"1.0\"?>\\n<svg><g>'", "no complete picture"},
    {"cat >/dev/null; printf 'not a picture at all, but long enough'", "no complete picture"},
    {"cat >/dev/null; echo 'line 0: undefined variable: nonsense' >&2; exit 1",
     "(status 1): line 0: undefined variable: nonsense"},
    {"cat >/dev/null; " WHOLE_SVG "; exit 3", "(status 3): it gave no reason"},
    {"echo 'cannot open display' >&2; exit 1", "cannot open display"},
    {"exec <&-; echo 'will not listen' >&2; sleep 0.2; exit 1", "will not listen"},
    {"kill -9 $$", "signal 9"},
    {"kill -SEGV $$", "signal 11"},
    {WHOLE_SVG "; exit 0", "before it had read its commands"},
    {"yes 'a very long complaint, again and again' | head -c 3000000 >&2; echo 'the last words' >&2; exit 1",
     "the last words"},
    {"printf 'bad \\001\\033[31m bytes\\n\\n   ^\\n' >&2; exit 1", "bad [31m bytes ^"},
};

/* The commands of this figure are longer than a socket holds, so that a child that does not read blocks the writer. */
static void a_failing_gnuplot_is_reported(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
    const char *program = fake(failures[i].script);
    const tsq_plot_options options = {.size = sizeof options, .gnuplot = program, .time_limit = 20};
    enum { MANY = 4000 };
    static double many_y[MANY], many_v[MANY];
    static tsq_rows *many;
    if (many == NULL) {
      tsq_fit *of = NULL;
      for (size_t j = 0; j < MANY; j++) {
        many_y[j] = sin((double)j);
        many_v[j] = 1;
      }
      assert_int_equal(tsq_rma(&(tsq_data){.k = MANY, .yi = many_y, .vi = many_v}, NULL, &of), TSQ_OK);
      assert_int_equal(tsq_fit_rows(of, NULL, &many), TSQ_OK);
      tsq_fit_free(of);
    }
    int status = tsq_plot_forest(&(tsq_forest){.rows = many, .options = &options}, "a.svg");
    if (status != TSQ_ERR_GNUPLOT || strstr(tsq_last_error(), failures[i].message) == NULL) {
      fail_msg("'%s': %d, '%s'", failures[i].script, status, tsq_last_error());
    }
    assert_int_equal(count_files(), 1); /* the fake itself */
    assert_no_children();
    if (i + 1 == sizeof failures / sizeof failures[0]) tsq_rows_free(many);
  }
  assert_int_equal(remove("fake"), 0);
}

/* SIGPIPE would end this process: its disposition is the default here. */
static void sigpipe_never_reaches_the_host(void **state) {
  (void)state;
  struct sigaction is;
  sigaction(SIGPIPE, NULL, &is);
  assert_ptr_equal(is.sa_handler, SIG_DFL);
  for (int i = 0; i < 20; i++)
    assert_int_equal(draw(fake("exec <&-; exit 0"), 0, "a.svg"), TSQ_ERR_GNUPLOT);
  sigset_t pending;
  sigpending(&pending);
  assert_int_equal(sigismember(&pending, SIGPIPE), 0);
  assert_int_equal(remove("fake"), 0);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Hangs: while reading, with everything closed, and with a child of its own that holds on. */
static void a_hanging_gnuplot_is_ended(void **state) {
  (void)state;
  static const char *const hangs[] = {"cat >/dev/null; sleep 100", "sleep 100", "exec <&- 2>&- ; sleep 100",
                                      "sleep 100 & trap '' TERM INT; sleep 100",
                                      "while :; do echo again >&2; sleep 0.01; done"};
  for (size_t i = 0; i < sizeof hangs / sizeof hangs[0]; i++) {
    double start = now();
    assert_int_equal(draw(fake(hangs[i]), 0.3, "a.svg"), TSQ_ERR_GNUPLOT);
    double took = now() - start;
    assert_non_null(strstr(tsq_last_error(), "0.3 s"));
    assert_true(took >= 0.29 && took < 5);
    assert_int_equal(count_files(), 1);
    assert_no_children();
  }
  assert_int_equal(remove("fake"), 0);
}

static size_t count_descriptors(void) {
  size_t n = 0;
  DIR *dir = opendir("/proc/self/fd");
  while (readdir(dir) != NULL)
    n++;
  closedir(dir);
  return n;
}

/* What the program has started ends with it, and its pipes are closed. */
static void a_hanging_gnuplot_takes_its_children_along(void **state) {
  (void)state;
  size_t before = count_descriptors();
  assert_int_equal(draw(fake("sleep 100 & echo $! > pid; sleep 100"), 0.5, "a.svg"), TSQ_ERR_GNUPLOT);
  assert_int_equal(count_descriptors(), before);
  FILE *file = fopen("pid", "r");
  assert_non_null(file);
  long pid = 0;
  assert_int_equal(fscanf(file, "%ld", &pid), 1);
  fclose(file);
  char path[64], line[256] = "";
  snprintf(path, sizeof path, "/proc/%ld/stat", pid);
  int is_alive = 1;
  for (int i = 0; i < 200 && is_alive; i++) { /* dead, or a zombie that nobody has fetched yet */
    file = fopen(path, "r");
    is_alive = file != NULL && fgets(line, sizeof line, file) != NULL && strstr(line, ") Z ") == NULL;
    if (file != NULL) fclose(file);
    nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
  }
  assert_int_equal(is_alive, 0);
  assert_int_equal(remove("pid"), 0);
  assert_int_equal(remove("fake"), 0);
}

static void a_missing_gnuplot_is_named(void **state) {
  (void)state;
  static const char *const missing[] = {"/no/such/gnuplot", "no-such-gnuplot", "/dev", "/dev/null"};
  for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++) {
    assert_int_equal(draw(missing[i], 0, "a.svg"), TSQ_ERR_GNUPLOT);
    assert_non_null(strstr(tsq_last_error(), missing[i]));
    assert_non_null(strstr(tsq_last_error(), "TAUSQ_GNUPLOT"));
    assert_int_equal(count_files(), 0);
    assert_no_children();
  }
}

/* The option wins over the environment, the environment over the PATH. */
static void the_program_can_be_chosen(void **state) {
  (void)state;
  const char *good = fake("cat >/dev/null; " WHOLE_SVG);
  assert_int_equal(setenv("TAUSQ_GNUPLOT", "/no/such/gnuplot", 1), 0);
  assert_int_equal(draw(NULL, 0, "a.svg"), TSQ_ERR_GNUPLOT);
  assert_int_equal(draw(good, 0, "a.svg"), TSQ_OK);
  assert_int_equal(setenv("TAUSQ_GNUPLOT", good, 1), 0);
  assert_int_equal(draw("", 0, "a.svg"), TSQ_OK);
  assert_int_equal(unsetenv("TAUSQ_GNUPLOT"), 0);
  assert_int_equal(remove("a.svg"), 0);
  assert_int_equal(remove("fake"), 0);
}

/* A picture that fails leaves the one that was there. */
static void an_old_picture_survives_a_failure(void **state) {
  (void)state;
  FILE *old = fopen("a.svg", "w");
  fputs("old", old);
  fclose(old);
  assert_int_equal(draw(fake("cat >/dev/null; printf '<?xml version=\"1.0\"?>\\n<svg>'"), 0, "a.svg"),
                   TSQ_ERR_GNUPLOT);
  char content[8] = "";
  old = fopen("a.svg", "r");
  assert_int_equal(fread(content, 1, 7, old), 3);
  fclose(old);
  assert_string_equal(content, "old");
  assert_int_equal(remove("a.svg"), 0);
  assert_int_equal(remove("fake"), 0);
}

/* The disk is full, as far as the child is concerned: files end at 2 kB. */
static void a_full_disk_is_noticed(void **state) {
  (void)state;
  pid_t pid = fork();
  if (pid == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small = {2048, 2048};
    setrlimit(RLIMIT_FSIZE, &small);
    int status = tsq_plot_forest(&(tsq_forest){.rows = rows}, "a.svg");
    _exit(status == TSQ_ERR_GNUPLOT || status == TSQ_ERR_IO ? 0 : 1);
  }
  int how = 0;
  assert_int_equal(waitpid(pid, &how, 0), pid);
  assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
  assert_int_equal(count_files(), 0);
}

/* No descriptor is left for the pipe, or only a few. */
static void a_host_out_of_descriptors_gets_a_message(void **state) {
  (void)state;
  struct rlimit before;
  getrlimit(RLIMIT_NOFILE, &before);
  const char *program = fake("cat >/dev/null; " WHOLE_SVG);
  int succeeded = 0;
  for (rlim_t limit = 3; limit < 40 && !succeeded; limit++) {
    const struct rlimit few = {limit, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    int status = draw(program, 0, "a.svg");
    setrlimit(RLIMIT_NOFILE, &before);
    assert_true(status == TSQ_OK || status == TSQ_ERR_IO || status == TSQ_ERR_GNUPLOT);
    succeeded = status == TSQ_OK;
    assert_int_equal(count_files(), succeeded ? 2 : 1);
    assert_no_children();
  }
  assert_true(succeeded);
  assert_int_equal(remove("a.svg"), 0);
  assert_int_equal(remove("fake"), 0);
}

/* --- arguments ------------------------------------------------------------------------------------------------------ */

static void wrong_arguments_are_named(void **state) {
  (void)state;
  const char *const texts[K + 1] = {"x"}, *const no_name[] = {NULL}, *const bad_name[] = {"nonsense"};
  const tsq_forest_column no_texts = {.header = "h"}, bad_align = {.texts = texts, .align = 11};
  const tsq_plot_options bad_dpi = {.size = sizeof bad_dpi, .dpi = 5},
                         bad_format = {.size = sizeof bad_format, .format = 11},
                         bad_time = {.size = sizeof bad_time, .time_limit = -1},
                         bad_font = {.size = sizeof bad_font, .font_size = NAN};
  const struct {
    tsq_forest forest;
    int status;
    const char *message;
  } cases[] = {
      {{.rows = NULL}, TSQ_ERR_NULL, "rows"},
      {{.rows = rows, .n_columns = 1}, TSQ_ERR_NULL, "columns"},
      {{.rows = rows, .n_numbers = 1}, TSQ_ERR_NULL, "numbers"},
      {{.rows = rows, .n_numbers = 1, .numbers = no_name}, TSQ_ERR_NULL, "numbers[0]"},
      {{.rows = rows, .n_numbers = 1, .numbers = bad_name}, TSQ_ERR_NAME, "nonsense"},
      {{.rows = rows, .n_columns = 1, .columns = &no_texts}, TSQ_ERR_NULL, "columns[0].texts"},
      {{.rows = rows, .n_columns = 1, .columns = &bad_align}, TSQ_ERR_ARGUMENT, "columns[0].align"},
      {{.rows = rows, .n_columns = 33, .columns = &bad_align}, TSQ_ERR_LENGTH, "33"},
      {{.rows = rows, .n_columns = 1, .n_numbers = 32, .columns = &bad_align}, TSQ_ERR_LENGTH, "32"},
      {{.rows = rows, .order = TSQ_SHOW}, TSQ_ERR_ARGUMENT, "order = 42010"},
      {{.rows = rows, .zebra = -10}, TSQ_ERR_ARGUMENT, "zebra"},
      {{.rows = rows, .show_null = TSQ_ORDER_GIVEN}, TSQ_ERR_ARGUMENT, "show_null"},
      {{.rows = rows, .show_weights = 10}, TSQ_ERR_ARGUMENT, "show_weights"},
      {{.rows = rows, .reverse = 2}, TSQ_ERR_ARGUMENT, "reverse"},
      {{.rows = rows, .digits = 11}, TSQ_ERR_ARGUMENT, "digits"},
      {{.rows = rows, .transform = 9999}, TSQ_ERR_ARGUMENT, "transform"},
      {{.rows = rows, .transform = TSQ_TRANSFORM_IPFT}, TSQ_ERR_NULL, "ni"},
      {{.rows = rows, .x_min = 2, .x_max = 1}, TSQ_ERR_ARGUMENT, "x_min"},
      {{.rows = rows, .null_value = NAN}, TSQ_ERR_DATA, "null_value"},
      {{.rows = rows, .threshold = HUGE_VAL}, TSQ_ERR_DATA, "threshold"},
      /* values are on the scale shown: there is no ratio below 0 */
      {{.rows = rows, .transform = TSQ_TRANSFORM_EXP, .null_value = -1}, TSQ_ERR_ARGUMENT, "null_value = -1"},
      {{.rows = rows, .transform = TSQ_TRANSFORM_EXP, .x_min = -1, .x_max = 2},
       TSQ_ERR_ARGUMENT,
       "x_min = -1"},
      {{.rows = rows, .transform = TSQ_TRANSFORM_EXP, .show_threshold = TSQ_SHOW},
       TSQ_ERR_ARGUMENT,
       "threshold = 0"},
      {{.rows = rows, .transform = TSQ_TRANSFORM_ILOGIT, .favours_left = "a"},
       TSQ_ERR_ARGUMENT,
       "favours_left"},
      {{.size = 3, .rows = rows}, TSQ_ERR_OPTIONS, "size"},
      {{.rows = rows, .options = &bad_dpi}, TSQ_ERR_ARGUMENT, "dpi"},
      {{.rows = rows, .options = &bad_format}, TSQ_ERR_ARGUMENT, "format"},
      {{.rows = rows, .options = &bad_time}, TSQ_ERR_ARGUMENT, "time_limit"},
      {{.rows = rows, .options = &bad_font}, TSQ_ERR_ARGUMENT, "font_size"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    int status = tsq_plot_forest(&cases[i].forest, "a.svg");
    if (status != cases[i].status || strstr(tsq_last_error(), cases[i].message) == NULL) {
      fail_msg("case %zu: %d, '%s'", i, status, tsq_last_error());
    }
  }
  assert_int_equal(tsq_plot_forest(NULL, "a.svg"), TSQ_ERR_NULL);
  assert_int_equal(tsq_plot_forest(&(tsq_forest){.rows = rows}, NULL), TSQ_ERR_NULL);
  assert_int_equal(count_files(), 0);
}

static void wrong_arguments_of_other_figures_are_named(void **state) {
  (void)state;
  const double good[] = {1, 2}, bad[] = {1, -1}, still[] = {1, 1}, none[] = {1, NAN};
  const char *const labels[] = {"a", "b"};
  tsq_fit *model = NULL, *none_kept = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = K, .yi = yi, .vi = vi, .x = x, .p = 1}, NULL, &model), TSQ_OK);
  assert_int_equal(
      tsq_rma(&(tsq_data){.k = K, .yi = yi, .vi = vi}, TSQ_OPTIONS(.keep = TSQ_KEEP_NONE), &none_kept),
      TSQ_OK);
  const struct {
    tsq_funnel funnel;
    int status;
  } funnels[] = {
      {{.fit = NULL}, TSQ_ERR_NULL},
      {{.fit = fit, .kind = 11}, TSQ_ERR_ARGUMENT},
      {{.fit = fit, .level = 1}, TSQ_ERR_ARGUMENT},
      {{.fit = fit, .level = NAN}, TSQ_ERR_ARGUMENT},
      {{.fit = fit, .n_added = 2}, TSQ_ERR_NULL},
      {{.fit = fit, .n_added = 2, .added_yi = good, .added_sei = bad}, TSQ_ERR_DATA},
      {{.fit = fit, .n_added = 2, .added_yi = none, .added_sei = good}, TSQ_ERR_DATA},
      {{.fit = fit, .show_null = 1}, TSQ_ERR_ARGUMENT},
      {{.fit = fit, .transform = TSQ_TRANSFORM_EXP, .x_min = -1, .x_max = 2}, TSQ_ERR_ARGUMENT},
      {{.fit = fit, .transform = TSQ_TRANSFORM_ILOGIT, .kind = TSQ_FUNNEL_CONTOUR}, TSQ_ERR_ARGUMENT},
      {{.fit = fit, .transform = TSQ_TRANSFORM_IPFT}, TSQ_ERR_NULL},
      {{.fit = model, .transform = TSQ_TRANSFORM_ILOGIT}, TSQ_ERR_ARGUMENT},
      {{.fit = none_kept}, TSQ_ERR_UNSUPPORTED},
      {{.fit = fit, .x_min = 1}, TSQ_ERR_ARGUMENT}};
  for (size_t i = 0; i < sizeof funnels / sizeof funnels[0]; i++) {
    assert_int_equal(tsq_plot_funnel(&funnels[i].funnel, "a.svg"), funnels[i].status);
    assert_true(strlen(tsq_last_error()) > 5);
  }
  const struct {
    tsq_bubble bubble;
    int status;
  } bubbles[] = {{{.fit = NULL}, TSQ_ERR_NULL},
                 {{.fit = fit}, TSQ_ERR_UNSUPPORTED},
                 {{.fit = model, .moderator = 1}, TSQ_ERR_ARGUMENT},
                 {{.fit = model, .grid_x = good, .n_grid = 2}, TSQ_ERR_NULL},
                 {{.fit = model, .grid_x = good, .grid_rows = good, .n_grid = 1}, TSQ_ERR_LENGTH},
                 {{.fit = model, .grid_x = still, .grid_rows = good, .n_grid = 2}, TSQ_ERR_DATA},
                 {{.fit = model, .grid_x = good, .grid_rows = none, .n_grid = 2}, TSQ_ERR_DATA},
                 {{.fit = model, .n_categories = 1}, TSQ_ERR_LENGTH},
                 {{.fit = model, .n_categories = 2}, TSQ_ERR_NULL},
                 {{.fit = model, .n_categories = 2, .categories = labels}, TSQ_ERR_DATA},
                 {{.fit = model, .transform = TSQ_TRANSFORM_EXP, .y_min = -1, .y_max = 1}, TSQ_ERR_ARGUMENT},
                 {{.fit = model, .reserved = 1}, TSQ_ERR_OPTIONS},
                 {{.fit = model, .y_min = 1, .y_max = -1}, TSQ_ERR_ARGUMENT},
                 {{.fit = model, .x_max = HUGE_VAL}, TSQ_ERR_DATA},
                 {{.fit = model, .show_null = 3}, TSQ_ERR_ARGUMENT}};
  for (size_t i = 0; i < sizeof bubbles / sizeof bubbles[0]; i++) {
    assert_int_equal(tsq_plot_bubble(&bubbles[i].bubble, "a.svg"), bubbles[i].status);
    assert_true(strlen(tsq_last_error()) > 5);
  }
  assert_int_equal(count_files(), 0);
  tsq_fit_free(none_kept);
  tsq_fit_free(model);
}

static void names_and_values_belong_together(void **state) {
  (void)state;
  int32_t value = 0;
  assert_string_equal(tsq_plot_format_name(TSQ_PLOT_PNG), "png");
  assert_int_equal(tsq_plot_format_from_name("PDF", &value), TSQ_OK);
  assert_int_equal(value, TSQ_PLOT_PDF);
  assert_int_equal(tsq_show_from_name("no", &value), TSQ_OK);
  assert_int_equal(value, TSQ_HIDE);
  assert_string_equal(tsq_show_name(TSQ_SHOW), "show");
  assert_int_equal(tsq_forest_order_from_name("prec", &value), TSQ_OK);
  assert_string_equal(tsq_forest_order_name(value), "precision");
  assert_int_equal(tsq_align_from_name("center", &value), TSQ_OK);
  assert_string_equal(tsq_align_name(value), "centre");
  assert_int_equal(tsq_funnel_kind_from_name("contour", &value), TSQ_OK);
  assert_string_equal(tsq_funnel_kind_name(value), "contour");
  assert_null(tsq_plot_format_name(11));
  assert_int_equal(tsq_plot_format_from_name("jpeg", &value), TSQ_ERR_NAME);
  assert_non_null(strstr(tsq_last_error(), "svg"));
  assert_int_equal(tsq_show_from_name("show", NULL), TSQ_ERR_NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_failing_gnuplot_is_reported),
      cmocka_unit_test(sigpipe_never_reaches_the_host),
      cmocka_unit_test(a_hanging_gnuplot_is_ended),
      cmocka_unit_test(a_hanging_gnuplot_takes_its_children_along),
      cmocka_unit_test(a_missing_gnuplot_is_named),
      cmocka_unit_test(the_program_can_be_chosen),
      cmocka_unit_test(an_old_picture_survives_a_failure),
      cmocka_unit_test(a_full_disk_is_noticed),
      cmocka_unit_test(a_host_out_of_descriptors_gets_a_message),
      cmocka_unit_test(wrong_arguments_are_named),
      cmocka_unit_test(wrong_arguments_of_other_figures_are_named),
      cmocka_unit_test(names_and_values_belong_together),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
