/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700
#include "plot/picture.h"
#include "plot/process.h"
#include "plot/script.h"
#include "plot/svg.h"

#include "base/alloc.h"
#include "base/status.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#if TSQP_WITH_PLOT

#define CAIRO_PIXELS 32000 /* cairo's images end at 32767 */
#define PICTURE_BYTES ((size_t)1 << 31)

/* The file that is being written: beside the target, so that rename() can put it in its place at once. */
typedef struct draft {
  char *shown;  /* the caller's path on one line, for messages */
  char *target; /* symbolic links followed */
  char *path;
  int fd;
  mode_t mode; /* of the file that is replaced; 0 = there is none */
} draft;

static int io_error(const char *what, const char *path, int failure) {
  char why[128] = "";
  if (strerror_r(failure, why, sizeof why) != 0) why[0] = '\0';
  return tsqp_fail(TSQ_ERR_IO, "%s '%.300s': %s", what, path, why);
}

/* An existing target must be a plain file that may be written: renaming over a device or a pipe would destroy it. */
static int find_target(tsqp_arena *arena, const char *path, draft *d) {
  struct stat existing;
  d->shown = tsqp_clean_text(arena, path);
  d->target = tsqp_arena_format(arena, "%s", path);
  if (d->shown == NULL || d->target == NULL) return TSQ_ERR_NOMEM;
  if (stat(path, &existing) != 0) {
    if (errno == ENOENT) return TSQ_OK; /* that the folder exists shows when the draft is opened */
    return io_error("cannot write", d->shown, errno);
  }
  if (!S_ISREG(existing.st_mode))
    return tsqp_fail(TSQ_ERR_IO, "'%.300s' is not a regular file: it is not replaced", d->shown);
  if (access(path, W_OK) != 0) return io_error("cannot write", d->shown, errno);
  d->mode = existing.st_mode & 07777;
  char resolved[PATH_MAX];
  if (realpath(path, resolved) == NULL) return io_error("cannot write", d->shown, errno);
  d->target = tsqp_arena_format(arena, "%s", resolved);
  return d->target == NULL ? TSQ_ERR_NOMEM : TSQ_OK;
}

/*
 * A name of its own, made by the system's exclusive creation; the mode is that of the file it replaces, or the one that the
 * user's umask gives new files.
 */
static int open_draft(tsqp_arena *arena, const char *path, draft *d) {
  TSQP_TRY(find_target(arena, path, d));
  const char *slash = strrchr(d->target, '/');
  int folder = slash == NULL ? 0 : (int)(slash - d->target) + 1;
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  for (unsigned attempt = 0; attempt < 100; attempt++) {
    unsigned long number = (unsigned long)t.tv_nsec + attempt * 104729ul;
    char *name =
        tsqp_arena_format(arena, "%.*s.tausq-%ld-%lu.tmp", folder, d->target, (long)getpid(), number);
    if (name == NULL) return TSQ_ERR_NOMEM;
    int fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0) {
      d->path = name;
      d->fd = tsqp_above_standard(fd);
      if (d->fd < 0 || (d->mode != 0 && fchmod(d->fd, d->mode) != 0))
        return io_error("cannot write", d->shown, errno);
      return TSQ_OK;
    }
    if (errno != EEXIST) break;
  }
  return io_error("cannot write", d->shown, errno);
}

static int read_all(const draft *d, tsqp_script *content) {
  char piece[65536];
  if (lseek(d->fd, 0, SEEK_SET) != 0) return io_error("cannot read", d->shown, errno);
  for (;;) {
    ssize_t n = read(d->fd, piece, sizeof piece);
    if (n == 0) return content->status;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return io_error("cannot read", d->shown, errno);
    tsqp_script_add(content, piece, (size_t)n);
    if (content->status != TSQ_OK) return content->status;
    if (content->length > PICTURE_BYTES) return tsqp_fail(TSQ_ERR_GNUPLOT, "the picture is larger than 2 GB");
  }
}

