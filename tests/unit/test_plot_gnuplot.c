/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures drawn by the real gnuplot: whole files, harmless texts, and a host that notices nothing. */
#define _XOPEN_SOURCE 700
#include "plot/script.h"
#include "test_plot_fixture.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static trials t;
static char folder[64];

static int make_folder(void **state) {
  (void)state;
  strcpy(folder, P_tmpdir "/tausq-plot-XXXXXX");
  if (mkdtemp(folder) == NULL || chdir(folder) != 0) return -1;
  make_trials(&t, 5);
  return 0;
}

/* How many entries the folder has, "." and ".." not counted. */
static size_t count_files(void) {
  size_t n = 0;
  DIR *dir = opendir(folder);
  for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  }
  closedir(dir);
  return n;
}

static void empty_folder(void) {
  DIR *dir = opendir(folder);
  for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) (void)remove(entry->d_name);
  }
  closedir(dir);
}

static int clean_up(void **state) {
  (void)state;
  empty_folder();
  return 0;
}

static int remove_folder(void **state) {
  (void)state;
  empty_folder();
  return chdir("/") != 0 || rmdir(folder) != 0;
}

static char *read_file(const char *path, size_t *n) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  char *content = malloc(4 << 20);
  *n = fread(content, 1, (4 << 20) - 1, file);
  content[*n] = '\0';
  fclose(file);
  return content;
}

static tsq_fit *new_fit(void) {
  tsq_data data = data_of(&t);
  return fit_of(&data, NULL);
}

static void assert_drawn(const tsq_forest *forest, const char *path) {
  int status = tsq_plot_forest(forest, path);
  if (status != TSQ_OK) fail_msg("%s: %s", path, tsq_last_error());
  assert_string_equal(tsq_last_error(), "");
}

