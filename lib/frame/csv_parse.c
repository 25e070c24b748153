/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV into a frame: libcsv cuts the text into cells (RFC 4180), the columns take them. */
#include "frame/csv_parse.h"
#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"
#include "frame/column.h"
#include "frame/csv_decode.h"
#include "frame/csv_delimiter.h"
#include "frame/csv_text.h"
#include "frame/missing.h"
#include "frame/reading.h"

#if TSQP_WITH_IO

#include <csv.h>
#include <stdint.h>
#include <string.h>

/* Given to libcsv in pieces, so that an error at the beginning of a large file is not found at its end. */
#define PIECE_BYTES 65536

/* What the reader does with the record it is in. */
enum phase {
  NAME_COLUMNS, /* its cells are the columns' names, or only counted (no_header) */
  SKIP_HEADER,  /* known already */
  ADD_ROWS,
  DONE
};

typedef struct reader {
  tsq_frame *frame;
  tsqp_missing missing;
  tsqp_reading reading;
  int32_t no_header;
  int is_decided; /* the second pass: the file's mark is known */
  int is_filled;  /* the record has a cell that is not empty */
  enum phase phase;
  int after_cr;       /* the last thing seen was a CR that ended a line */
  size_t cell;        /* cells of the record so far */
  size_t line;        /* of the file, at the point reached */
  size_t record_line; /* on which the record began */
  int status;         /* the first error; all else is skipped after it */
} reader;

#define LABEL_BYTES (TSQP_SHOWN_BYTES + 32)

/* The column that the reader is in: by its name where that is known. */
static const char *here(const reader *r, char label[LABEL_BYTES]) {
  char shown[TSQP_SHOWN_BYTES];
  if (r->phase == ADD_ROWS && r->cell < r->frame->n_columns) {
    tsqp_format(label, LABEL_BYTES, "column '%s'", tsqp_shown(r->frame->column[r->cell].name, shown));
  } else {
    tsqp_format(label, LABEL_BYTES, "column %zu", r->cell + 1);
  }
  return label;
}

/* Excel leaves columns without a name at the end; they are to be empty. One that is followed by a name was forgotten. */
static int pass_over_unnamed(reader *r) {
  r->reading.n_unnamed++;
  return TSQ_OK;
}

static int name_column(reader *r, char *text, size_t n) {
  tsqp_column *column = NULL;
  char name[32], shown[TSQP_SHOWN_BYTES];
  if (r->no_header) {
    tsqp_format(name, sizeof name, "V%zu", r->cell + 1);
    return tsqp_frame_append_column(r->frame, name, &column);
  }
  text = tsqp_trim(text); /* no-break spaces of a web page */
  n = strlen(text);
  if (n == 0 && r->cell > 0) return pass_over_unnamed(r);
  if (n == 0 || r->reading.n_unnamed > 0) {
    size_t unnamed = r->cell + 1 - r->reading.n_unnamed;
    return tsqp_fail(TSQ_ERR_PARSE, "line %zu, column %zu: the header has no name for it%s", r->line, unnamed,
                     unnamed == 1 ? " (row names of R? write.csv(..., row.names = FALSE))" : "");
  }
  size_t other = tsqp_frame_index_of(r->frame, text);
  if (other != SIZE_MAX) {
    return tsqp_fail(TSQ_ERR_PARSE, "line %zu, column %zu: the name '%s' is column %zu's already", r->line,
                     r->cell + 1, tsqp_shown(text, shown), other + 1);
  }
  return tsqp_frame_append_column(r->frame, text, &column);
}

/* A cell to the right of the columns that have names. */
static int check_beyond(const reader *r, int cell) {
  size_t columns = r->frame->n_columns;
  if (cell == TSQP_EMPTY) return TSQ_OK;
  if (r->cell < columns + r->reading.n_unnamed) {
    return tsqp_fail(TSQ_ERR_PARSE, "line %zu, column %zu: a cell below a header without a name", r->line,
                     r->cell + 1);
  }
  return tsqp_fail(TSQ_ERR_PARSE, "line %zu, column %zu: a cell beyond the %zu column%s of the header",
                   r->line, r->cell + 1, columns, columns == 1 ? "" : "s");
}

