/* SPDX-License-Identifier: GPL-3.0-or-later */
/* assert_close(got, want, relative): both numbers in the message, unlike cmocka's float comparison. */
#ifndef TESTS_CLOSE_H
#define TESTS_CLOSE_H

#include <math.h>

#define assert_close(got, want, relative)                                                                    \
  do {                                                                                                       \
    double got_ = (got);                                                                                     \
    double want_ = (want);                                                                                   \
    if (!(fabs(got_ - want_) <= (relative)*fabs(want_))) {                                                   \
      fail_msg("%s = %.17g, expected %.17g within %g relative", #got, got_, want_, (double)(relative));      \
    }                                                                                                        \
  } while (0)

#endif