static int write_all(const draft *d, const tsqp_script *content) {
  if (lseek(d->fd, 0, SEEK_SET) != 0 || ftruncate(d->fd, 0) != 0)
    return io_error("cannot write", d->shown, errno);
  for (size_t done = 0; done < content->length;) {
    ssize_t n = write(d->fd, content->text + done, content->length - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return io_error("cannot write", d->shown, n < 0 ? errno : ENOSPC);
    done += (size_t)n;
  }
  return TSQ_OK;
}

static int ends_with(const tsqp_script *content, const void *end, size_t n, size_t slack) {
  for (size_t i = 0; i <= slack && i + n <= content->length; i++) {
    if (memcmp(content->text + content->length - n - i, end, n) == 0) return 1;
  }
  return 0;
}

/* Each format has a mark at its end: without it the disk was full or gnuplot was cut off. */
static int is_complete(const tsqp_script *content, int32_t format) {
  if (content->length < 16) return 0;
  if (format == TSQ_PLOT_PNG) {
    return memcmp(content->text, "\x89PNG\r\n\x1A\n", 8) == 0 &&
           ends_with(content, "IEND\xAE\x42\x60\x82", 8, 0);
  }
  if (format == TSQ_PLOT_PDF)
    return memcmp(content->text, "%PDF-", 5) == 0 && ends_with(content, "%%EOF", 5, 2);
  return memcmp(content->text, "<?xml", 5) == 0 && ends_with(content, "</svg>", 6, 4);
}

/* The caller's title and caption are what the figure is called and described by, where there are any. */
static int improve(const tsqp_scene *scene, const tsqp_page_options *page, const tsqp_script *content,
                   tsqp_script *improved) {
  tsqp_arena arena = {0};
  const char *given = page->is.title == NULL || page->is.title[0] == '\0' ? NULL : page->is.title;
  const char *title = given != NULL ? given : scene->title != NULL ? scene->title : "Figure";
  const char *caption = page->is.caption == NULL ? "" : page->is.caption;
  const char *described = scene->description != NULL ? scene->description : "";
  char *description = tsqp_arena_format(&arena, "%s%s%s", described,
                                        described[0] != '\0' && caption[0] != '\0' ? " " : "", caption);
  const tsqp_svg_words words = {.title = tsqp_clean_text(&arena, title),
                                .description =
                                    description == NULL ? NULL : tsqp_clean_text(&arena, description),
                                .hints = scene->hints,
                                .n_hints = scene->n_hints};
  int status = words.title == NULL || words.description == NULL
                   ? TSQ_ERR_NOMEM
                   : tsqp_improve_svg(content->text, content->length, page->is.font, &words, improved);
  tsqp_arena_free(&arena);
  return status;
}

static int finish(const draft *d, const tsqp_scene *scene, const tsqp_page_options *page, const char *said) {
  tsqp_script content = {0}, improved = {0};
  int status = TSQ_OK;
  TSQP_TRY_OR_CLEANUP(read_all(d, &content));
  if (!is_complete(&content, page->is.format)) {
    status =
        tsqp_fail(TSQ_ERR_GNUPLOT, "gnuplot wrote no complete picture (%zu bytes; is the disk full?): %s",
                  content.length, said);
    goto cleanup;
  }
  if (page->is.format == TSQ_PLOT_SVG) {
    status = improve(scene, page, &content, &improved);
    if (status == TSQ_OK) status = write_all(d, &improved);
  }
cleanup:
  tsqp_script_free(&content);
  tsqp_script_free(&improved);
  return status;
}

static int close_draft(draft *d) {
  int failed = close(d->fd);
  d->fd = -1;
  if (failed != 0 && errno != EINTR) return io_error("cannot write", d->shown, errno);
  if (rename(d->path, d->target) != 0) return io_error("cannot write", d->shown, errno);
  d->path = NULL;
  return TSQ_OK;
}

static int check_pixels(const tsqp_scene *scene, const tsqp_page_options *page) {
  if (page->is.format != TSQ_PLOT_PNG) return TSQ_OK;
  double zoom = page->is.dpi / 72.0, larger = scene->width > scene->height ? scene->width : scene->height;
  if (larger * zoom <= CAIRO_PIXELS) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_ARGUMENT,
                   "the picture has %.0f x %.0f pixels at %d dpi: at most %d are possible; choose a "
                   "smaller options->dpi, SVG or PDF",
                   scene->width * zoom, scene->height * zoom, (int)page->is.dpi, CAIRO_PIXELS);
}

int tsqp_write_picture(const tsqp_scene *scene, const tsqp_page_options *page, const char *path) {
  tsqp_arena arena = {0};
  tsqp_script script = {0};
  draft d = {.fd = -1};
  char said[TSQP_SAID_BYTES] = "";
  int status = TSQ_OK;
  const tsqp_page target = {.format = page->is.format, .dpi = page->is.dpi, .font = page->is.font};
  TSQP_TRY_OR_CLEANUP(check_pixels(scene, page));
  TSQP_TRY_OR_CLEANUP(tsqp_write_script(scene, &target, &script));
  TSQP_TRY_OR_CLEANUP(open_draft(&arena, path, &d));
  TSQP_TRY_OR_CLEANUP(
      tsqp_run_gnuplot(page->program, page->is.time_limit, script.text, script.length, d.fd, said));
  TSQP_TRY_OR_CLEANUP(finish(&d, scene, page, said));
  TSQP_TRY_OR_CLEANUP(close_draft(&d));
cleanup:
  if (d.fd >= 0) close(d.fd);
  if (d.path != NULL) unlink(d.path);
  tsqp_script_free(&script);
  tsqp_arena_free(&arena);
  return status;
}

#else

int tsqp_write_picture(const tsqp_scene *scene, const tsqp_page_options *page, const char *path) {
  (void)scene, (void)page, (void)path;
  return tsqp_fail(TSQ_ERR_UNSUPPORTED, "this build of the library has no plots");
}

#endif

int tsqp_end_figure(int status, tsqp_scene *scene, tsqp_arena *arena) {
  if (status == TSQ_OK) tsqp_clear_error();
  if (status == TSQ_ERR_NOMEM && tsq_last_error()[0] == '\0')
    status = tsqp_fail(TSQ_ERR_NOMEM, "out of memory while laying out a figure");
  tsqp_scene_close(scene);
  tsqp_arena_free(arena);
  return status;
}