static const char *mark_name(int32_t mark) {
  return mark == ',' ? "comma" : "point";
}

/* A number that cannot be taken as it stands. */
static int fail_number(const reader *r, const char *text, const tsqp_spelling *s, int why) {
  char label[LABEL_BYTES], shown[TSQP_SHOWN_BYTES];
  here(r, label);
  tsqp_shown(text, shown);
  if (why == TSQP_CELL_NO_PERCENT) {
    return tsqp_fail(TSQ_ERR_PARSE, "line %zu, %s: '%s' has no percent sign, as other cells have", r->line,
                     label, shown);
  }
  if (why == TSQP_CELL_TWO_READINGS) {
    return tsqp_fail(
        TSQ_ERR_PARSE,
        "line %zu, %s: '%s' is %.15g with a decimal %s or %.15g with a %s between thousands: say "
        "which (option decimal), or write it without",
        r->line, label, shown, s->number, mark_name(s->either), s->thousands, mark_name(s->either));
  }
  int32_t other = r->frame->mark;
  if (s->decimal == 0 || s->decimal == other) {
    return tsqp_fail(TSQ_ERR_PARSE,
                     "line %zu, %s: '%s' has a %s between thousands, which is the file's decimal mark",
                     r->line, label, shown, mark_name(s->grouped));
  }
  return tsqp_fail(TSQ_ERR_PARSE, "line %zu, %s: '%s' has a decimal %s, the file a decimal %s", r->line,
                   label, shown, mark_name(s->decimal), mark_name(other));
}

static int add_number(reader *r, tsqp_column *column, const char *text, const tsqp_spelling *s) {
  double number = s->number;
  if (r->is_decided) {
    int why = tsqp_marks_settle(s, &column->marks, r->reading.mark, column->may_group, &number);
    if (why != TSQP_CELL_OK) return fail_number(r, text, s, why);
  } else {
    tsqp_marks_note(&column->marks, s);
  }
  return tsqp_column_push_number(column, r->frame->rows, number);
}

static int add_cell(reader *r, const char *text, size_t n) {
  tsq_frame *frame = r->frame;
  int cell = tsqp_missing_cell(&r->missing, text);
  if (cell != TSQP_EMPTY) r->is_filled = 1;
  if (r->cell >= frame->n_columns) return check_beyond(r, cell);
  tsqp_column *column = &frame->column[r->cell];
  tsqp_spelling spelling;
  if (cell != TSQP_NOT_MISSING) return tsqp_column_push_missing(column, frame->rows);
  if (!column->is_text && tsqp_read_spelling(text, &spelling)) return add_number(r, column, text, &spelling);
  return tsqp_column_push_text(column, frame->rows, text, n);
}

static int end_header(reader *r) {
  size_t n_numbers = 0;
  tsqp_spelling number;
  for (size_t j = 0; j < r->frame->n_columns; j++) {
    n_numbers += (size_t)tsqp_read_spelling(r->frame->column[j].name, &number);
  }
  r->phase = DONE;
  if (n_numbers < r->frame->n_columns) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_PARSE, "line %zu: numbers where the header with the columns' names should be",
                   r->record_line);
}

static int end_row(reader *r) {
  tsq_frame *frame = r->frame;
  if (!r->is_filled) { /* as a blank line: Excel's rows below the last one */
    r->reading.n_empty_rows++;
    return TSQ_OK;
  }
  if (r->cell < frame->n_columns) {
    char label[LABEL_BYTES];
    return tsqp_fail(TSQ_ERR_PARSE, "line %zu, %s: no cell: the line has %zu, the header %zu", r->record_line,
                     here(r, label), r->cell, frame->n_columns);
  }
  TSQP_TRY(tsqp_frame_note_line(frame, frame->rows, r->record_line));
  frame->rows++;
  return TSQ_OK;
}

