# SPDX-License-Identifier: GPL-3.0-or-later
# Made by ../../api/make_api.py from the headers: do not edit.
CDEF = '''
typedef struct tsq_fit tsq_fit;
typedef struct tsq_glmm_fit tsq_glmm_fit;
typedef struct tsq_subgroups tsq_subgroups;
typedef struct tsq_stream tsq_stream;
typedef struct tsq_iterate tsq_iterate;
typedef struct tsq_frame tsq_frame;
typedef struct tsq_design tsq_design;
typedef struct tsq_estimate tsq_estimate;
typedef struct tsq_effect_options tsq_effect_options;
typedef struct tsq_records tsq_records;
typedef struct tsq_means tsq_means;
typedef struct tsq_tables tsq_tables;
typedef struct tsq_rates tsq_rates;
typedef struct tsq_proportions tsq_proportions;
typedef struct tsq_counts tsq_counts;
typedef struct tsq_single_means tsq_single_means;
typedef struct tsq_changes tsq_changes;
typedef struct tsq_correlations tsq_correlations;
typedef struct tsq_reliabilities tsq_reliabilities;
typedef struct tsq_measure_info tsq_measure_info;
typedef struct tsq_convert_options tsq_convert_options;
typedef struct tsq_arm_reports tsq_arm_reports;
typedef struct tsq_difference_reports tsq_difference_reports;
typedef struct tsq_estimate_reports tsq_estimate_reports;
typedef struct tsq_arms tsq_arms;
typedef struct tsq_transform_options tsq_transform_options;
typedef struct tsq_data tsq_data;
typedef struct tsq_options tsq_options;
typedef struct tsq_quantity tsq_quantity;
typedef struct tsq_tau2_interval tsq_tau2_interval;
typedef struct tsq_prediction tsq_prediction;
typedef struct tsq_predict_options tsq_predict_options;
typedef struct tsq_wald_test tsq_wald_test;
typedef struct tsq_ratio_result tsq_ratio_result;
typedef struct tsq_beyond tsq_beyond;
typedef struct tsq_batch_data tsq_batch_data;
typedef struct tsq_batch_out tsq_batch_out;
typedef struct tsq_batch_control tsq_batch_control;
typedef struct tsq_exact_options tsq_exact_options;
typedef struct tsq_mh_options tsq_mh_options;
typedef struct tsq_mh_result tsq_mh_result;
typedef struct tsq_beta_binomial_options tsq_beta_binomial_options;
typedef struct tsq_beta_binomial_result tsq_beta_binomial_result;
typedef struct tsq_glmm_data tsq_glmm_data;
typedef struct tsq_glmm_options tsq_glmm_options;
typedef struct tsq_stream_options tsq_stream_options;
typedef struct tsq_stream_result tsq_stream_result;
typedef struct tsq_csv_options tsq_csv_options;
typedef struct tsq_report_options tsq_report_options;
typedef struct tsq_plot_options tsq_plot_options;
typedef struct tsq_forest_column tsq_forest_column;
typedef struct tsq_forest tsq_forest;
typedef struct tsq_funnel tsq_funnel;
typedef struct tsq_bubble tsq_bubble;
struct tsq_estimate {
  double estimate;
  double se;
  double statistic;
  double df;
  double p_value;
  double ci_lower;
  double ci_upper;
};
struct tsq_effect_options {
  size_t size;
  int32_t to;
  int32_t drop00;
  int32_t vtype;
  int32_t add_mode;
  double add;
  const int32_t * vtypes;
  int32_t convention;
  int32_t reserved;
};
struct tsq_records {
  size_t size;
  size_t k;
  size_t n_columns;
  const char *const * names;
  const double *const * columns;
};
struct tsq_means {
  size_t size;
  size_t k;
  const double * m1;
  const double * sd1;
  const double * n1;
  const double * m2;
  const double * sd2;
  const double * n2;
  const double * di;
  const double * ti;
  const double * pi;
  const double * ri;
};
struct tsq_tables {
  size_t size;
  size_t k;
  const double * ai;
  const double * bi;
  const double * ci;
  const double * di;
  const double * n1i;
  const double * n2i;
  const double * ri;
  const double * pi;
};
struct tsq_rates {
  size_t size;
  size_t k;
  const double * x1i;
  const double * t1i;
  const double * x2i;
  const double * t2i;
};
struct tsq_proportions {
  size_t size;
  size_t k;
  const double * xi;
  const double * mi;
  const double * ni;
};
struct tsq_counts {
  size_t size;
  size_t k;
  const double * xi;
  const double * ti;
};
struct tsq_single_means {
  size_t size;
  size_t k;
  const double * mi;
  const double * sdi;
  const double * ni;
};
struct tsq_changes {
  size_t size;
  size_t k;
  const double * m1i;
  const double * m2i;
  const double * sd1i;
  const double * sd2i;
  const double * ni;
  const double * ri;
  const double * di;
  const double * ti;
  const double * pi;
};
struct tsq_correlations {
  size_t size;
  size_t k;
  const double * ri;
  const double * ni;
  const double * ti;
  const double * pi;
  const double * mi;
  const double * r2i;
  const double * fi;
};
struct tsq_reliabilities {
  size_t size;
  size_t k;
  const double * ai;
  const double * mi;
  const double * ni;
};
struct tsq_measure_info {
  size_t size;
  const char * code;
  const char * title;
  const char * axis_label;
  const char *const * inputs;
  const int32_t * vtypes;
  size_t n_inputs;
  size_t n_vtypes;
  double default_add;
  double null_value;
  double null_shown;
  int32_t measure;
  int32_t kind;
  int32_t transform;
  int32_t reserved;
};
struct tsq_convert_options {
  size_t size;
  double level;
  int32_t reference;
  int32_t skewed;
  int32_t transform;
  int32_t reserved;
};
struct tsq_arm_reports {
  size_t size;
  size_t k;
  const double * n;
  const double * mean;
  const double * sd;
  const double * se;
  const double * ci_lower;
  const double * ci_upper;
  const double * level;
  const double * min;
  const double * q1;
  const double * median;
  const double * q3;
  const double * max;
};
struct tsq_difference_reports {
  size_t size;
  size_t k;
  const double * n1;
  const double * n2;
  const double * difference;
  const double * se;
  const double * ci_lower;
  const double * ci_upper;
  const double * level;
  const double * t;
  const double * p;
};
struct tsq_estimate_reports {
  size_t size;
  size_t k;
  const double * estimate;
  const double * ci_lower;
  const double * ci_upper;
  const double * level;
  const double * se;
  const double * statistic;
  const double * p;
  const double * df;
};
struct tsq_arms {
  size_t size;
  size_t k;
  const double * n;
  const double * mean;
  const double * sd;
};
struct tsq_transform_options {
  size_t size;
  const double * ni;
  size_t n;
};
struct tsq_data {
  size_t size;
  size_t k;
  const double * yi;
  const double * vi;
  const double * sei;
  const double * x;
  size_t p;
  size_t ldx;
  const char *const * x_names;
  const double * weights;
  const char *const * labels;
};
struct tsq_options {
  size_t size;
  int32_t preset;
  int32_t method;
  int32_t test;
  int32_t ci_kind;
  int32_t pi_kind;
  int32_t i2_kind;
  int32_t no_intercept;
  int32_t missing;
  int32_t redundant;
  int32_t weighting;
  int32_t tau2_fixed;
  int32_t threads;
  double tau2;
  double level;
};
struct tsq_quantity {
  size_t size;
  const char * name;
  const char * shape;
  const char * description;
};
struct tsq_tau2_interval {
  size_t size;
  int32_t kind;
  int32_t outcome;
  double level;
  double tau2[2];
  double tau[2];
  double I2[2];
  double H2[2];
};
struct tsq_prediction {
  double estimate;
  double se;
  double statistic;
  double df;
  double p_value;
  double ci_lower;
  double ci_upper;
  double pi_lower;
  double pi_upper;
  double pi_se;
  double pi_df;
};
struct tsq_predict_options {
  size_t size;
  int32_t pi_kind;
  int32_t reserved;
  double level;
};
struct tsq_wald_test {
  size_t size;
  double statistic;
  double df1;
  double df2;
  double p_value;
};
struct tsq_ratio_result {
  size_t size;
  double ratio;
  double se;
  double delta[2];
  double fieller[2];
  double df;
  int32_t fieller_kind;
  int32_t reserved;
  tsq_estimate numerator;
  tsq_estimate denominator;
};
struct tsq_beyond {
  size_t size;
  double threshold;
  double probability;
  tsq_estimate proportion;
};
struct tsq_batch_data {
  size_t size;
  size_t m;
  size_t k;
  size_t ld;
  const size_t * offsets;
  const double * yi;
  const double * vi;
  const double * sei;
  const double * x;
  size_t p;
  size_t ldx;
};
struct tsq_batch_out {
  size_t size;
  double * tau2;
  double * estimate;
  double * se;
  double * statistic;
  double * p_value;
  double * log10_p;
  double * ci_lower;
  double * ci_upper;
  double * pi_lower;
  double * pi_upper;
  double * Q;
  double * I2;
  double * H2;
  int32_t * status;
};
struct tsq_batch_control {
  size_t size;
  int (*go_on)(void *context, size_t done, size_t m);
  void * context;
};
struct tsq_exact_options {
  size_t size;
  double level;
  int32_t method;
  int32_t reserved;
};
struct tsq_mh_options {
  size_t size;
  int32_t no_correction;
  int32_t keep00;
  double level;
  int32_t add_mode;
  int32_t to;
  double add;
};
struct tsq_mh_result {
  size_t size;
  tsq_estimate pooled;
  double k;
  double k_yi;
  double k_pos;
  double QE;
  double QEdf;
  double QEp;
  double I2;
  double H2;
  double CMH;
  double CMHp;
  double BD;
  double BDp;
  double TA;
  double TAp;
  double loglik[2];
  double deviance[2];
  double AIC[2];
  double BIC[2];
  double AICc[2];
};
struct tsq_beta_binomial_options {
  size_t size;
  double level;
};
struct tsq_beta_binomial_result {
  size_t size;
  tsq_estimate pooled;
  double k;
  double mean1;
  double mean2;
  double rho;
  double se_rho;
  double loglik;
  double loglik_binomial;
  double LRT_rho;
  double LRTp_rho;
  double LRT;
  double LRTp;
  double deviance;
  double AIC;
  double BIC;
  double AICc;
};
struct tsq_glmm_data {
  size_t size;
  size_t k;
  const double * ai;
  const double * bi;
  const double * ci;
  const double * di;
  const double * n1i;
  const double * n2i;
  const double * x1i;
  const double * t1i;
  const double * x2i;
  const double * t2i;
  const double * xi;
  const double * mi;
  const double * ni;
  const double * ti;
  const double * x;
  size_t p;
  size_t ldx;
  const char *const * x_names;
};
struct tsq_glmm_options {
  size_t size;
  int32_t measure;
  int32_t model;
  int32_t method;
  int32_t test;
  int32_t nodes;
  int32_t covariance;
  int32_t no_intercept;
  int32_t keep00;
  int32_t add_mode;
  int32_t to;
  double add;
  double level;
};
struct tsq_stream_options {
  size_t size;
  size_t p;
  const char *const * x_names;
  int32_t no_intercept;
  int32_t missing;
};
struct tsq_stream_result {
  size_t size;
  size_t k;
  size_t dropped;
  size_t p;
  size_t passes;
  int32_t method;
  int32_t test;
  uint32_t outcome;
  int32_t needs_pass;
  int32_t certified;
  int32_t reserved;
  double tau2;
  double se_tau2;
  double QE;
  double QEp;
  double I2;
  double H2;
  double vt;
  double QM;
  double QMdf1;
  double QMdf2;
  double QMp;
  double s2w;
  double pi_lower;
  double pi_upper;
  double loglik_ml;
  double loglik_reml;
  double level;
};
struct tsq_csv_options {
  size_t size;
  int32_t delimiter;
  int32_t decimal;
  int32_t comment;
  int32_t no_header;
  const char *const * missing;
  size_t n_missing;
  const char *const * also_missing;
  size_t n_also_missing;
};
struct tsq_report_options {
  size_t size;
  int32_t digits;
  int32_t studies;
  int32_t transform;
  int32_t beyond_direction;
  double transform_n;
  const char * measure;
  const char * shown;
  size_t n_predictions;
  const tsq_prediction * predictions;
  const tsq_beyond * beyond;
  const char *const * prediction_labels;
};
struct tsq_plot_options {
  size_t size;
  int32_t format;
  int32_t dpi;
  double width;
  double height;
  double font_size;
  double time_limit;
  const char * title;
  const char * caption;
  const char * font;
  const char * gnuplot;
};
struct tsq_forest_column {
  const char * header;
  const char * group;
  const char *const * texts;
  const char * total;
  const char *const * subtotals;
  int32_t align;
  int32_t reserved;
};
struct tsq_forest {
  size_t size;
  const tsq_fit * fit;
  const tsq_subgroups * subgroups;
  const tsq_plot_options * options;
  const char *const * labels;
  const tsq_forest_column * columns;
  size_t n_columns;
  const double * ni;
  const char * study_header;
  const char * effect_name;
  const char * axis_label;
  const char * favours_left;
  const char * favours_right;
  const char * overall_label;
  const char * heterogeneity;
  const char * threshold_label;
  double null_value;
  double threshold;
  double x_min;
  double x_max;
  int32_t transform;
  int32_t order;
  int32_t reverse;
  int32_t digits;
  int32_t show_weights;
  int32_t show_prediction;
  int32_t show_null;
  int32_t show_threshold;
  int32_t show_test;
  int32_t zebra;
};
struct tsq_funnel {
  size_t size;
  const tsq_fit * fit;
  const tsq_plot_options * options;
  const double * added_yi;
  const double * added_sei;
  size_t n_added;
  const double * ni;
  const char * x_label;
  const char * y_label;
  double null_value;
  double level;
  double x_min;
  double x_max;
  int32_t kind;
  int32_t transform;
  int32_t show_legend;
  int32_t reserved;
};
struct tsq_bubble {
  size_t size;
  const tsq_fit * fit;
  const tsq_plot_options * options;
  size_t moderator;
  const double * row;
  const double * points_x;
  const double * grid_x;
  const double * grid_rows;
  size_t n_grid;
  const double * ni;
  const char * x_label;
  const char * y_label;
  const char *const * labels;
  double null_value;
  double x_min;
  double x_max;
  double y_min;
  double y_max;
  int32_t transform;
  int32_t show_confidence;
  int32_t show_prediction;
  int32_t show_null;
  int32_t show_legend;
  int32_t reserved;
};
const char * tsq_version(void);
const char * tsq_strerror(int status);
const char * tsq_last_error(void);
int tsq_has(const char * name);
const char * tsq_active_isa(void);
const char * tsq_measure_name(int32_t measure);
int tsq_measure_from_name(const char * name, int32_t * measure);
const char * tsq_vtype_name(int32_t vtype);
int tsq_vtype_from_name(const char * name, int32_t * vtype);
const char * tsq_to_name(int32_t to);
int tsq_to_from_name(const char * name, int32_t * to);
const char * tsq_convention_name(int32_t convention);
int tsq_convention_from_name(const char * name, int32_t * convention);
int tsq_effect(int32_t measure, const tsq_records * records, const tsq_effect_options * options, double * yi, double * vi);
int tsq_effect_ni(int32_t measure, const tsq_records * records, double * ni);
int tsq_effect_means(int32_t measure, const tsq_means * records, const tsq_effect_options * options, double * yi, double * vi);
int tsq_effect_tables(int32_t measure, const tsq_tables * records, const tsq_effect_options * options, double * yi, double * vi);
int tsq_effect_rates(int32_t measure, const tsq_rates * records, const tsq_effect_options * options, double * yi, double * vi);
int tsq_effect_proportions(int32_t measure, const tsq_proportions * records, const tsq_effect_options * options, double * yi, double * vi);
int tsq_effect_counts(int32_t measure, const tsq_counts * records, const tsq_effect_options * options, double * yi, double * vi);
int tsq_effect_single_means(int32_t measure, const tsq_single_means * records, const tsq_effect_options * options, double * yi, double * vi);
int tsq_effect_changes(int32_t measure, const tsq_changes * records, const tsq_effect_options * options, double * yi, double * vi);
int tsq_effect_correlations(int32_t measure, const tsq_correlations * records, const tsq_effect_options * options, double * yi, double * vi);
int tsq_effect_reliabilities(int32_t measure, const tsq_reliabilities * records, const tsq_effect_options * options, double * yi, double * vi);
const char * tsq_record_kind_name(int32_t kind);
int tsq_record_kind_from_name(const char * name, int32_t * kind);
size_t tsq_measure_count(void);
int32_t tsq_measure_at(size_t index);
int tsq_get_measure_info(int32_t measure, tsq_measure_info * info);
const char * tsq_source_name(int32_t source);
int tsq_source_from_name(const char * name, int32_t * source);
int tsq_convert_arms(const tsq_arm_reports * reports, const tsq_convert_options * options, double * mean, double * sd, int32_t * mean_source, int32_t * sd_source);
int tsq_skewness(const tsq_arm_reports * reports, double * statistic, double * critical);
int tsq_convert_differences(const tsq_difference_reports * reports, const tsq_convert_options * options, double * sd, double * se, int32_t * source);
int tsq_convert_estimates(const tsq_estimate_reports * reports, const tsq_convert_options * options, double * yi, double * vi, int32_t * source, double * asymmetry);
int tsq_combine_arms(const tsq_arms * first, const tsq_arms * second, double * n, double * mean, double * sd);
int tsq_change_sd(size_t k, const double * sd1, const double * sd2, const double * r, double * sd_change);
int tsq_change_correlation(size_t k, const double * sd1, const double * sd2, const double * sd_change, double * r);
const char * tsq_transform_name(int32_t transform);
int tsq_transform_from_name(const char * name, int32_t * transform);
int tsq_transform_values(int32_t transform, const tsq_transform_options * options, size_t n, const double * x, double * out);
int tsq_transform_estimate(int32_t transform, const tsq_transform_options * options, const tsq_estimate * estimate, tsq_estimate * out);
int tsq_transform_slope(int32_t transform, const tsq_transform_options * options, size_t n, const double * x, double * out);
int tsq_rma(const tsq_data * data, const tsq_options * options, tsq_fit ** fit);
void tsq_fit_free(tsq_fit * fit);
tsq_estimate tsq_coef(const tsq_fit * fit, size_t index);
const char * tsq_coef_name(const tsq_fit * fit, size_t index);
const char * tsq_study_label(const tsq_fit * fit, size_t index);
size_t tsq_quantity_count(void);
int tsq_quantity_at(size_t index, tsq_quantity * quantity);
int tsq_fit_length(const tsq_fit * fit, const char * name, size_t * n);
int tsq_fit_get(const tsq_fit * fit, const char * name, double * buf, size_t n);
double tsq_fit_value(const tsq_fit * fit, const char * name);
int tsq_fit_options(const tsq_fit * fit, tsq_options * options);
const char * tsq_fit_conventions(const tsq_fit * fit);
const char * tsq_fit_outcome(const tsq_fit * fit, size_t index);
int tsq_confint(const tsq_fit * fit, int32_t kind, double level, tsq_tau2_interval * interval);
const char * tsq_method_name(int32_t method);
int tsq_method_from_name(const char * name, int32_t * method);
const char * tsq_test_name(int32_t test);
int tsq_test_from_name(const char * name, int32_t * test);
const char * tsq_tau2_ci_name(int32_t kind);
int tsq_tau2_ci_from_name(const char * name, int32_t * kind);
const char * tsq_pi_name(int32_t kind);
int tsq_pi_from_name(const char * name, int32_t * kind);
const char * tsq_i2_name(int32_t kind);
int tsq_i2_from_name(const char * name, int32_t * kind);
const char * tsq_preset_name(int32_t preset);
int tsq_preset_from_name(const char * name, int32_t * preset);
int tsq_predict(const tsq_fit * fit, const double * x_new, size_t m, tsq_prediction * predictions);
int tsq_predict_with(const tsq_fit * fit, const double * x_new, size_t m, const tsq_predict_options * options, tsq_prediction * predictions);
int tsq_blup(const tsq_fit * fit, tsq_prediction * blups);
int tsq_contrast(const tsq_fit * fit, const double * c, double rhs, tsq_estimate * contrast);
int tsq_wald(const tsq_fit * fit, const double * l, size_t r, const double * rhs, tsq_wald_test * test);
int tsq_ratio(const tsq_fit * fit, const double * x_numerator, const double * x_denominator, double level, tsq_ratio_result * result);
int tsq_probability_beyond(const tsq_fit * fit, const double * x_new, double threshold, int32_t direction, tsq_beyond * result);
int tsq_batch(const tsq_batch_data * data, const tsq_options * options, const tsq_batch_control * control, const tsq_batch_out * out);
const char * tsq_exact_method_name(int32_t method);
int tsq_exact_method_from_name(const char * name, int32_t * method);
int tsq_exact_proportions(const tsq_proportions * records, const tsq_exact_options * options, double * ci_lower, double * ci_upper);
int tsq_exact_rates(const tsq_counts * records, const tsq_exact_options * options, double * ci_lower, double * ci_upper);
int tsq_exact_proportion_tests(const tsq_proportions * records, double p0, const tsq_exact_options * options, double * p_value);
int tsq_exact_rate_tests(const tsq_counts * records, double rate0, const tsq_exact_options * options, double * p_value);
int tsq_exact_odds_ratios(const tsq_tables * tables, const tsq_exact_options * options, double * estimate, double * ci_lower, double * ci_upper, double * p_value);
int tsq_mh_tables(int32_t measure, const tsq_tables * tables, const tsq_mh_options * options, tsq_mh_result * result);
int tsq_mh_rates(int32_t measure, const tsq_rates * rates, const tsq_mh_options * options, tsq_mh_result * result);
int tsq_peto(const tsq_tables * tables, const tsq_mh_options * options, tsq_mh_result * result);
int tsq_beta_binomial(int32_t measure, const tsq_tables * tables, const tsq_beta_binomial_options * options, tsq_beta_binomial_result * result);
int tsq_beta_binomial_proportions(const tsq_proportions * records, const tsq_beta_binomial_options * options, tsq_beta_binomial_result * result);
int tsq_glmm(const tsq_glmm_data * data, const tsq_glmm_options * options, tsq_glmm_fit ** fit);
void tsq_glmm_free(tsq_glmm_fit * fit);
tsq_estimate tsq_glmm_coef(const tsq_glmm_fit * fit, size_t index);
const char * tsq_glmm_coef_name(const tsq_glmm_fit * fit, size_t index);
size_t tsq_glmm_quantity_count(void);
int tsq_glmm_quantity_at(size_t index, tsq_quantity * quantity);
int tsq_glmm_length(const tsq_glmm_fit * fit, const char * name, size_t * n);
int tsq_glmm_get(const tsq_glmm_fit * fit, const char * name, double * buf, size_t n);
double tsq_glmm_value(const tsq_glmm_fit * fit, const char * name);
int tsq_glmm_used_options(const tsq_glmm_fit * fit, tsq_glmm_options * options);
const char * tsq_glmm_outcome_text(const tsq_glmm_fit * fit, size_t index);
int tsq_glmm_predict(const tsq_glmm_fit * fit, const double * x_new, size_t m, double level, tsq_prediction * predictions);
int tsq_glmm_confint(const tsq_glmm_fit * fit, double level, tsq_tau2_interval * interval);
const char * tsq_glmm_model_name(int32_t model);
int tsq_glmm_model_from_name(const char * name, int32_t * model);
int tsq_subgroup(const tsq_data * data, const int32_t * codes, const char *const * names, size_t n_groups, int32_t tau2, const tsq_options * options, tsq_subgroups ** result);
void tsq_subgroups_free(tsq_subgroups * subgroups);
size_t tsq_subgroups_count(const tsq_subgroups * subgroups);
const char * tsq_subgroups_name(const tsq_subgroups * subgroups, size_t group);
const tsq_fit * tsq_subgroups_fit(const tsq_subgroups * subgroups, size_t group);
int tsq_subgroups_effect(const tsq_subgroups * subgroups, size_t group, tsq_prediction * effect);
const tsq_fit * tsq_subgroups_overall(const tsq_subgroups * subgroups);
const tsq_fit * tsq_subgroups_common(const tsq_subgroups * subgroups);
int tsq_subgroups_test(const tsq_subgroups * subgroups, tsq_wald_test * test);
const size_t * tsq_subgroups_studies(const tsq_subgroups * subgroups, size_t group, size_t * n);
int tsq_stream_new(const tsq_stream_options * options, tsq_stream ** stream);
void tsq_stream_free(tsq_stream * stream);
int tsq_stream_add(tsq_stream * stream, const tsq_data * chunk);
int tsq_stream_merge(tsq_stream * into, const tsq_stream * from);
int tsq_stream_restart(tsq_stream * stream, double tau2);
size_t tsq_stream_count(const tsq_stream * stream);
size_t tsq_stream_dropped(const tsq_stream * stream);
size_t tsq_stream_coefficients(const tsq_stream * stream);
int tsq_stream_bytes(const tsq_stream * stream, void * buf, size_t n, size_t * needed);
int tsq_stream_from_bytes(const void * buf, size_t n, tsq_stream ** stream);
int tsq_stream_finish(const tsq_stream * stream, const tsq_options * options, tsq_stream_result * result, tsq_estimate * coefficients, double * vb);
int tsq_iterate_new(const tsq_stream * first, const tsq_options * options, tsq_iterate ** it);
void tsq_iterate_free(tsq_iterate * it);
double tsq_iterate_tau2(const tsq_iterate * it);
int tsq_iterate_done(const tsq_iterate * it);
int tsq_iterate_step(tsq_iterate * it, const tsq_stream * pass, int32_t * done);
int tsq_iterate_finish(const tsq_iterate * it, tsq_stream_result * result, tsq_estimate * coefficients, double * vb);
int tsq_iterate_confint_start(tsq_iterate * it, double level);
int tsq_iterate_confint(const tsq_iterate * it, tsq_tau2_interval * interval);
int tsq_frame_read_csv(const char * path, const tsq_csv_options * options, tsq_frame ** out);
int tsq_frame_parse_csv(const char * text, size_t bytes, const tsq_csv_options * options, tsq_frame ** out);
int tsq_frame_new(size_t rows, tsq_frame ** out);
int tsq_frame_add_numeric(tsq_frame * frame, const char * name, const double * values);
int tsq_frame_add_text(tsq_frame * frame, const char * name, const char *const * strings);
void tsq_frame_free(tsq_frame * frame);
size_t tsq_frame_rows(const tsq_frame * frame);
size_t tsq_frame_columns(const tsq_frame * frame);
const char * tsq_frame_column_name(const tsq_frame * frame, size_t column);
size_t tsq_frame_line(const tsq_frame * frame, size_t row);
int tsq_frame_lines(tsq_frame * frame, const size_t ** lines);
int tsq_frame_row_name(tsq_frame * frame, const char * labels, size_t row, char * buffer, size_t n);
const char * tsq_frame_reading(const tsq_frame * frame);
int tsq_frame_totals(const tsq_frame * frame, int32_t * totals, size_t * n_totals);
int tsq_frame_find(const tsq_frame * frame, const char * name, size_t * column);
int tsq_frame_is_numeric(const tsq_frame * frame, size_t column);
int tsq_frame_numeric(const tsq_frame * frame, const char * name, const double ** column);
int tsq_frame_counts(const tsq_frame * frame, const char * name, const double ** column);
int tsq_frame_proportions(tsq_frame * frame, const char * name, const double ** column);
int tsq_frame_text(tsq_frame * frame, const char * name, const char *const ** strings);
int tsq_frame_levels(tsq_frame * frame, const char * name, size_t * n_levels);
const char * tsq_frame_level(tsq_frame * frame, const char * name, size_t level);
int tsq_frame_codes(tsq_frame * frame, const char * name, const int32_t ** codes);
int tsq_frame_used_levels(tsq_frame * frame, const char * name, const int32_t * use, int32_t * codes, const char ** levels, size_t * n_levels);
int tsq_frame_subset(const tsq_frame * frame, const char * condition, tsq_frame ** out);
int tsq_frame_guess(const tsq_frame * frame, const char * role, size_t * column);
const char * tsq_poly_kind_name(int32_t value);
int tsq_poly_kind_from_name(const char * name, int32_t * value);
int tsq_design_new(size_t k, tsq_design ** out);
void tsq_design_free(tsq_design * design);
int tsq_design_add_numeric(tsq_design * design, const char * name, const double * values);
int tsq_design_add_factor(tsq_design * design, const char * name, const int32_t * codes, size_t n_levels, const char *const * level_names, size_t reference_level);
int tsq_design_add_interaction(tsq_design * design, const char * first_term, const char * second_term);
int tsq_design_add_polynomial(tsq_design * design, const char * name, const double * values, size_t degree, int32_t kind);
int tsq_design_add_rcs(tsq_design * design, const char * name, const double * values, size_t n_knots, const double * knots);
int tsq_design_from_terms(const tsq_frame * frame, const char * terms, tsq_design ** out);
int tsq_design_from_studies(const tsq_frame * frame, const char * terms, const int32_t * use, tsq_design ** out);
size_t tsq_design_k(const tsq_design * design);
size_t tsq_design_p(const tsq_design * design);
const double * tsq_design_x(const tsq_design * design);
const char *const * tsq_design_names(const tsq_design * design);
int tsq_design_intercept(const tsq_design * design);
size_t tsq_design_n_terms(const tsq_design * design);
int tsq_design_term(const tsq_design * design, size_t term, const char ** name, size_t * first, size_t * n);
size_t tsq_design_n_variables(const tsq_design * design);
int tsq_design_variable(const tsq_design * design, size_t variable, const char ** name, size_t * n_levels);
const char * tsq_design_level(const tsq_design * design, size_t variable, size_t level);
int tsq_design_row(const tsq_design * design, size_t n, const char *const * names, const double * values, double * row);
int tsq_design_parse_row(const tsq_design * design, const char * text, double * row);
int tsq_report_fit(const tsq_fit * fit, const tsq_report_options * options, int32_t format, char * buffer, size_t n, size_t * needed);
int tsq_report_subgroups(const tsq_subgroups * subgroups, const tsq_report_options * options, int32_t format, char * buffer, size_t n, size_t * needed);
int tsq_report_mh(const tsq_mh_result * result, int32_t measure, double level, const tsq_report_options * options, int32_t format, char * buffer, size_t n, size_t * needed);
int tsq_report_beta_binomial(const tsq_beta_binomial_result * result, double level, const tsq_report_options * options, int32_t format, char * buffer, size_t n, size_t * needed);
int tsq_report_glmm(const tsq_glmm_fit * fit, const tsq_report_options * options, int32_t format, char * buffer, size_t n, size_t * needed);
const char * tsq_report_format_name(int32_t format);
int tsq_report_format_from_name(const char * name, int32_t * format);
int tsq_plot_forest(const tsq_forest * forest, const char * path);
int tsq_plot_funnel(const tsq_funnel * funnel, const char * path);
int tsq_plot_bubble(const tsq_bubble * bubble, const char * path);
const char * tsq_plot_format_name(int32_t format);
int tsq_plot_format_from_name(const char * name, int32_t * format);
const char * tsq_show_name(int32_t show);
int tsq_show_from_name(const char * name, int32_t * show);
const char * tsq_forest_order_name(int32_t order);
int tsq_forest_order_from_name(const char * name, int32_t * order);
const char * tsq_align_name(int32_t align);
int tsq_align_from_name(const char * name, int32_t * align);
const char * tsq_funnel_kind_name(int32_t kind);
int tsq_funnel_kind_from_name(const char * name, int32_t * kind);
'''

