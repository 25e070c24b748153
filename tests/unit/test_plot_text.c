/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of figures: made safe, measured, shortened, wrapped. */
#include "plot/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* Sums of advances in 1/2048 em, by FreeType (FT_Get_Advance, unscaled) from the files of DejaVu Sans 2.37. */
static void widths_are_those_of_the_font(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double regular, bold;
  } cases[] = {{"Comstock & Webster, 1969", 28083, 31339},
               {"\u22120.51 [\u22120.64, \u22120.39]", 22379, 24383},
               {"Carlsson & Sj\u00f6lund", 19267, 21780},
               {"\u0395\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac \u03c4\u00b2 \u03c7\u00b2", 14770, 16352},
               {"\u041c\u043e\u0441\u043a\u0432\u0430", 7845, 8727},
               {"Nguy\u1ec5n V\u0103n", 12505, 13958},
               {"0.05 \u2264 p < 0.10", 16456, 17856},
               {"a\u2026b \u2013 c", 8055, 8560},
               {"", 0, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    double regular = tsqp_text_width(cases[i].text, (tsqp_font){2048, 0});
    double bold = tsqp_text_width(cases[i].text, (tsqp_font){2048, 1});
    if (fabs(regular - cases[i].regular) > 1e-6 || fabs(bold - cases[i].bold) > 1e-6) {
      fail_msg("'%s': %g and %g, not %g and %g", cases[i].text, regular, bold, cases[i].regular,
               cases[i].bold);
    }
  }
}

static void wide_and_combining_characters_have_their_widths(void **state) {
  (void)state;
  const tsqp_font font = {10, 0};
  assert_true(fabs(tsqp_text_width("\u91dd\u7078", font) - 20) < 1e-9);
  assert_true(fabs(tsqp_text_width("e\u0301", font) - tsqp_text_width("e", font)) < 1e-9);
}

static void texts_are_made_safe(void **state) {
  (void)state;
  static const struct {
    const char *given, *clean;
  } cases[] = {{NULL, ""},
               {"", ""},
               {"Sj\u00f6lund \u91dd", "Sj\u00f6lund \u91dd"},
               {"two\nlines\r\n", "two lines  "},
               {"a\tb\x01\x1b\x7f", "a b   "},
               {"C1 \xc2\x85 and \u2028 separators", "C1   and   separators"},
               {"lone continuation \x80.", "lone continuation \ufffd."},
               {"cut off \xe2\x80", "cut off \ufffd\ufffd"},
               {"overlong \xc0\xaf", "overlong \ufffd\ufffd"},
               {"surrogate \xed\xa0\x80", "surrogate \ufffd\ufffd\ufffd"},
               {"beyond \xf4\x90\x80\x80", "beyond \ufffd\ufffd\ufffd\ufffd"},
               {"no character \uffff", "no character \ufffd"},
               {"direction \u202egpj.exe\u202c", "direction gpj.exe"},
               {"\xff\xfe\xff\xfe", "\ufffd\ufffd\ufffd\ufffd"}};
  tsqp_arena arena = {0};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_string_equal(tsqp_clean_text(&arena, cases[i].given), cases[i].clean);
  }
  tsqp_arena_free(&arena);
}

static void long_texts_are_shortened_to_their_room(void **state) {
  (void)state;
  tsqp_arena arena = {0};
  const tsqp_font font = {9, 0};
  const char *text = "A name that is far too long for the column of a forest plot \u91dd\u7078\u8a66\u9a13";
  assert_ptr_equal(tsqp_shorten(&arena, text, font, 1000), text);
  for (double room = 20; room < 400; room += 3.7) {
    const char *fitted = tsqp_shorten(&arena, text, font, room);
    assert_true(tsqp_text_width(fitted, font) <= room + 1e-9);
    size_t n = strlen(fitted);
    if (fitted == text) continue;
    assert_memory_equal(fitted + n - 3, "\u2026", 3);
    assert_memory_equal(fitted, text, n - 3);
    assert_true(fitted[n - 4] != ' ');
    /* nothing more would have fitted */
    assert_true(tsqp_text_width(fitted, font) > room - 2 * font.size);
  }
  tsqp_arena_free(&arena);
}

static void texts_are_wrapped_at_spaces(void **state) {
  (void)state;
  tsqp_arena arena = {0};
  const tsqp_font font = {9, 0};
  const char *const *lines = NULL;
  const char *text = "  Constructed trial records,  made by a seeded program; not data of real trials ";
  size_t n = tsqp_wrap(&arena, text, font, 110, &lines);
  assert_true(n >= 4);
  char joined[200] = "";
  for (size_t i = 0; i < n; i++) {
    assert_true(tsqp_text_width(lines[i], font) <= 110);
    assert_true(lines[i][0] != ' ');
    if (i > 0) strcat(joined, " ");
    strcat(joined, lines[i]);
  }
  assert_non_null(strstr(joined, "made by a seeded program; not data of real trials"));
  assert_int_equal(tsqp_wrap(&arena, "   ", font, 110, &lines), 0);
  assert_int_equal(tsqp_wrap(&arena, "", font, 110, &lines), 0);
  tsqp_arena_free(&arena);
}

static void words_wider_than_a_line_are_broken(void **state) {
  (void)state;
  tsqp_arena arena = {0};
  const tsqp_font font = {9, 0};
  const char *const *lines = NULL;
  size_t n = tsqp_wrap(&arena, "Donaudampfschifffahrtsgesellschaft", font, 60, &lines);
  assert_true(n >= 3);
  for (size_t i = 0; i < n; i++)
    assert_true(tsqp_text_width(lines[i], font) <= 60);
  n = tsqp_wrap(&arena, "abc", font, 0.1, &lines); /* a character a line, and an end */
  assert_int_equal(n, 3);
  tsqp_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(widths_are_those_of_the_font),
      cmocka_unit_test(wide_and_combining_characters_have_their_widths),
      cmocka_unit_test(texts_are_made_safe),
      cmocka_unit_test(long_texts_are_shortened_to_their_room),
      cmocka_unit_test(texts_are_wrapped_at_spaces),
      cmocka_unit_test(words_wider_than_a_line_are_broken),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