/* libcsv's callback at the end of a cell; the text has its zero byte (CSV_APPEND_NULL). */
static void on_cell(void *text, size_t n, void *data) {
  reader *r = data;
  if (r->status != TSQ_OK || r->phase == DONE) return;
  r->after_cr = 0;
  if (r->cell == 0) {
    r->record_line = r->line;
    r->is_filled = 0;
  }
  if (r->phase == NAME_COLUMNS) r->status = name_column(r, text, n);
  if (r->phase == ADD_ROWS) r->status = add_cell(r, text, n);
  r->cell++;
  r->line += tsqp_csv_count_lines(text, n); /* a quoted cell may have line breaks */
}

static int end_record(reader *r) {
  if (r->phase == NAME_COLUMNS) return end_header(r);
  if (r->phase == ADD_ROWS) return end_row(r);
  r->phase = ADD_ROWS;
  return TSQ_OK;
}

/* libcsv's callback at every CR and LF outside quotes (CSV_REPALL_NL), and with -1 at the end. */
static void on_line_end(int c, void *data) {
  reader *r = data;
  if (r->status != TSQ_OK || r->phase == DONE) return;
  int lf_of_crlf = c == CSV_LF && r->after_cr && r->cell == 0;
  if (r->cell > 0) r->status = end_record(r);
  if (!lf_of_crlf) r->line++;
  r->after_cr = c == CSV_CR;
  r->cell = 0;
}

/* libcsv (strict) refused the byte at `at`, or the end of the text. */
static int fail_syntax(const reader *r, struct csv_parser *parser, const tsqp_csv_text *text, size_t at) {
  char label[LABEL_BYTES];
  here(r, label);
  if (csv_error(parser) != CSV_EPARSE) {
    return tsqp_fail(TSQ_ERR_NOMEM, "line %zu, %s: out of memory: a long cell", r->line, label);
  }
  if (at >= text->n) {
    return tsqp_fail(TSQ_ERR_PARSE, "line %zu, %s: a quote is opened here and never closed", r->line, label);
  }
  size_t line = text->line + tsqp_csv_count_lines(text->bytes, at);
  const char *what = text->bytes[at] == '"'
                         ? "a quote inside a cell that is not quoted (quote the cell, write the quote twice)"
                         : "text after the closing quote (a quote inside a quoted cell is written twice)";
  return tsqp_fail(TSQ_ERR_PARSE, "line %zu, %s: %s", line, label, what);
}

static int feed(reader *r, struct csv_parser *parser, const tsqp_csv_text *text) {
  for (size_t at = 0; at < text->n;) {
    size_t piece = text->n - at < PIECE_BYTES ? text->n - at : PIECE_BYTES;
    size_t done = csv_parse(parser, text->bytes + at, piece, on_cell, on_line_end, r);
    at += done;
    if (r->status != TSQ_OK || r->phase == DONE) return r->status;
    if (done < piece) return fail_syntax(r, parser, text, at);
  }
  int rc = csv_fini(parser, on_cell, on_line_end, r);
  if (r->status != TSQ_OK || r->phase == DONE) return r->status;
  return rc == 0 ? TSQ_OK : fail_syntax(r, parser, text, text->n);
}

/* One pass over the text, up to the end of the header (NAME_COLUMNS) or to the end. */
static int pass(reader *r, enum phase phase, const tsqp_csv_text *text, unsigned char delimiter) {
  struct csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL) != 0) {
    return tsqp_fail(TSQ_ERR_INTERNAL, "libcsv refused its options");
  }
  csv_set_realloc_func(&parser, tsqp_realloc);
  csv_set_free_func(&parser, tsqp_free);
  csv_set_delim(&parser, delimiter);
  r->phase = phase;
  r->line = text->line;
  r->cell = 0;
  r->after_cr = 0;
  int status = feed(r, &parser, text);
  csv_free(&parser);
  return status;
}

/*
 * What the first pass has shown of the columns: which are text, which are percentages (kept as they are spelled), and with them
 * the file's decimal mark. Returns whether some cell has to be read again.
 */