CONSTANTS = {
    'OK': 0,
    'ERR_NULL': 10,
    'ERR_ARGUMENT': 20,
    'ERR_LENGTH': 30,
    'ERR_DATA': 40,
    'ERR_TOO_FEW': 50,
    'ERR_SINGULAR': 60,
    'ERR_NAME': 70,
    'ERR_OPTIONS': 80,
    'ERR_NOMEM': 90,
    'ERR_RANGE': 100,
    'ERR_PARSE': 110,
    'ERR_IO': 120,
    'ERR_GNUPLOT': 130,
    'ERR_UNSUPPORTED': 140,
    'ERR_BUFFER': 150,
    'ERR_INTERNAL': 160,
    'ERR_CANCELLED': 170,
    'RR': 101,
    'OR': 102,
    'RD': 103,
    'AS': 104,
    'PETO': 105,
    'PHI': 111,
    'ZPHI': 112,
    'YUQ': 113,
    'YUY': 114,
    'RTET': 115,
    'ZTET': 116,
    'PBIT': 121,
    'OR2D': 122,
    'OR2DN': 123,
    'MPRR': 151,
    'MPOR': 152,
    'MPRD': 153,
    'MPORC': 154,
    'MPPETO': 155,
    'MPORM': 156,
    'IRR': 201,
    'IRD': 202,
    'IRSD': 203,
    'MD': 301,
    'SMD': 302,
    'SMDH': 303,
    'SMD1': 304,
    'SMD1H': 305,
    'ROM': 306,
    'VR': 311,
    'CVR': 312,
    'RPB': 321,
    'ZPB': 322,
    'RBIS': 323,
    'ZBIS': 324,
    'D2OR': 331,
    'D2ORN': 332,
    'CLESN': 341,
    'CLES': 342,
    'COR': 401,
    'UCOR': 402,
    'ZCOR': 403,
    'PCOR': 411,
    'ZPCOR': 412,
    'SPCOR': 413,
    'ZSPCOR': 414,
    'R2': 421,
    'ZR2': 422,
    'R2F': 423,
    'ZR2F': 424,
    'PR': 501,
    'PLN': 502,
    'PLO': 503,
    'PRZ': 504,
    'PAS': 505,
    'PFT': 506,
    'IR': 601,
    'IRLN': 602,
    'IRS': 603,
    'IRFT': 604,
    'MN': 701,
    'MNLN': 702,
    'SMN': 703,
    'SDLN': 704,
    'CVLN': 705,
    'MC': 801,
    'SMCC': 802,
    'SMCR': 803,
    'SMCRH': 804,
    'SMCRP': 805,
    'SMCRPH': 806,
    'ROMC': 811,
    'VRC': 812,
    'CVRC': 813,
    'CLESCN': 821,
    'ARAW': 901,
    'AHW': 902,
    'ABT': 903,
    'REH': 951,
    'GEN': 1001,
    'HR': 1002,
    'HD': 1003,
    'LS': 10,
    'LS2': 11,
    'LS3': 12,
    'UB': 20,
    'AV': 30,
    'AV2': 31,
    'AVHO': 32,
    'HO': 40,
    'H0': 50,
    'ST': 60,
    'CS': 61,
    'VMAX': 70,
    'TO_ONLY0': 10,
    'TO_ALL': 20,
    'TO_IF0ALL': 30,
    'TO_NONE': 40,
    'ADD_DEFAULT': 0,
    'ADD_VALUE': 10,
    'ADD_TREATMENT_ARM': 20,
    'CONVENTION_METAFOR5': 10,
    'CONVENTION_METAFOR3': 20,
    'RECORD_TABLES': 10,
    'RECORD_PAIRED_TABLES': 20,
    'RECORD_RATES': 30,
    'RECORD_MEANS': 40,
    'RECORD_SUPERIORITY': 50,
    'RECORD_CORRELATIONS': 60,
    'RECORD_PROPORTIONS': 70,
    'RECORD_COUNTS': 80,
    'RECORD_SINGLE_MEANS': 90,
    'RECORD_CHANGES': 100,
    'RECORD_RELIABILITIES': 110,
    'RECORD_GENOTYPES': 120,
    'RECORD_GIVEN': 130,
    'SOURCE_NONE': 0,
    'SOURCE_GIVEN': 10,
    'SOURCE_SE': 20,
    'SOURCE_CI': 30,
    'SOURCE_STATISTIC': 40,
    'SOURCE_P': 50,
    'SOURCE_FIVE': 60,
    'SOURCE_QUARTILES': 61,
    'SOURCE_RANGE': 62,
    'REFERENCE_T': 10,
    'REFERENCE_NORMAL': 20,
    'SKEWED_DROP': 10,
    'SKEWED_KEEP': 20,
    'TRANSFORM_EXP': 10,
    'TRANSFORM_PERCENT': 11,
    'TRANSFORM_EFFICACY': 12,
    'TRANSFORM_ILOGIT': 20,
    'TRANSFORM_IPROBIT': 21,
    'TRANSFORM_ICLOGLOG': 22,
    'TRANSFORM_IARCSIN': 23,
    'TRANSFORM_IPFT': 24,
    'TRANSFORM_IPFT_HM': 25,
    'TRANSFORM_ISQRT': 30,
    'TRANSFORM_IIRFT': 31,
    'TRANSFORM_IIRFT_HM': 32,
    'TRANSFORM_ZTOR': 40,
    'TRANSFORM_ZTOR2': 41,
    'TRANSFORM_IAHW': 50,
    'TRANSFORM_IABT': 51,
    'TRANSFORM_DTOCLES': 60,
    'TRANSFORM_DTOU3': 61,
    'CE': 10,
    'DL': 20,
    'HE': 30,
    'HS': 40,
    'HSK': 50,
    'SJ': 60,
    'ML': 70,
    'REML': 80,
    'EB': 90,
    'PM': 100,
    'PMM': 110,
    'GENQ': 120,
    'DL2': 130,
    'DLIT': 140,
    'SJIT': 150,
    'Z': 10,
    'T': 20,
    'KNHA': 30,
    'ADHOC': 40,
    'KR': 50,
    'CI_QP': 10,
    'CI_GENQ': 20,
    'CI_PL': 30,
    'PI_NORMAL': 10,
    'PI_T': 20,
    'PI_HTS': 30,
    'PI_K1': 40,
    'PI_NONE': 50,
    'I2_TAU2': 10,
    'I2_Q': 20,
    'PRESET_COCHRANE': 10,
    'PRESET_METAFOR': 20,
    'PRESET_META': 30,
    'PRESET_STATA': 40,
    'MISSING_OMIT': 10,
    'MISSING_ERROR': 20,
    'REDUNDANT_ERROR': 10,
    'REDUNDANT_DROP': 20,
    'WEIGHT_INVERSE_VARIANCE': 10,
    'WEIGHT_EQUAL': 20,
    'OUTCOME_TAU2_ZERO': 1,
    'OUTCOME_STUDIES_DROPPED': 2,
    'OUTCOME_COLUMNS_DROPPED': 4,
    'OUTCOME_MULTIMODAL': 8,
    'OUTCOME_VARIANCE_RATIO': 16,
    'OUTCOME_LOOKS_LIKE_SE': 32,
    'OUTCOME_TEST_CHANGED': 64,
    'OUTCOME_KNHA_COMMON_EFFECT': 128,
    'OUTCOME_NO_SPREAD': 256,
    'OUTCOME_NO_GROUP': 512,
    'CI_FOUND': 0,
    'CI_EMPTY': 1,
    'CI_UPPER_UNBOUNDED': 2,
    'CI_NOT_DEFINED': 3,
    'FIELLER_INTERVAL': 0,
    'FIELLER_EXCLUSIVE': 1,
    'FIELLER_ALL': 2,
    'EXACT_TAILS': 10,
    'EXACT_MIDP': 20,
    'EXACT_SCORE': 30,
    'EXACT_AGRESTI_COULL': 40,
    'EXACT_JEFFREYS': 50,
    'EXACT_RULE_OF_3': 60,
    'UM_FS': 10,
    'UM_RS': 20,
    'CM_EL': 30,
    'CM_AL': 40,
    'GLMM_OBSERVED': 10,
    'GLMM_CONDITIONAL': 20,
    'GLMM_TAU2_ZERO': 1,
    'GLMM_STUDIES_DROPPED': 2,
    'GLMM_TEST_CHANGED': 4,
    'GLMM_SIGMA2_ZERO': 8,
    'TAU2_SEPARATE': 10,
    'TAU2_COMMON': 20,
    'POLY_ORTHOGONAL': 10,
    'POLY_RAW': 20,
    'REPORT_TEXT': 10,
    'REPORT_JSON': 20,
    'REPORT_CSV': 30,
    'PLOT_SVG': 10,
    'PLOT_PNG': 20,
    'PLOT_PDF': 30,
    'SHOW': 10,
    'HIDE': 20,
    'ORDER_GIVEN': 10,
    'ORDER_EFFECT': 20,
    'ORDER_PRECISION': 30,
    'ALIGN_LEFT': 10,
    'ALIGN_RIGHT': 20,
    'ALIGN_CENTRE': 30,
    'ALIGN_DECIMAL': 40,
    'FUNNEL_PLAIN': 10,
    'FUNNEL_CONTOUR': 20,
}
