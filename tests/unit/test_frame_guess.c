/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roles of columns by their usual names: headers as they occur in metafor's and meta's data sets and in spreadsheets. */
#include <tausq/frame.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* `columns` is the name of the column expected for each role of `roles`; "-" = none. */
static const struct {
  const char *header, *roles, *columns;
} headers[] = {
    /* metafor: dat.normand1999, dat.bcg, dat.hackshaw1998, dat.graves2010, dat.hart1999 */
    {"study,source,n1i,m1i,sd1i,n2i,m2i,sd2i", "slab n1i m1i sd1i n2i m2i sd2i yi vi ai",
     "study n1i m1i sd1i n2i m2i sd2i - - -"},
    {"trial,author,year,tpos,tneg,cpos,cneg,ablat,alloc", "slab year ai bi ci di n1i yi sei",
     "trial year tpos tneg cpos cneg - - -"},
    {"study,author,year,country,design,cases,or,or.lb,or.ub,yi,vi", "yi vi slab year xi",
     "yi vi study year cases"},
    {"study,ai,n1i,ci,n2i", "ai n1i ci n2i bi", "ai n1i ci n2i -"},
    {"trial,x1i,n1i,t1i,x2i,n2i,t2i", "x1i t1i x2i t2i ai ci", "x1i t1i x2i t2i - -"},
    {"id,study,esid,ni,ri,pi", "ni ri slab cluster", "ni ri study esid"},
    /* meta: metacont, metabin, metagen, metainc, metaprop */
    {"studlab,n.e,mean.e,sd.e,n.c,mean.c,sd.c", "slab n1i m1i sd1i n2i m2i sd2i",
     "studlab n.e mean.e sd.e n.c mean.c sd.c"},
    {"author,event.e,n.e,event.c,n.c", "slab ai n1i ci n2i x1i", "author event.e n.e event.c n.c event.e"},
    {"TE,seTE,studlab,byvar", "yi sei slab subgroup vi", "TE seTE studlab byvar -"},
    {"event.e,time.e,event.c,time.c", "x1i t1i x2i t2i", "event.e time.e event.c time.c"},
    {"event,n,cor", "xi ni ri", "event n cor"},
    /* spreadsheets */
    {"Study ID,N_Treat,Mean_Treat,SD_Treat,N_Control,Mean_Control,SD_Control",
     "slab n1i m1i sd1i n2i m2i sd2i",
     "Study ID,N_Treat,Mean_Treat,SD_Treat,N_Control,Mean_Control,SD_Control"},
    {"Author,mean1,sd1,n1,mean2,sd2,n2", "m1i sd1i n1i m2i sd2i n2i", "mean1 sd1 n1 mean2 sd2 n2"},
    {"exp_mean,exp_sd,exp_n,ctrl_mean,ctrl_sd,ctrl_n", "m1i sd1i n1i m2i sd2i n2i",
     "exp_mean exp_sd exp_n ctrl_mean ctrl_sd ctrl_n"},
    {"mean_trt,mean_pbo,sd_trt,sd_pbo,total_trt,total_pbo", "m1i m2i sd1i sd2i n1i n2i",
     "mean_trt mean_pbo sd_trt sd_pbo total_trt total_pbo"},
    {"events_int,total_int,events_con,total_con", "ai n1i ci n2i",
     "events_int total_int events_con total_con"},
    {"label,hedges_g,variance", "slab yi vi", "label hedges_g variance"},
    {"es,se,lower,upper", "yi sei ci_lb ci_ub", "es se lower upper"},
    {"Estimate,Std. Error,CI.lb,CI.ub,weight", "yi sei ci_lb ci_ub weights",
     "Estimate,Std. Error,CI.lb,CI.ub,weight"},
    {"m_e,m_c,s1,s2", "m1i m2i sd1i sd2i", "m_e m_c s1 s2"},
    /* the most specific spelling wins, wherever it stands */
    {"y,effect,yi", "yi", "yi"},
    {"id,study", "slab", "study"},
    /* look-alikes: a standard error is not an experimental SD, an effect not an experimental time, ci bounds not events */
    {"se,te,ci.lb,sei", "sei yi sd1i t1i ci", "sei te - - -"},
    {"nothing,of,the,kind", "yi vi sei ai m1i slab ni", "- - - - - - -"},
};

/* The next word up to a space, or up to a comma where the list has one. */
static const char *next(const char *list, char separator, char *word) {
  size_t n = 0;
  while (list[n] != '\0' && list[n] != separator)
    n++;
  memcpy(word, list, n);
  word[n] = '\0';
  return list[n] == '\0' ? list + n : list + n + 1;
}

static void usual_headers_are_understood(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
    tsq_frame *t = NULL;
    assert_int_equal(tsq_frame_parse_csv(headers[i].header, strlen(headers[i].header), NULL, &t), TSQ_OK);
    const char *roles = headers[i].roles, *columns = headers[i].columns;
    char separator = strchr(columns, ',') != NULL ? ',' : ' ', role[64], column[64];
    while (*roles != '\0') {
      size_t index = 999;
      roles = next(roles, ' ', role);
      columns = next(columns, separator, column);
      int status = tsq_frame_guess(t, role, &index);
      const char *got = status == TSQ_OK ? tsq_frame_column_name(t, index) : "-";
      if (strcmp(got, column) != 0)
        fail_msg("%s: %s is '%s', not '%s'", headers[i].header, role, got, column);
      if (status != TSQ_OK) assert_true(status == TSQ_ERR_NAME && index == 999);
    }
    tsq_frame_free(t);
  }
}

static void roles_are_named_in_any_case(void **state) {
  (void)state;
  tsq_frame *t = NULL;
  size_t index = 9;
  assert_int_equal(tsq_frame_parse_csv("VI,x", 4, NULL, &t), TSQ_OK);
  assert_int_equal(tsq_frame_guess(t, "Vi", &index), TSQ_OK);
  assert_int_equal(index, 0);
  assert_int_equal(tsq_frame_guess(t, "sei", &index), TSQ_ERR_NAME);
  assert_string_equal(tsq_last_error(), "no column has a usual name for sei; columns: 'VI', 'x'");
  assert_int_equal(tsq_frame_guess(t, "zi", &index), TSQ_ERR_NAME);
  assert_non_null(strstr(tsq_last_error(), "unknown role 'zi'; roles: yi, vi, sei"));
  assert_non_null(strstr(tsq_last_error(), "cluster, subgroup"));
  assert_int_equal(tsq_frame_guess(t, "", &index), TSQ_ERR_NAME);
  assert_int_equal(tsq_frame_guess(t, NULL, &index), TSQ_ERR_NULL);
  tsq_frame_free(t);
}

int main(void) {
  if (!tsq_has("csv")) return 0; /* all of it reads CSV; test_frame.c has what such a build says */
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(usual_headers_are_understood),
      cmocka_unit_test(roles_are_named_in_any_case),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