static void each_format_is_drawn(void **state) {
  (void)state;
  static const struct {
    const char *path, *begin, *end;
  } formats[] = {{"a.svg", "<?xml", "</svg>\n\n"},
                 {"a.png", "\x89PNG", "IEND\xAE\x42\x60\x82"},
                 {"a.PDF", "%PDF-", "%%EOF\n"}};
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  for (size_t i = 0; i < 3; i++) {
    assert_drawn(&forest, formats[i].path);
    size_t n, end = strlen(formats[i].end);
    char *content = read_file(formats[i].path, &n);
    assert_memory_equal(content, formats[i].begin, strlen(formats[i].begin));
    assert_memory_equal(content + n - end, formats[i].end, end);
    free(content);
  }
  assert_int_equal(count_files(), 3); /* no draft is left */
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static unsigned big_endian(const unsigned char *bytes) {
  return (unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 | bytes[3];
}

static void a_png_has_the_pixels_asked_for(void **state) {
  (void)state;
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_plot_options options = {.size = sizeof options, .width = 540, .height = 270, .dpi = 144};
  const tsq_forest forest = {.rows = rows, .options = &options};
  assert_drawn(&forest, "a.png");
  size_t n;
  char *content = read_file("a.png", &n);
  assert_int_equal(big_endian((unsigned char *)content + 16), 1080);
  assert_int_equal(big_endian((unsigned char *)content + 20), 540);
  free(content);
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* The options' format wins over the extension; without either there is none. */
static void the_format_can_be_chosen(void **state) {
  (void)state;
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_plot_options options = {.size = sizeof options, .format = TSQ_PLOT_PDF};
  tsq_forest forest = {.rows = rows, .options = &options};
  assert_drawn(&forest, "picture");
  size_t n;
  char *content = read_file("picture", &n);
  assert_memory_equal(content, "%PDF-", 5);
  free(content);
  forest.options = NULL;
  assert_int_equal(tsq_plot_forest(&forest, "picture"), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_plot_forest(&forest, "folder.svg/picture"), TSQ_ERR_ARGUMENT);
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* --- hostile texts -------------------------------------------------------------------------------------------------- */

/* `shown`: the text as it must appear in the SVG, NULL = as given. No text contains what has to be written as an entity. */
static const struct {
  const char *text, *shown;
} hostile[] = {
    {"`touch PWNED`", NULL},
    {"'`touch PWNED`'", NULL},
    {"$(touch PWNED)", NULL},
    {"@touch", NULL},
    {"' ; system 'touch PWNED' ; '", NULL},
    {"'; set label 999 'x' at 0,0 #", NULL},
    {"\"; system(\"touch PWNED\"); \"", NULL},
    {"''", NULL},
    {"'", NULL},
    {"'''", NULL},
    {"\\", NULL},
    {"ends in a backslash \\", NULL},
    {"\\'; system 'touch PWNED'; #", NULL},
    {"\nsystem 'touch PWNED'\n", " system 'touch PWNED' "},
    {"\r\n!touch PWNED\r\n", "  !touch PWNED  "},
    {"!touch PWNED", NULL},
    {"x\nEND\nsystem 'touch PWNED'", "x END system 'touch PWNED'"},
    {"END", NULL},
    {"{/:Bold x}^2_{3} ~a{.8-} {/Symbol a}", NULL},
    {"{", NULL},
    {"}", NULL},
    {"}}}{{{", NULL},
    {"# not a comment", NULL},
    {"50% %s %n %d %e %%", NULL},
    {"\\n \\t \\x41 \\101 \\U+0041", NULL},
    {"% T @ $0 $1 $shapes0", NULL},
    {"' at screen 0,0; exit", NULL},
    {"; exit", NULL},
    {",0 ;1 -2 '3 \"4 \\5 `6 @7 #8", NULL},
    {"\x01\x02\x1b[31m\x07", "   [31m "},
    {"\xff\xfe bad bytes \x80", "\ufffd\ufffd bad bytes \ufffd"},
    {"\u202ereversed\u202c", "reversed"},
    {"\u00e4\u00f6\u00fc \u4e2d\u6587 \u0639\u0631\u0628\u064a \U0001F489", NULL},
    {"font-family=\"DejaVu Sans:Bold\"", NULL},
    {"\tg transform=\"translate(", " g transform=\"translate("},
    {"?>]]&#65;", "?&gt;]]&amp;#65;"},
    {"]]>]]>> ]]", "]]&gt;]]&gt;&gt; ]]"},
    {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
    {"a & b < c > d &amp; &lt;", "a &amp; b &lt; c &gt; d &amp;amp; &amp;lt;"},
};

/* gnuplot leaves '>' as it is, which XML allows: compared with both spellings made one. */
static char *with_one_spelling(const char *text) {
  char *same = malloc(strlen(text) + 1), *end = same;
  for (; *text != '\0'; text++) {
    if (strncmp(text, "&gt;", 4) == 0) {
      *end++ = '>';
      text += 3;
    } else {
      *end++ = *text;
    }
  }
  *end = '\0';
  return same;
}

static void assert_shown(const char *svg, const char *shown) {
  char *line = malloc(strlen(shown) + 20), *a, *b;
  sprintf(line, ">%s</text>", shown);
  a = with_one_spelling(svg);
  b = with_one_spelling(line);
  if (strstr(a, b) == NULL) fail_msg("'%s' is not shown as it is", shown);
  free(line);
  free(a);
  free(b);
}

/* Rows whose labels, group and notes are all one text. */
static tsq_rows *rows_of_text(const char *text) {
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_rows_new(0, 0, &rows), TSQ_OK);
  assert_int_equal(tsq_rows_add_group(rows, text, NULL), TSQ_OK);
  static const int32_t kinds[] = {TSQ_ROW_STUDY, TSQ_ROW_STUDY, TSQ_ROW_ESTIMATE, TSQ_ROW_SUBTOTAL,
                                  TSQ_ROW_TOTAL};
  for (size_t i = 0; i < 5; i++) {
    const tsq_row row = {
        .size = sizeof row,
        .kind = kinds[i],
        .index = SIZE_MAX,
        .group = kinds[i] == TSQ_ROW_TOTAL ? SIZE_MAX : 0,
        .label = text,
        .effect = {.estimate = -0.2, .ci_lower = -0.7, .ci_upper = 0.4, .pi_lower = NAN, .pi_upper = NAN},
        .weight = NAN,
        .fitted = {NAN, NAN, NAN},
        .n = NAN,
        .note = text,
        .status = i == 1 ? TSQ_ERR_DATA : TSQ_OK};
    assert_int_equal(tsq_rows_add(rows, &row), TSQ_OK);
  }
  static const int32_t notes[] = {TSQ_NOTE_HETEROGENEITY, TSQ_NOTE_TEST, TSQ_NOTE_GROUPS, TSQ_NOTE_OUTCOME,
                                  TSQ_NOTE_CONVENTIONS};
  for (size_t i = 0; i < 5; i++)
    assert_int_equal(tsq_rows_add_note(rows, notes[i], i == 0 ? 0 : SIZE_MAX, text), TSQ_OK);
  return rows;
}

static void texts_are_never_commands(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
    const char *text = hostile[i].text;
    const char *cells[] = {text, "1", "2", "3", text};
    tsq_rows *rows = rows_of_text(text);
    const tsq_forest_column column = {.header = text, .group = text, .texts = cells};
    const tsq_plot_options options = {.size = sizeof options, .title = text, .caption = text};
    const tsq_forest forest = {.rows = rows,
                               .options = &options,
                               .columns = &column,
                               .n_columns = 1,
                               .study_header = text,
                               .effect_name = text,
                               .x_label = text,
                               .favours_left = text,
                               .favours_right = text,
                               .overall_label = text,
                               .show_threshold = TSQ_SHOW,
                               .threshold = -0.1,
                               .threshold_label = text};
    assert_drawn(&forest, "hostile.svg");
    assert_int_equal(count_files(), 1);
    size_t n;
    char *svg = read_file("hostile.svg", &n);
    assert_shown(svg, hostile[i].shown != NULL ? hostile[i].shown : text);
    assert_null(strstr(svg, "]]>"));
    free(svg);
    tsq_rows_free(rows);
    empty_folder();
  }
}

static void other_figures_are_as_safe(void **state) {
  (void)state;
  tsq_data data = data_of(&t);
  data.x = t.hours;
  data.p = 1;
  tsq_fit *fit = fit_of(&data, NULL);
  const char *text = "'; system 'touch PWNED' `touch PWNED` \n!touch PWNED";
  const char *labels[] = {text, text, text, text, text};
  const tsq_plot_options options = {.size = sizeof options, .title = text, .caption = text};
  const tsq_funnel funnel = {.fit = fit, .options = &options, .x_label = text, .y_label = text};
  const tsq_bubble bubble = {
      .fit = fit, .options = &options, .x_label = text, .y_label = text, .labels = labels};
  assert_int_equal(tsq_plot_funnel(&funnel, "f.pdf"), TSQ_OK);
  assert_int_equal(tsq_plot_bubble(&bubble, "b.png"), TSQ_OK);
  assert_int_equal(count_files(), 2);
  empty_folder();
  tsq_fit_free(fit);
}

/* Whatever the bytes, what the one door lets through is one quoted string on one line. */
static void quoted_texts_hold_together(void **state) {
  (void)state;
  uint64_t random = 12345;
  for (int round = 0; round < 20000; round++) {
    char text[24];
    size_t n = (size_t)(24 * next_uniform(&random));
    for (size_t i = 0; i < n; i++) {
      static const char favourites[] = "'\"\\`@\n\r\t{}#;!$%\xC3\xA9\xE2\x80\xFF";
      double u = next_uniform(&random);
      text[i] = u < 0.7 ? favourites[(size_t)(u / 0.7 * (sizeof favourites - 1))]
                        : (char)(1 + (int)(254 * next_uniform(&random)));
    }
    text[n < 24 ? n : 23] = '\0';
    tsqp_arena arena = {0};
    tsqp_script script = {0};
    tsqp_script_quote(&script, tsqp_clean_text(&arena, text));
    assert_int_equal(script.status, TSQ_OK);
    assert_true(script.length >= 2 && script.text[0] == '"' && script.text[script.length - 1] == '"');
    for (size_t i = 1; i + 1 < script.length; i++) {
      unsigned char c = (unsigned char)script.text[i];
      if (c == '\\') { /* four octal digits of an ASCII character that can be printed */
        unsigned code = 0;
        assert_int_equal(sscanf(script.text + i + 1, "%4o", &code), 1);
        assert_true(code > 0x20 && code < 0x7F);
        assert_true(script.text[i + 1] == '0');
        i += 4;
      } else {
        assert_true(c == ' ' || c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                    (c >= 'a' && c <= 'z'));
      }
    }
    tsqp_script_free(&script);
    tsqp_arena_free(&arena);
  }
}

static void fonts_are_names_only(void **state) {
  (void)state;
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  static const char *const bad[] = {
      "Sans,9", "Sans'; system 'touch PWNED", "a\nb", "a\"b", "a`b`", "{x}", "Sans:Bold", "a\\b"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    const tsq_plot_options options = {.size = sizeof options, .font = bad[i]};
    const tsq_forest forest = {.rows = rows, .options = &options};
    assert_int_equal(tsq_plot_forest(&forest, "a.svg"), TSQ_ERR_ARGUMENT);
    assert_int_equal(count_files(), 0);
  }
  const tsq_plot_options options = {.size = sizeof options, .font = "Noto Sans CJK-JP \u6e90"};
  const tsq_forest forest = {.rows = rows, .options = &options};
  assert_drawn(&forest, "a.svg");
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static void bold_type_reaches_the_svg(void **state) {
  (void)state;
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_plot_options options = {.size = sizeof options, .title = "A <title> & more"};
  const tsq_forest forest = {.rows = rows, .options = &options};
  assert_drawn(&forest, "a.svg");
  size_t n;
  char *svg = read_file("a.svg", &n);
  assert_null(strstr(svg, ":Bold"));
  assert_non_null(strstr(svg, "font-weight=\"bold\""));
  assert_non_null(strstr(svg, "<title>A &lt;title&gt; &amp; more</title>"));
  assert_non_null(strstr(svg, "sans-serif"));
  assert_null(strstr(svg, "crispEdges"));
  assert_non_null(strstr(svg, "pt\" height=\""));
  free(svg);
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* Who points at a study is told its numbers; who does not see the figure is told what it shows. */
static void a_picture_says_what_it_shows(void **state) {
  (void)state;
  static const double yi[] = {-0.5, 0.25, 0}, vi[] = {0.04, 0.09, 0.01};
  static const char *const labels[] = {"First <1990>", "Second", "Third"};
  tsq_data data = {.k = 3, .yi = yi, .vi = vi, .labels = labels};
  tsq_fit *fit = fit_of(&data, TSQ_OPTIONS(.measure = TSQ_MD, .method = TSQ_CE, .test = TSQ_Z));
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  assert_drawn(&forest, "a.svg");
  size_t n;
  char *svg = read_file("a.svg", &n);
  assert_non_null(strstr(svg, "<title>Forest plot: Mean difference</title>"));
  /* -0.5 +- 1.96 * 0.2; 1/vi = 25, 11.1, 100 */
  assert_non_null(
      strstr(svg, "<title>First &lt;1990&gt;: MD \u22120.50 [\u22120.89, \u22120.11], weight 18.4%</title>"));
  assert_non_null(strstr(svg, "<desc>Forest plot of 3 rows: Mean difference with 95% confidence intervals."));
  assert_null(strstr(svg, "$shapes"));
  assert_null(strstr(svg, "GNUPLOT"));
  free(svg);
  const tsq_funnel funnel = {.fit = fit};
  assert_int_equal(tsq_plot_funnel(&funnel, "f.svg"), TSQ_OK);
  svg = read_file("f.svg", &n);
  assert_non_null(strstr(svg, "<title>Funnel plot: Mean difference</title>"));
  assert_non_null(strstr(svg, "<title>First &lt;1990&gt;: MD \u22120.50 [\u22120.89, \u22120.11]</title>"));
  free(svg);
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* --- files ---------------------------------------------------------------------------------------------------------- */

static void any_file_name_works(void **state) {
  (void)state;
  static const char *const names[] = {"with space.svg",    "quote'.svg",    "two''quotes.svg",
                                      "double\"quote.svg", "new\nline.svg", "`touch PWNED`.svg",
                                      "$(touch x).svg",    "-rf.svg",       "\u91dd\u7078.svg",
                                      "back\\slash.svg",   "#.svg",         "\xff\xfe.svg",
                                      "a;b.svg",           "%s%n.svg",      ".svg"};
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    assert_drawn(&forest, names[i]);
    struct stat is;
    assert_int_equal(stat(names[i], &is), 0);
    assert_int_equal(count_files(), 1);
    empty_folder();
  }
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static void places_that_cannot_be_written_are_refused(void **state) {
  (void)state;
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_plot_options options = {.size = sizeof options, .format = TSQ_PLOT_SVG};
  const tsq_forest forest = {.rows = rows, .options = &options};
  assert_int_equal(mkdir("is_a_folder.svg", 0755), 0);
  assert_int_equal(mkfifo("is_a_pipe.svg", 0644), 0);
  const char *const paths[] = {"no/such/folder/a.svg", "is_a_folder.svg", "is_a_pipe.svg", "/dev/null",
                               "a.svg/"};
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
    assert_int_equal(tsq_plot_forest(&forest, paths[i]), TSQ_ERR_IO);
    assert_true(strlen(tsq_last_error()) > 10);
  }
  struct stat is;
  assert_int_equal(stat("/dev/null", &is), 0);
  assert_true(S_ISCHR(is.st_mode));
  char longest[300];
  memset(longest, 'x', sizeof longest);
  strcpy(longest + 290, ".svg");
  assert_int_equal(tsq_plot_forest(&forest, longest), TSQ_ERR_IO);
  assert_int_equal(tsq_plot_forest(&forest, ""), TSQ_ERR_ARGUMENT);
  assert_int_equal(count_files(), 2);
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static void an_old_picture_is_replaced_whole(void **state) {
  (void)state;
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  FILE *old = fopen("a.svg", "w");
  fputs("old", old);
  fclose(old);
  assert_int_equal(symlink("a.svg", "link.svg"), 0);
  assert_drawn(&forest, "link.svg"); /* follows the link */
  struct stat is;
  assert_int_equal(lstat("link.svg", &is), 0);
  assert_true(S_ISLNK(is.st_mode));
  size_t n;
  char *content = read_file("a.svg", &n);
  assert_true(n > 1000);
  free(content);
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static void a_write_protected_file_is_not_replaced(void **state) {
  (void)state;
  if (geteuid() == 0) skip(); /* who may write everything */
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  fclose(fopen("a.svg", "w"));
  assert_int_equal(chmod("a.svg", 0444), 0);
  assert_int_equal(tsq_plot_forest(&forest, "a.svg"), TSQ_ERR_IO);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* The new file has the mode that the user's umask gives, not that of a private temporary file. */
static void the_umask_is_respected(void **state) {
  (void)state;
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  mode_t before = umask(027);
  assert_drawn(&forest, "a.svg");
  umask(before);
  struct stat is;
  assert_int_equal(stat("a.svg", &is), 0);
  assert_int_equal(is.st_mode & 0777, 0640);
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* --- the host ------------------------------------------------------------------------------------------------------- */

static size_t count_descriptors(void) {
  size_t n = 0;
  DIR *dir = opendir("/proc/self/fd");
  while (readdir(dir) != NULL)
    n++;
  closedir(dir);
  return n;
}

static void nothing_is_left_behind(void **state) {
  (void)state;
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  size_t before = count_descriptors();
  for (int i = 0; i < 3; i++)
    assert_drawn(&forest, "a.svg");
  assert_int_equal(count_descriptors(), before);
  assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child, no zombie */
  assert_int_equal(errno, ECHILD);
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static void a_host_that_ignores_its_children_gets_its_picture(void **state) {
  (void)state;
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
  sigaction(SIGCHLD, &ignore, &before);
  assert_drawn(&forest, "a.svg");
  sigaction(SIGCHLD, &before, NULL);
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static volatile sig_atomic_t interruptions;
static void count_interruption(int signal) {
  (void)signal;
  interruptions++;
}

/* A host whose timer interrupts every system call, without SA_RESTART. */
static void interrupted_calls_are_taken_up_again(void **state) {
  (void)state;
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  struct sigaction count = {.sa_handler = count_interruption}, before;
  sigaction(SIGALRM, &count, &before);
  timer_t timer;
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
  assert_int_equal(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
  const struct itimerspec every_millisecond = {{0, 1000000}, {0, 1000000}};
  timer_settime(timer, 0, &every_millisecond, NULL);
  for (int i = 0; i < 3; i++)
    assert_drawn(&forest, "a.png");
  timer_delete(timer);
  sigaction(SIGALRM, &before, NULL);
  assert_true(interruptions > 10);
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* Descriptors 0, 1, 2 are free, as in a daemon: the pipe's own must not be mistaken for gnuplot's. */
static void a_host_without_standard_files_gets_its_picture(void **state) {
  (void)state;
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  pid_t pid = fork();
  if (pid == 0) {
    close(0);
    close(1);
    close(2);
    _exit(tsq_plot_forest(&forest, "a.svg") == TSQ_OK ? 0 : 1);
  }
  int how = 0;
  assert_int_equal(waitpid(pid, &how, 0), pid);
  assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
  assert_int_equal(count_files(), 1);
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static void *draw_in_thread(void *path) {
  tsq_data data = data_of(&t);
  tsq_fit *fit = NULL;
  tsq_rows *rows = NULL;
  int status = tsq_rma(&data, NULL, &fit);
  if (status == TSQ_OK) status = tsq_fit_rows(fit, NULL, &rows);
  const tsq_forest forest = {.rows = rows};
  if (status == TSQ_OK) status = tsq_plot_forest(&forest, path);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
  return status == TSQ_OK ? path : NULL;
}

static void threads_draw_at_the_same_time(void **state) {
  (void)state;
  static char paths[4][16] = {"a.svg", "b.svg", "same.svg", "same.svg"};
  pthread_t threads[4];
  for (size_t i = 0; i < 4; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, draw_in_thread, paths[i]), 0);
  for (size_t i = 0; i < 4; i++) {
    void *result;
    pthread_join(threads[i], &result);
    assert_ptr_equal(result, paths[i]);
  }
  assert_int_equal(count_files(), 3);
  empty_folder();
}

/* A start-up file of the user's must not change figures. */
static void start_up_files_are_not_read(void **state) {
  (void)state;
  tsq_fit *fit = new_fit();
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows};
  FILE *file = fopen(".gnuplot", "w");
  fputs("system 'touch PWNED'\n", file);
  fclose(file);
  char home[200];
  const char *before = getenv("HOME");
  snprintf(home, sizeof home, "%s", before != NULL ? before : "");
  setenv("HOME", folder, 1);
  assert_drawn(&forest, "a.svg");
  setenv("HOME", home, 1);
  struct stat is;
  assert_int_not_equal(stat("PWNED", &is), 0);
  DIR *dir = opendir(folder); /* gnuplot's font cache may have come to the new home */
  closedir(dir);
  assert_int_equal(system("rm -rf .cache .fontconfig"), 0);
  empty_folder();
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(each_format_is_drawn, clean_up),
      cmocka_unit_test_setup(a_png_has_the_pixels_asked_for, clean_up),
      cmocka_unit_test_setup(the_format_can_be_chosen, clean_up),
      cmocka_unit_test_setup(texts_are_never_commands, clean_up),
      cmocka_unit_test_setup(other_figures_are_as_safe, clean_up),
      cmocka_unit_test_setup(quoted_texts_hold_together, clean_up),
      cmocka_unit_test_setup(fonts_are_names_only, clean_up),
      cmocka_unit_test_setup(bold_type_reaches_the_svg, clean_up),
      cmocka_unit_test_setup(a_picture_says_what_it_shows, clean_up),
      cmocka_unit_test_setup(any_file_name_works, clean_up),
      cmocka_unit_test_setup(places_that_cannot_be_written_are_refused, clean_up),
      cmocka_unit_test_setup(an_old_picture_is_replaced_whole, clean_up),
      cmocka_unit_test_setup(a_write_protected_file_is_not_replaced, clean_up),
      cmocka_unit_test_setup(the_umask_is_respected, clean_up),
      cmocka_unit_test_setup(nothing_is_left_behind, clean_up),
      cmocka_unit_test_setup(a_host_that_ignores_its_children_gets_its_picture, clean_up),
      cmocka_unit_test_setup(interrupted_calls_are_taken_up_again, clean_up),
      cmocka_unit_test_setup(a_host_without_standard_files_gets_its_picture, clean_up),
      cmocka_unit_test_setup(threads_draw_at_the_same_time, clean_up),
      cmocka_unit_test_setup(start_up_files_are_not_read, clean_up),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