static int decide(reader *r, int32_t asked, unsigned char delimiter) {
  tsq_frame *frame = r->frame;
  tsqp_marks file = {0}, counts = {0};
  int again = 0;
  for (size_t j = 0; j < frame->n_columns; j++) {
    tsqp_column *column = &frame->column[j];
    again |= tsqp_column_lost_numbers(column);
    if (column->is_text) continue;
    tsqp_marks_add(&file, &column->marks);
    if (tsqp_is_count_name(column->name)) tsqp_marks_add(&counts, &column->marks);
  }
  int32_t mark = tsqp_marks_decide(&file, &counts, asked, delimiter);
  for (size_t j = 0; j < frame->n_columns; j++) {
    tsqp_column *column = &frame->column[j];
    if (column->is_text) continue;
    int agree = tsqp_marks_agree(&column->marks, mark), percents = column->marks.percent > 0;
    again |= percents || !agree;
    if (percents && agree && column->marks.bare == 0) column->is_text = column->is_percent = 1;
    column->may_group = !percents && tsqp_marks_may_group(&file, &column->marks, asked, mark,
                                                          tsqp_is_count_name(column->name));
  }
  r->reading.file = file;
  r->reading.mark = mark;
  frame->mark = mark != 0 ? mark : '.';
  r->is_decided = 1;
  return again;
}

/* The second pass knows from the first which columns are text and which mark is the decimal one. */
static int read_rows(reader *r, const tsqp_csv_text *text, int32_t asked, unsigned char delimiter) {
  enum phase first = r->no_header ? ADD_ROWS : SKIP_HEADER;
  tsq_frame *frame = r->frame;
  TSQP_TRY(pass(r, first, text, delimiter));
  if (decide(r, asked, delimiter)) {
    for (size_t j = 0; j < frame->n_columns; j++)
      tsqp_column_clear(&frame->column[j]);
    for (size_t i = 0; i < r->missing.n; i++)
      r->missing.n_cells[i] = 0;
    frame->rows = 0;
    frame->n_runs = 0;
    r->reading.n_empty_rows = 0;
    TSQP_TRY(pass(r, first, text, delimiter));
  }
  for (size_t j = 0; j < frame->n_columns; j++)
    TSQP_TRY(tsqp_column_finish(&frame->column[j], frame->rows));
  return TSQ_OK;
}

static int choose_delimiter(const tsq_csv_options *options, const tsqp_csv_text *text,
                            unsigned char *delimiter) {
  *delimiter = options->delimiter != 0 ? (unsigned char)options->delimiter : text->sep;
  return *delimiter != 0 ? TSQ_OK : tsqp_csv_find_delimiter(text, delimiter);
}

static int parse_text(reader *r, const tsqp_csv_text *text, const tsq_csv_options *options) {
  unsigned char delimiter;
  TSQP_TRY(choose_delimiter(options, text, &delimiter));
  TSQP_TRY(tsqp_missing_new(options, &r->missing));
  r->no_header = options->no_header;
  r->reading.delimiter = delimiter;
  TSQP_TRY(pass(r, NAME_COLUMNS, text, delimiter));
  TSQP_TRY(read_rows(r, text, options->decimal, delimiter));
  return tsqp_reading_words(&r->reading, &r->missing, &r->frame->reading);
}

int tsqp_csv_parse(const char *bytes, size_t n, const tsq_csv_options *options, tsq_frame **out) {
  tsqp_decoded decoded;
  tsqp_csv_text text;
  reader r = {.status = TSQ_OK};
  TSQP_TRY(tsqp_csv_decode(bytes, n, &decoded));
  r.reading.encoding = decoded.encoding;
  r.reading.is_asked = options->decimal != 0;
  int status =
      tsqp_csv_find_header(decoded.bytes, decoded.n, options->comment == 0 ? '#' : options->comment, &text);
  if (status == TSQ_OK) status = tsq_frame_new(0, &r.frame);
  if (status == TSQ_OK) status = parse_text(&r, &text, options);
  tsqp_missing_free(&r.missing);
  tsqp_free(decoded.own);
  if (status == TSQ_OK) {
    *out = r.frame;
  } else {
    tsq_frame_free(r.frame);
  }
  return status;
}

#endif
