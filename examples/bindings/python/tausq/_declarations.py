# SPDX-License-Identifier: GPL-3.0-or-later
# Made by ../../api/make_api.py from the headers: do not edit.
SONAME = 'libtausq.so.1'

CDEF = '''
typedef struct tsq_fit tsq_fit;
typedef struct tsq_rows tsq_rows;
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
typedef struct tsq_options tsq_options;
typedef struct tsq_interval_options tsq_interval_options;
typedef struct tsq_interval tsq_interval;
typedef struct tsq_data tsq_data;
typedef struct tsq_prediction tsq_prediction;
typedef struct tsq_predict_options tsq_predict_options;
typedef struct tsq_wald_test tsq_wald_test;
typedef struct tsq_ratio_result tsq_ratio_result;
typedef struct tsq_beyond tsq_beyond;
typedef struct tsq_batch_data tsq_batch_data;
typedef struct tsq_batch_out tsq_batch_out;
typedef struct tsq_batch_control tsq_batch_control;
typedef struct tsq_exact_options tsq_exact_options;
typedef struct tsq_glmm_data tsq_glmm_data;
typedef struct tsq_grouping tsq_grouping;
typedef struct tsq_change tsq_change;
typedef struct tsq_comparison tsq_comparison;
typedef struct tsq_row tsq_row;
typedef struct tsq_rows_options tsq_rows_options;
typedef struct tsq_model_info tsq_model_info;
typedef struct tsq_quantity tsq_quantity;
typedef struct tsq_option tsq_option;
typedef struct tsq_columns tsq_columns;
typedef struct tsq_stream_options tsq_stream_options;
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
  const void * reserved_pointer;
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
  const char *const * labels;
  const size_t * lines;
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
  const char *const * labels;
  const size_t * lines;
};
struct tsq_rates {
  size_t size;
  size_t k;
  const double * x1i;
  const double * t1i;
  const double * x2i;
  const double * t2i;
  const char *const * labels;
  const size_t * lines;
};
struct tsq_proportions {
  size_t size;
  size_t k;
  const double * xi;
  const double * mi;
  const double * ni;
  const char *const * labels;
  const size_t * lines;
};
struct tsq_counts {
  size_t size;
  size_t k;
  const double * xi;
  const double * ti;
  const char *const * labels;
  const size_t * lines;
};
struct tsq_single_means {
  size_t size;
  size_t k;
  const double * mi;
  const double * sdi;
  const double * ni;
  const char *const * labels;
  const size_t * lines;
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
  const char *const * labels;
  const size_t * lines;
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
  const char *const * labels;
  const size_t * lines;
};
struct tsq_reliabilities {
  size_t size;
  size_t k;
  const double * ai;
  const double * mi;
  const double * ni;
  const char *const * labels;
  const size_t * lines;
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
  int32_t scale;
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
  const double * o_e;
  const double * v;
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
  int32_t measure;
  int32_t keep;
  int32_t glmm_model;
  int32_t covariance;
  int32_t nodes;
  int32_t keep00;
  int32_t no_correction;
  int32_t add_mode;
  int32_t to;
  int32_t reserved;
  double add;
};
struct tsq_interval_options {
  size_t size;
  int32_t kind;
  int32_t reserved;
  double level;
};
struct tsq_interval {
  size_t size;
  int32_t kind;
  int32_t outcome;
  double level;
  double estimate;
  double lower;
  double upper;
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
  const size_t * lines;
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
  double * tau2_lower;
  double * tau2_upper;
  double * re2;
  double * re2_p;
  double * re2_log10_p;
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
  const char *const * labels;
  const size_t * lines;
};
struct tsq_grouping {
  size_t size;
  const int32_t * codes;
  const char *const * names;
  size_t n;
  int32_t tau2;
  int32_t test;
};
struct tsq_change {
  size_t size;
  const size_t * rows;
  size_t n;
  const double * yi;
  const double * weights;
  const double * x;
  size_t p;
  const char *const * x_names;
  const char * fixed;
  double value;
};
struct tsq_comparison {
  size_t size;
  int32_t restricted;
  int32_t reserved;
  double LRT;
  double df;
  double p_value;
  double p_boundary;
  double loglik[2];
  double parameters[2];
  double AIC[2];
  double BIC[2];
  double AICc[2];
  double tau2[2];
  double R2;
};
struct tsq_row {
  size_t size;
  int32_t kind;
  int32_t status;
  size_t index;
  size_t group;
  const char * label;
  const char * note;
  tsq_prediction effect;
  double weight;
  double fitted[3];
  double n;
};
struct tsq_rows_options {
  size_t size;
  const char * coefficient;
  const size_t * order;
  size_t n;
  const double * ni;
};
struct tsq_model_info {
  size_t size;
  const char * name;
  const char * title;
  const char * roles;
  const char * measures;
  size_t n_quantities;
  size_t n_options;
  int32_t has_moderators;
  int32_t reserved;
};
struct tsq_quantity {
  size_t size;
  const char * name;
  const char * over[2];
  const char * text;
};
struct tsq_option {
  size_t size;
  const char * name;
  const char * enum_name;
  const char * values;
  const char * by_default;
  const char * metafor;
  const char * text;
  size_t offset;
  int32_t type;
  int32_t reserved;
  double lowest;
  double highest;
};
struct tsq_columns {
  size_t size;
  size_t k;
  size_t n;
  const char *const * roles;
  const double *const * values;
  const double * x;
  size_t p;
  size_t ldx;
  const char *const * x_names;
  const char *const * labels;
  const size_t * lines;
};
struct tsq_stream_options {
  size_t size;
  size_t p;
  const char *const * x_names;
  int32_t no_intercept;
  int32_t missing;
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
  int32_t unicode;
  int32_t reserved;
  double transform_n;
  const char * measure;
  const char * shown;
  size_t n_predictions;
  const tsq_prediction * predictions;
  const char *const * prediction_labels;
  const tsq_beyond * beyond;
  const char * call;
  const void * reserved_pointer;
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
  int32_t align;
  int32_t reserved;
};
struct tsq_forest {
  size_t size;
  const tsq_rows * rows;
  const tsq_plot_options * options;
  const char * x_label;
  const tsq_forest_column * columns;
  const char *const * numbers;
  const char * study_header;
  const char * effect_name;
  const char * favours_left;
  const char * favours_right;
  const char * overall_label;
  const char * threshold_label;
  size_t n_columns;
  size_t n_numbers;
  double null_value;
  double threshold;
  double x_min;
  double x_max;
  int32_t transform;
  int32_t show_null;
  int32_t order;
  int32_t reverse;
  int32_t digits;
  int32_t show_weights;
  int32_t show_prediction;
  int32_t show_threshold;
  int32_t show_heterogeneity;
  int32_t show_test;
  int32_t show_notes;
  int32_t zebra;
};
struct tsq_funnel {
  size_t size;
  const tsq_fit * fit;
  const tsq_plot_options * options;
  const char * x_label;
  const char * y_label;
  const double * added_yi;
  const double * added_sei;
  const double * ni;
  size_t n_added;
  double null_value;
  double level;
  double x_min;
  double x_max;
  int32_t transform;
  int32_t show_null;
  int32_t show_legend;
  int32_t kind;
};
struct tsq_bubble {
  size_t size;
  const tsq_fit * fit;
  const tsq_plot_options * options;
  const char * x_label;
  const char * y_label;
  const double * row;
  const double * points_x;
  const double * grid_x;
  const double * grid_rows;
  const char *const * categories;
  const double * ni;
  const char *const * labels;
  size_t moderator;
  size_t n_grid;
  size_t n_categories;
  double null_value;
  double x_min;
  double x_max;
  double y_min;
  double y_max;
  int32_t transform;
  int32_t show_null;
  int32_t show_legend;
  int32_t show_confidence;
  int32_t show_prediction;
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
const char * tsq_drop00_name(int32_t drop00);
int tsq_drop00_from_name(const char * name, int32_t * drop00);
int tsq_effect(int32_t measure, const tsq_records * records, const tsq_effect_options * options, double * yi, double * vi);
int tsq_effect_ni(int32_t measure, const tsq_records * records, double * ni);
const char * tsq_reason_name(int32_t reason);
int tsq_reason_from_name(const char * name, int32_t * reason);
int tsq_effect_reasons(int32_t measure, const tsq_records * records, const tsq_effect_options * options, int32_t * reason);
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
const char * tsq_scale_name(int32_t scale);
int tsq_scale_from_name(const char * name, int32_t * scale);
int tsq_convert_arms(const tsq_arm_reports * reports, const tsq_convert_options * options, double * mean, double * sd, int32_t * mean_source, int32_t * sd_source);
int tsq_convert_groups(const tsq_arm_reports * group1, const tsq_arm_reports * group2, const tsq_convert_options * options, double * m1, double * sd1, double * m2, double * sd2, int32_t * source, int32_t * reason);
int tsq_skewness(const tsq_arm_reports * reports, double * statistic, double * critical);
int tsq_convert_differences(const tsq_difference_reports * reports, const tsq_convert_options * options, double * sd, double * se, int32_t * source);
int tsq_convert_estimates(const tsq_estimate_reports * reports, const tsq_convert_options * options, double * yi, double * vi, int32_t * source, double * asymmetry);
int tsq_effect_estimates(int32_t measure, const tsq_estimate_reports * reports, const tsq_convert_options * options, double * yi, double * vi, int32_t * source, int32_t * reason);
int tsq_combine_arms(const tsq_arms * first, const tsq_arms * second, double * n, double * mean, double * sd);
int tsq_change_sd(size_t k, const double * sd1, const double * sd2, const double * r, double * sd_change);
int tsq_change_correlation(size_t k, const double * sd1, const double * sd2, const double * sd_change, double * r);
const char * tsq_transform_name(int32_t transform);
int tsq_transform_from_name(const char * name, int32_t * transform);
int tsq_transform_values(int32_t transform, const tsq_transform_options * options, size_t n, const double * x, double * out);
int tsq_transform_estimate(int32_t transform, const tsq_transform_options * options, const tsq_estimate * estimate, tsq_estimate * out);
int tsq_transform_slope(int32_t transform, const tsq_transform_options * options, size_t n, const double * x, double * out);
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
const char * tsq_missing_name(int32_t missing);
int tsq_missing_from_name(const char * name, int32_t * missing);
const char * tsq_redundant_name(int32_t redundant);
int tsq_redundant_from_name(const char * name, int32_t * redundant);
const char * tsq_weighting_name(int32_t weighting);
int tsq_weighting_from_name(const char * name, int32_t * weighting);
const char * tsq_keep_name(int32_t keep);
int tsq_keep_from_name(const char * name, int32_t * keep);
const char * tsq_glmm_model_name(int32_t model);
int tsq_glmm_model_from_name(const char * name, int32_t * model);
const char * tsq_glmm_covariance_name(int32_t covariance);
int tsq_glmm_covariance_from_name(const char * name, int32_t * covariance);
const char * tsq_add_mode_name(int32_t mode);
int tsq_add_mode_from_name(const char * name, int32_t * mode);
void tsq_fit_free(tsq_fit * fit);
const char * tsq_fit_model(const tsq_fit * fit);
int tsq_fit_can(const tsq_fit * fit, const char * question);
tsq_estimate tsq_coef(const tsq_fit * fit, size_t index);
const char * tsq_coef_name(const tsq_fit * fit, size_t index);
size_t tsq_fit_extent(const tsq_fit * fit, const char * dimension);
const char * tsq_fit_label(const tsq_fit * fit, const char * dimension, size_t index);
const char * tsq_study_label(const tsq_fit * fit, size_t index);
int tsq_fit_length(const tsq_fit * fit, const char * name, size_t * n);
int tsq_fit_get(const tsq_fit * fit, const char * name, double * buf, size_t n);
double tsq_fit_value(const tsq_fit * fit, const char * name);
int tsq_fit_options(const tsq_fit * fit, tsq_options * options);
const char * tsq_fit_conventions(const tsq_fit * fit);
const char * tsq_fit_outcome(const tsq_fit * fit, size_t index);
int tsq_fit_digest(const tsq_fit * fit, const char * column, char * text);
int tsq_confint(const tsq_fit * fit, const char * parameter, const tsq_interval_options * options, tsq_interval * interval);
int tsq_rma(const tsq_data * data, const tsq_options * options, tsq_fit ** fit);
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
int tsq_mh_tables(const tsq_tables * tables, const tsq_options * options, tsq_fit ** fit);
int tsq_mh_rates(const tsq_rates * rates, const tsq_options * options, tsq_fit ** fit);
int tsq_peto(const tsq_tables * tables, const tsq_options * options, tsq_fit ** fit);
int tsq_beta_binomial(const tsq_tables * tables, const tsq_options * options, tsq_fit ** fit);
int tsq_beta_binomial_proportions(const tsq_proportions * records, const tsq_options * options, tsq_fit ** fit);
int tsq_glmm(const tsq_glmm_data * data, const tsq_options * options, tsq_fit ** fit);
int tsq_subgroup(const tsq_fit * fit, const tsq_grouping * grouping, tsq_fit ** subgroups);
const tsq_fit * tsq_fit_part(const tsq_fit * fit, size_t index);
const char * tsq_subgroup_tau2_name(int32_t tau2);
int tsq_subgroup_tau2_from_name(const char * name, int32_t * tau2);
const char * tsq_subgroup_test_name(int32_t test);
int tsq_subgroup_test_from_name(const char * name, int32_t * test);
int tsq_refit(const tsq_fit * fit, const tsq_change * change, tsq_fit ** refit);
int tsq_compare(const tsq_fit * reduced, const tsq_fit * full, tsq_comparison * comparison);
int tsq_fit_rows(const tsq_fit * fit, const tsq_rows_options * options, tsq_rows ** rows);
int tsq_leave_one_out(const tsq_fit * fit, const tsq_rows_options * options, tsq_rows ** rows);
int tsq_cumulative(const tsq_fit * fit, const tsq_rows_options * options, tsq_rows ** rows);
int tsq_rows_new(double level, int32_t measure, tsq_rows ** rows);
void tsq_rows_free(tsq_rows * rows);
size_t tsq_rows_count(const tsq_rows * rows);
int tsq_rows_at(const tsq_rows * rows, size_t index, tsq_row * row);
int tsq_rows_add(tsq_rows * rows, const tsq_row * row);
int tsq_rows_append(tsq_rows * rows, const tsq_rows * from, const char * name);
int tsq_rows_add_group(tsq_rows * rows, const char * name, size_t * group);
const char * tsq_rows_group(const tsq_rows * rows, size_t group);
int tsq_rows_add_column(tsq_rows * rows, const char * name, const double * values);
const char * tsq_rows_column(const tsq_rows * rows, size_t index);
int tsq_rows_numbers(const tsq_rows * rows, const char * name, double * buf, size_t n);
double tsq_rows_level(const tsq_rows * rows);
int32_t tsq_rows_measure(const tsq_rows * rows);
const char * tsq_rows_note(const tsq_rows * rows, size_t index, int32_t * kind, size_t * group);
int tsq_rows_add_note(tsq_rows * rows, int32_t kind, size_t group, const char * text);
const char * tsq_row_kind_name(int32_t kind);
int tsq_row_kind_from_name(const char * name, int32_t * kind);
size_t tsq_model_count(void);
int tsq_model_at(size_t index, tsq_model_info * info);
int tsq_model_quantity(const char * model, size_t index, tsq_quantity * quantity);
int tsq_model_option(const char * model, size_t index, tsq_option * option);
int tsq_option_set(tsq_options * options, const char * name, const char * text);
int tsq_fit_columns(const char * model, const tsq_columns * columns, const tsq_options * options, tsq_fit ** fit);
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
int tsq_stream_finish(const tsq_stream * stream, const tsq_options * options, tsq_fit ** fit);
int tsq_iterate_new(const tsq_stream * first, const tsq_options * options, tsq_iterate ** it);
void tsq_iterate_free(tsq_iterate * it);
double tsq_iterate_tau2(const tsq_iterate * it);
int tsq_iterate_done(const tsq_iterate * it);
int tsq_iterate_step(tsq_iterate * it, const tsq_stream * pass, int32_t * done);
size_t tsq_iterate_passes(const tsq_iterate * it);
int tsq_iterate_finish(const tsq_iterate * it, tsq_fit ** fit);
int tsq_iterate_confint_start(tsq_iterate * it, double level);
int tsq_iterate_confint(const tsq_iterate * it, tsq_interval * interval);
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
int tsq_report(const tsq_fit * fit, const tsq_report_options * options, int32_t format, char * buffer, size_t n, size_t * needed);
int tsq_report_rows(const tsq_rows * rows, const tsq_report_options * options, int32_t format, char * buffer, size_t n, size_t * needed);
int tsq_rerun(const char * json, size_t bytes, tsq_fit ** fit);
int tsq_report_changes(const char * json, size_t bytes, const tsq_fit * fit, double tolerance, char * buffer, size_t n, size_t * needed);
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
    'LS': 15010,
    'LS2': 15011,
    'LS3': 15012,
    'UB': 15020,
    'AV': 15030,
    'AV2': 15031,
    'AVHO': 15032,
    'HO': 15040,
    'H0': 15050,
    'ST': 15060,
    'CS': 15061,
    'VMAX': 15070,
    'TO_ONLY0': 16010,
    'TO_ALL': 16020,
    'TO_IF0ALL': 16030,
    'TO_NONE': 16040,
    'ADD_DEFAULT': 0,
    'ADD_VALUE': 18010,
    'ADD_TREATMENT_ARM': 18020,
    'CONVENTION_METAFOR5': 19010,
    'CONVENTION_METAFOR3': 19020,
    'CONVENTION_REVMAN': 19030,
    'DROP00_ALL': 1,
    'DROP00_KEEP': 28010,
    'DROP00_NOT_ESTIMABLE': 28020,
    'REASON_NONE': 0,
    'REASON_MISSING': 17010,
    'REASON_DOUBLE_ZERO': 17020,
    'REASON_DOUBLE_FULL': 17030,
    'REASON_ZERO_CELL': 17040,
    'REASON_ZERO_SD': 17050,
    'REASON_ZERO_VARIANCE': 17060,
    'REASON_SAMPLE_SIZE': 17070,
    'REASON_NOT_ESTIMABLE': 17080,
    'REASON_NO_VARIANCE': 17090,
    'REASON_SKEWED': 17100,
    'REASON_ASYMMETRIC': 17510,
    'REASON_OUTSIDE': 17520,
    'RECORD_TABLES': 20010,
    'RECORD_PAIRED_TABLES': 20020,
    'RECORD_RATES': 20030,
    'RECORD_MEANS': 20040,
    'RECORD_SUPERIORITY': 20050,
    'RECORD_CORRELATIONS': 20060,
    'RECORD_PROPORTIONS': 20070,
    'RECORD_COUNTS': 20080,
    'RECORD_SINGLE_MEANS': 20090,
    'RECORD_CHANGES': 20100,
    'RECORD_RELIABILITIES': 20110,
    'RECORD_GENOTYPES': 20120,
    'RECORD_GIVEN': 20130,
    'SOURCE_NONE': 0,
    'SOURCE_GIVEN': 21010,
    'SOURCE_SE': 21020,
    'SOURCE_CI': 21030,
    'SOURCE_STATISTIC': 21040,
    'SOURCE_P': 21050,
    'SOURCE_FIVE': 21060,
    'SOURCE_QUARTILES': 21061,
    'SOURCE_RANGE': 21062,
    'SOURCE_O_E': 21070,
    'REFERENCE_T': 22010,
    'REFERENCE_NORMAL': 22020,
    'SKEWED_DROP': 23010,
    'SKEWED_KEEP': 23020,
    'SCALE_SHOWN': 27010,
    'SCALE_YI': 27020,
    'TRANSFORM_EXP': 25010,
    'TRANSFORM_PERCENT': 25011,
    'TRANSFORM_EFFICACY': 25012,
    'TRANSFORM_ILOGIT': 25020,
    'TRANSFORM_IPROBIT': 25021,
    'TRANSFORM_ICLOGLOG': 25022,
    'TRANSFORM_IARCSIN': 25023,
    'TRANSFORM_IPFT': 25024,
    'TRANSFORM_IPFT_HM': 25025,
    'TRANSFORM_ISQRT': 25030,
    'TRANSFORM_IIRFT': 25031,
    'TRANSFORM_IIRFT_HM': 25032,
    'TRANSFORM_ZTOR': 25040,
    'TRANSFORM_ZTOR2': 25041,
    'TRANSFORM_IAHW': 25050,
    'TRANSFORM_IABT': 25051,
    'TRANSFORM_DTOCLES': 25060,
    'TRANSFORM_DTOU3': 25061,
    'TRANSFORM_NONE': 25900,
    'CE': 1010,
    'DL': 1020,
    'HE': 1030,
    'HS': 1040,
    'HSK': 1050,
    'SJ': 1060,
    'ML': 1070,
    'REML': 1080,
    'EB': 1090,
    'PM': 1100,
    'PMM': 1110,
    'GENQ': 1120,
    'DL2': 1130,
    'DLIT': 1140,
    'SJIT': 1150,
    'Z': 2010,
    'T': 2020,
    'KNHA': 2030,
    'ADHOC': 2040,
    'KR': 2050,
    'CI_QP': 3010,
    'CI_GENQ': 3020,
    'CI_PL': 3030,
    'PI_NORMAL': 4010,
    'PI_T': 4020,
    'PI_HTS': 4030,
    'PI_K1': 4040,
    'PI_NONE': 4050,
    'I2_TAU2': 5010,
    'I2_Q': 5020,
    'PRESET_COCHRANE': 6010,
    'PRESET_METAFOR': 6020,
    'PRESET_META': 6030,
    'PRESET_STATA': 6040,
    'MISSING_OMIT': 7010,
    'MISSING_ERROR': 7020,
    'REDUNDANT_ERROR': 8010,
    'REDUNDANT_DROP': 8020,
    'WEIGHT_INVERSE_VARIANCE': 9010,
    'WEIGHT_EQUAL': 9020,
    'KEEP_COPY': 10010,
    'KEEP_LENT': 10020,
    'KEEP_NONE': 10030,
    'UM_FS': 11010,
    'UM_RS': 11020,
    'CM_EL': 11030,
    'CM_AL': 11040,
    'GLMM_OBSERVED': 12010,
    'GLMM_CONDITIONAL': 12020,
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
    'OUTCOME_SIGMA2_ZERO': 1024,
    'OUTCOME_NOT_ESTIMABLE': 2048,
    'OUTCOME_NARROW': 4096,
    'OUTCOME_NOT_PROVED': 8192,
    'OUTCOME_NEEDS_PASS': 16384,
    'OUTCOME_ZERO_VARIANCE': 32768,
    'LEFT_IN': 0,
    'LEFT_MISSING': 1,
    'LEFT_SAYS_NOTHING': 2,
    'LEFT_NO_GROUP': 3,
    'LEFT_BY_CALLER': 4,
    'CI_FOUND': 0,
    'CI_EMPTY': 1,
    'CI_UPPER_UNBOUNDED': 2,
    'CI_NOT_DEFINED': 3,
    'CI_NOT_CONNECTED': 4,
    'FIELLER_INTERVAL': 0,
    'FIELLER_EXCLUSIVE': 1,
    'FIELLER_ALL': 2,
    'EXACT_TAILS': 26010,
    'EXACT_MIDP': 26020,
    'EXACT_SCORE': 26030,
    'EXACT_AGRESTI_COULL': 26040,
    'EXACT_JEFFREYS': 26050,
    'EXACT_RULE_OF_3': 26060,
    'TAU2_SEPARATE': 13010,
    'TAU2_COMMON': 13020,
    'SUBGROUP_WELCH': 14010,
    'SUBGROUP_CHI2': 14020,
    'ROW_STUDY': 30010,
    'ROW_ESTIMATE': 30020,
    'ROW_SUBTOTAL': 30030,
    'ROW_TOTAL': 30040,
    'NOTE_HETEROGENEITY': 31010,
    'NOTE_TEST': 31020,
    'NOTE_GROUPS': 31030,
    'NOTE_OUTCOME': 31040,
    'NOTE_CONVENTIONS': 31050,
    'OPTION_ENUM': 32010,
    'OPTION_FLAG': 32020,
    'OPTION_WHOLE': 32030,
    'OPTION_NUMBER': 32040,
    'POLY_ORTHOGONAL': 24010,
    'POLY_RAW': 24020,
    'REPORT_TEXT': 40010,
    'REPORT_JSON': 40020,
    'REPORT_CSV': 40030,
    'REPORT_MARKDOWN': 40040,
    'REPORT_LATEX': 40050,
    'REPORT_HTML': 40060,
    'PLOT_SVG': 41010,
    'PLOT_PNG': 41020,
    'PLOT_PDF': 41030,
    'SHOW': 42010,
    'HIDE': 42020,
    'ORDER_GIVEN': 43010,
    'ORDER_EFFECT': 43020,
    'ORDER_PRECISION': 43030,
    'ALIGN_LEFT': 44010,
    'ALIGN_RIGHT': 44020,
    'ALIGN_CENTRE': 44030,
    'ALIGN_DECIMAL': 44040,
    'FUNNEL_PLAIN': 45010,
    'FUNNEL_CONTOUR': 45020,
}

ENUMS = {
    'tsq_status': (None, None, {'OK': 0, 'ERR_NULL': 10, 'ERR_ARGUMENT': 20, 'ERR_LENGTH': 30, 'ERR_DATA': 40, 'ERR_TOO_FEW': 50, 'ERR_SINGULAR': 60, 'ERR_NAME': 70, 'ERR_OPTIONS': 80, 'ERR_NOMEM': 90, 'ERR_RANGE': 100, 'ERR_PARSE': 110, 'ERR_IO': 120, 'ERR_GNUPLOT': 130, 'ERR_UNSUPPORTED': 140, 'ERR_BUFFER': 150, 'ERR_INTERNAL': 160, 'ERR_CANCELLED': 170}),
    'tsq_measure': ('tsq_measure_name', 'tsq_measure_from_name', {'RR': 101, 'OR': 102, 'RD': 103, 'AS': 104, 'PETO': 105, 'PHI': 111, 'ZPHI': 112, 'YUQ': 113, 'YUY': 114, 'RTET': 115, 'ZTET': 116, 'PBIT': 121, 'OR2D': 122, 'OR2DN': 123, 'MPRR': 151, 'MPOR': 152, 'MPRD': 153, 'MPORC': 154, 'MPPETO': 155, 'MPORM': 156, 'IRR': 201, 'IRD': 202, 'IRSD': 203, 'MD': 301, 'SMD': 302, 'SMDH': 303, 'SMD1': 304, 'SMD1H': 305, 'ROM': 306, 'VR': 311, 'CVR': 312, 'RPB': 321, 'ZPB': 322, 'RBIS': 323, 'ZBIS': 324, 'D2OR': 331, 'D2ORN': 332, 'CLESN': 341, 'CLES': 342, 'COR': 401, 'UCOR': 402, 'ZCOR': 403, 'PCOR': 411, 'ZPCOR': 412, 'SPCOR': 413, 'ZSPCOR': 414, 'R2': 421, 'ZR2': 422, 'R2F': 423, 'ZR2F': 424, 'PR': 501, 'PLN': 502, 'PLO': 503, 'PRZ': 504, 'PAS': 505, 'PFT': 506, 'IR': 601, 'IRLN': 602, 'IRS': 603, 'IRFT': 604, 'MN': 701, 'MNLN': 702, 'SMN': 703, 'SDLN': 704, 'CVLN': 705, 'MC': 801, 'SMCC': 802, 'SMCR': 803, 'SMCRH': 804, 'SMCRP': 805, 'SMCRPH': 806, 'ROMC': 811, 'VRC': 812, 'CVRC': 813, 'CLESCN': 821, 'ARAW': 901, 'AHW': 902, 'ABT': 903, 'REH': 951, 'GEN': 1001, 'HR': 1002, 'HD': 1003}),
    'tsq_vtype': ('tsq_vtype_name', 'tsq_vtype_from_name', {'LS': 15010, 'LS2': 15011, 'LS3': 15012, 'UB': 15020, 'AV': 15030, 'AV2': 15031, 'AVHO': 15032, 'HO': 15040, 'H0': 15050, 'ST': 15060, 'CS': 15061, 'VMAX': 15070}),
    'tsq_to': ('tsq_to_name', 'tsq_to_from_name', {'TO_ONLY0': 16010, 'TO_ALL': 16020, 'TO_IF0ALL': 16030, 'TO_NONE': 16040}),
    'tsq_add_mode': ('tsq_add_mode_name', 'tsq_add_mode_from_name', {'ADD_DEFAULT': 0, 'ADD_VALUE': 18010, 'ADD_TREATMENT_ARM': 18020}),
    'tsq_convention': ('tsq_convention_name', 'tsq_convention_from_name', {'CONVENTION_METAFOR5': 19010, 'CONVENTION_METAFOR3': 19020, 'CONVENTION_REVMAN': 19030}),
    'tsq_drop00': ('tsq_drop00_name', 'tsq_drop00_from_name', {'DROP00_ALL': 1, 'DROP00_KEEP': 28010, 'DROP00_NOT_ESTIMABLE': 28020}),
    'tsq_reason': ('tsq_reason_name', 'tsq_reason_from_name', {'REASON_NONE': 0, 'REASON_MISSING': 17010, 'REASON_DOUBLE_ZERO': 17020, 'REASON_DOUBLE_FULL': 17030, 'REASON_ZERO_CELL': 17040, 'REASON_ZERO_SD': 17050, 'REASON_ZERO_VARIANCE': 17060, 'REASON_SAMPLE_SIZE': 17070, 'REASON_NOT_ESTIMABLE': 17080, 'REASON_NO_VARIANCE': 17090, 'REASON_SKEWED': 17100, 'REASON_ASYMMETRIC': 17510, 'REASON_OUTSIDE': 17520}),
    'tsq_record_kind': ('tsq_record_kind_name', 'tsq_record_kind_from_name', {'RECORD_TABLES': 20010, 'RECORD_PAIRED_TABLES': 20020, 'RECORD_RATES': 20030, 'RECORD_MEANS': 20040, 'RECORD_SUPERIORITY': 20050, 'RECORD_CORRELATIONS': 20060, 'RECORD_PROPORTIONS': 20070, 'RECORD_COUNTS': 20080, 'RECORD_SINGLE_MEANS': 20090, 'RECORD_CHANGES': 20100, 'RECORD_RELIABILITIES': 20110, 'RECORD_GENOTYPES': 20120, 'RECORD_GIVEN': 20130}),
    'tsq_source': ('tsq_source_name', 'tsq_source_from_name', {'SOURCE_NONE': 0, 'SOURCE_GIVEN': 21010, 'SOURCE_SE': 21020, 'SOURCE_CI': 21030, 'SOURCE_STATISTIC': 21040, 'SOURCE_P': 21050, 'SOURCE_FIVE': 21060, 'SOURCE_QUARTILES': 21061, 'SOURCE_RANGE': 21062, 'SOURCE_O_E': 21070}),
    'tsq_reference': (None, None, {'REFERENCE_T': 22010, 'REFERENCE_NORMAL': 22020}),
    'tsq_skewed': (None, None, {'SKEWED_DROP': 23010, 'SKEWED_KEEP': 23020}),
    'tsq_scale': ('tsq_scale_name', 'tsq_scale_from_name', {'SCALE_SHOWN': 27010, 'SCALE_YI': 27020}),
    'tsq_transform': ('tsq_transform_name', 'tsq_transform_from_name', {'TRANSFORM_EXP': 25010, 'TRANSFORM_PERCENT': 25011, 'TRANSFORM_EFFICACY': 25012, 'TRANSFORM_ILOGIT': 25020, 'TRANSFORM_IPROBIT': 25021, 'TRANSFORM_ICLOGLOG': 25022, 'TRANSFORM_IARCSIN': 25023, 'TRANSFORM_IPFT': 25024, 'TRANSFORM_IPFT_HM': 25025, 'TRANSFORM_ISQRT': 25030, 'TRANSFORM_IIRFT': 25031, 'TRANSFORM_IIRFT_HM': 25032, 'TRANSFORM_ZTOR': 25040, 'TRANSFORM_ZTOR2': 25041, 'TRANSFORM_IAHW': 25050, 'TRANSFORM_IABT': 25051, 'TRANSFORM_DTOCLES': 25060, 'TRANSFORM_DTOU3': 25061, 'TRANSFORM_NONE': 25900}),
    'tsq_method': ('tsq_method_name', 'tsq_method_from_name', {'CE': 1010, 'DL': 1020, 'HE': 1030, 'HS': 1040, 'HSK': 1050, 'SJ': 1060, 'ML': 1070, 'REML': 1080, 'EB': 1090, 'PM': 1100, 'PMM': 1110, 'GENQ': 1120, 'DL2': 1130, 'DLIT': 1140, 'SJIT': 1150}),
    'tsq_test': ('tsq_test_name', 'tsq_test_from_name', {'Z': 2010, 'T': 2020, 'KNHA': 2030, 'ADHOC': 2040, 'KR': 2050}),
    'tsq_tau2_ci_kind': ('tsq_tau2_ci_name', 'tsq_tau2_ci_from_name', {'CI_QP': 3010, 'CI_GENQ': 3020, 'CI_PL': 3030}),
    'tsq_pi_kind': ('tsq_pi_name', 'tsq_pi_from_name', {'PI_NORMAL': 4010, 'PI_T': 4020, 'PI_HTS': 4030, 'PI_K1': 4040, 'PI_NONE': 4050}),
    'tsq_i2_kind': ('tsq_i2_name', 'tsq_i2_from_name', {'I2_TAU2': 5010, 'I2_Q': 5020}),
    'tsq_preset': ('tsq_preset_name', 'tsq_preset_from_name', {'PRESET_COCHRANE': 6010, 'PRESET_METAFOR': 6020, 'PRESET_META': 6030, 'PRESET_STATA': 6040}),
    'tsq_missing': ('tsq_missing_name', 'tsq_missing_from_name', {'MISSING_OMIT': 7010, 'MISSING_ERROR': 7020}),
    'tsq_redundant': ('tsq_redundant_name', 'tsq_redundant_from_name', {'REDUNDANT_ERROR': 8010, 'REDUNDANT_DROP': 8020}),
    'tsq_weighting': ('tsq_weighting_name', 'tsq_weighting_from_name', {'WEIGHT_INVERSE_VARIANCE': 9010, 'WEIGHT_EQUAL': 9020}),
    'tsq_keep': ('tsq_keep_name', 'tsq_keep_from_name', {'KEEP_COPY': 10010, 'KEEP_LENT': 10020, 'KEEP_NONE': 10030}),
    'tsq_glmm_model': ('tsq_glmm_model_name', 'tsq_glmm_model_from_name', {'UM_FS': 11010, 'UM_RS': 11020, 'CM_EL': 11030, 'CM_AL': 11040}),
    'tsq_glmm_covariance': ('tsq_glmm_covariance_name', 'tsq_glmm_covariance_from_name', {'GLMM_OBSERVED': 12010, 'GLMM_CONDITIONAL': 12020}),
    'tsq_outcome': (None, None, {'OUTCOME_TAU2_ZERO': 1, 'OUTCOME_STUDIES_DROPPED': 2, 'OUTCOME_COLUMNS_DROPPED': 4, 'OUTCOME_MULTIMODAL': 8, 'OUTCOME_VARIANCE_RATIO': 16, 'OUTCOME_LOOKS_LIKE_SE': 32, 'OUTCOME_TEST_CHANGED': 64, 'OUTCOME_KNHA_COMMON_EFFECT': 128, 'OUTCOME_NO_SPREAD': 256, 'OUTCOME_NO_GROUP': 512, 'OUTCOME_SIGMA2_ZERO': 1024, 'OUTCOME_NOT_ESTIMABLE': 2048, 'OUTCOME_NARROW': 4096, 'OUTCOME_NOT_PROVED': 8192, 'OUTCOME_NEEDS_PASS': 16384, 'OUTCOME_ZERO_VARIANCE': 32768}),
    'tsq_left_out': (None, None, {'LEFT_IN': 0, 'LEFT_MISSING': 1, 'LEFT_SAYS_NOTHING': 2, 'LEFT_NO_GROUP': 3, 'LEFT_BY_CALLER': 4}),
    'tsq_ci_outcome': (None, None, {'CI_FOUND': 0, 'CI_EMPTY': 1, 'CI_UPPER_UNBOUNDED': 2, 'CI_NOT_DEFINED': 3, 'CI_NOT_CONNECTED': 4}),
    'tsq_fieller': (None, None, {'FIELLER_INTERVAL': 0, 'FIELLER_EXCLUSIVE': 1, 'FIELLER_ALL': 2}),
    'tsq_exact_method': ('tsq_exact_method_name', 'tsq_exact_method_from_name', {'EXACT_TAILS': 26010, 'EXACT_MIDP': 26020, 'EXACT_SCORE': 26030, 'EXACT_AGRESTI_COULL': 26040, 'EXACT_JEFFREYS': 26050, 'EXACT_RULE_OF_3': 26060}),
    'tsq_subgroup_tau2': ('tsq_subgroup_tau2_name', 'tsq_subgroup_tau2_from_name', {'TAU2_SEPARATE': 13010, 'TAU2_COMMON': 13020}),
    'tsq_subgroup_test': ('tsq_subgroup_test_name', 'tsq_subgroup_test_from_name', {'SUBGROUP_WELCH': 14010, 'SUBGROUP_CHI2': 14020}),
    'tsq_row_kind': ('tsq_row_kind_name', 'tsq_row_kind_from_name', {'ROW_STUDY': 30010, 'ROW_ESTIMATE': 30020, 'ROW_SUBTOTAL': 30030, 'ROW_TOTAL': 30040}),
    'tsq_note_kind': (None, None, {'NOTE_HETEROGENEITY': 31010, 'NOTE_TEST': 31020, 'NOTE_GROUPS': 31030, 'NOTE_OUTCOME': 31040, 'NOTE_CONVENTIONS': 31050}),
    'tsq_option_type': (None, None, {'OPTION_ENUM': 32010, 'OPTION_FLAG': 32020, 'OPTION_WHOLE': 32030, 'OPTION_NUMBER': 32040}),
    'tsq_poly_kind': ('tsq_poly_kind_name', 'tsq_poly_kind_from_name', {'POLY_ORTHOGONAL': 24010, 'POLY_RAW': 24020}),
    'tsq_report_format': ('tsq_report_format_name', 'tsq_report_format_from_name', {'REPORT_TEXT': 40010, 'REPORT_JSON': 40020, 'REPORT_CSV': 40030, 'REPORT_MARKDOWN': 40040, 'REPORT_LATEX': 40050, 'REPORT_HTML': 40060}),
    'tsq_plot_format': ('tsq_plot_format_name', 'tsq_plot_format_from_name', {'PLOT_SVG': 41010, 'PLOT_PNG': 41020, 'PLOT_PDF': 41030}),
    'tsq_show': ('tsq_show_name', 'tsq_show_from_name', {'SHOW': 42010, 'HIDE': 42020}),
    'tsq_forest_order': ('tsq_forest_order_name', 'tsq_forest_order_from_name', {'ORDER_GIVEN': 43010, 'ORDER_EFFECT': 43020, 'ORDER_PRECISION': 43030}),
    'tsq_align': ('tsq_align_name', 'tsq_align_from_name', {'ALIGN_LEFT': 44010, 'ALIGN_RIGHT': 44020, 'ALIGN_CENTRE': 44030, 'ALIGN_DECIMAL': 44040}),
    'tsq_funnel_kind': ('tsq_funnel_kind_name', 'tsq_funnel_kind_from_name', {'FUNNEL_PLAIN': 45010, 'FUNNEL_CONTOUR': 45020}),
}

STRUCTS = {
    'tsq_estimate': {'estimate': ('number', None, ()), 'se': ('number', None, ()), 'statistic': ('number', None, ()), 'df': ('number', None, ()), 'p_value': ('number', None, ()), 'ci_lower': ('number', None, ()), 'ci_upper': ('number', None, ())},
    'tsq_effect_options': {'size': ('size', None, ()), 'to': ('enum', 'tsq_to', ()), 'drop00': ('enum', 'tsq_drop00', ()), 'vtype': ('enum', 'tsq_vtype', ()), 'add_mode': ('enum', 'tsq_add_mode', ()), 'add': ('number', None, ()), 'vtypes': ('enum', 'tsq_vtype', ('records.k',)), 'convention': ('enum', 'tsq_convention', ()), 'reserved': ('reserved', None, ()), 'reserved_pointer': ('context', None, ())},
    'tsq_records': {'size': ('size', None, ()), 'k': ('count', None, ()), 'n_columns': ('count', None, ()), 'names': ('text', None, ('n_columns',)), 'columns': ('number', None, ('n_columns', 'k'))},
    'tsq_means': {'size': ('size', None, ()), 'k': ('count', None, ()), 'm1': ('number', None, ('k',)), 'sd1': ('number', None, ('k',)), 'n1': ('number', None, ('k',)), 'm2': ('number', None, ('k',)), 'sd2': ('number', None, ('k',)), 'n2': ('number', None, ('k',)), 'di': ('number', None, ('k',)), 'ti': ('number', None, ('k',)), 'pi': ('number', None, ('k',)), 'ri': ('number', None, ('k',)), 'labels': ('text', None, ('k',)), 'lines': ('count', None, ('k',))},
    'tsq_tables': {'size': ('size', None, ()), 'k': ('count', None, ()), 'ai': ('number', None, ('k',)), 'bi': ('number', None, ('k',)), 'ci': ('number', None, ('k',)), 'di': ('number', None, ('k',)), 'n1i': ('number', None, ('k',)), 'n2i': ('number', None, ('k',)), 'ri': ('number', None, ('k',)), 'pi': ('number', None, ('k',)), 'labels': ('text', None, ('k',)), 'lines': ('count', None, ('k',))},
    'tsq_rates': {'size': ('size', None, ()), 'k': ('count', None, ()), 'x1i': ('number', None, ('k',)), 't1i': ('number', None, ('k',)), 'x2i': ('number', None, ('k',)), 't2i': ('number', None, ('k',)), 'labels': ('text', None, ('k',)), 'lines': ('count', None, ('k',))},
    'tsq_proportions': {'size': ('size', None, ()), 'k': ('count', None, ()), 'xi': ('number', None, ('k',)), 'mi': ('number', None, ('k',)), 'ni': ('number', None, ('k',)), 'labels': ('text', None, ('k',)), 'lines': ('count', None, ('k',))},
    'tsq_counts': {'size': ('size', None, ()), 'k': ('count', None, ()), 'xi': ('number', None, ('k',)), 'ti': ('number', None, ('k',)), 'labels': ('text', None, ('k',)), 'lines': ('count', None, ('k',))},
    'tsq_single_means': {'size': ('size', None, ()), 'k': ('count', None, ()), 'mi': ('number', None, ('k',)), 'sdi': ('number', None, ('k',)), 'ni': ('number', None, ('k',)), 'labels': ('text', None, ('k',)), 'lines': ('count', None, ('k',))},
    'tsq_changes': {'size': ('size', None, ()), 'k': ('count', None, ()), 'm1i': ('number', None, ('k',)), 'm2i': ('number', None, ('k',)), 'sd1i': ('number', None, ('k',)), 'sd2i': ('number', None, ('k',)), 'ni': ('number', None, ('k',)), 'ri': ('number', None, ('k',)), 'di': ('number', None, ('k',)), 'ti': ('number', None, ('k',)), 'pi': ('number', None, ('k',)), 'labels': ('text', None, ('k',)), 'lines': ('count', None, ('k',))},
    'tsq_correlations': {'size': ('size', None, ()), 'k': ('count', None, ()), 'ri': ('number', None, ('k',)), 'ni': ('number', None, ('k',)), 'ti': ('number', None, ('k',)), 'pi': ('number', None, ('k',)), 'mi': ('number', None, ('k',)), 'r2i': ('number', None, ('k',)), 'fi': ('number', None, ('k',)), 'labels': ('text', None, ('k',)), 'lines': ('count', None, ('k',))},
    'tsq_reliabilities': {'size': ('size', None, ()), 'k': ('count', None, ()), 'ai': ('number', None, ('k',)), 'mi': ('number', None, ('k',)), 'ni': ('number', None, ('k',)), 'labels': ('text', None, ('k',)), 'lines': ('count', None, ('k',))},
    'tsq_measure_info': {'size': ('size', None, ()), 'code': ('text', None, ()), 'title': ('text', None, ()), 'axis_label': ('text', None, ()), 'inputs': ('text', None, ('n_inputs',)), 'vtypes': ('enum', 'tsq_vtype', ('n_vtypes',)), 'n_inputs': ('count', None, ()), 'n_vtypes': ('count', None, ()), 'default_add': ('number', None, ()), 'null_value': ('number', None, ()), 'null_shown': ('number', None, ()), 'measure': ('enum', 'tsq_measure', ()), 'kind': ('enum', 'tsq_record_kind', ()), 'transform': ('enum', 'tsq_transform', ()), 'reserved': ('reserved', None, ())},
    'tsq_convert_options': {'size': ('size', None, ()), 'level': ('number', None, ()), 'reference': ('enum', 'tsq_reference', ()), 'skewed': ('enum', 'tsq_skewed', ()), 'transform': ('enum', 'tsq_transform', ()), 'scale': ('enum', 'tsq_scale', ())},
    'tsq_arm_reports': {'size': ('size', None, ()), 'k': ('count', None, ()), 'n': ('number', None, ('k',)), 'mean': ('number', None, ('k',)), 'sd': ('number', None, ('k',)), 'se': ('number', None, ('k',)), 'ci_lower': ('number', None, ('k',)), 'ci_upper': ('number', None, ('k',)), 'level': ('number', None, ('k',)), 'min': ('number', None, ('k',)), 'q1': ('number', None, ('k',)), 'median': ('number', None, ('k',)), 'q3': ('number', None, ('k',)), 'max': ('number', None, ('k',))},
    'tsq_difference_reports': {'size': ('size', None, ()), 'k': ('count', None, ()), 'n1': ('number', None, ('k',)), 'n2': ('number', None, ('k',)), 'difference': ('number', None, ('k',)), 'se': ('number', None, ('k',)), 'ci_lower': ('number', None, ('k',)), 'ci_upper': ('number', None, ('k',)), 'level': ('number', None, ('k',)), 't': ('number', None, ('k',)), 'p': ('number', None, ('k',))},
    'tsq_estimate_reports': {'size': ('size', None, ()), 'k': ('count', None, ()), 'estimate': ('number', None, ('k',)), 'ci_lower': ('number', None, ('k',)), 'ci_upper': ('number', None, ('k',)), 'level': ('number', None, ('k',)), 'se': ('number', None, ('k',)), 'statistic': ('number', None, ('k',)), 'p': ('number', None, ('k',)), 'df': ('number', None, ('k',)), 'o_e': ('number', None, ('k',)), 'v': ('number', None, ('k',))},
    'tsq_arms': {'size': ('size', None, ()), 'k': ('count', None, ()), 'n': ('number', None, ('k',)), 'mean': ('number', None, ('k',)), 'sd': ('number', None, ('k',))},
    'tsq_transform_options': {'size': ('size', None, ()), 'ni': ('number', None, ('n',)), 'n': ('count', None, ())},
    'tsq_options': {'size': ('size', None, ()), 'preset': ('enum', 'tsq_preset', ()), 'method': ('enum', 'tsq_method', ()), 'test': ('enum', 'tsq_test', ()), 'ci_kind': ('enum', 'tsq_tau2_ci_kind', ()), 'pi_kind': ('enum', 'tsq_pi_kind', ()), 'i2_kind': ('enum', 'tsq_i2_kind', ()), 'no_intercept': ('boolean', None, ()), 'missing': ('enum', 'tsq_missing', ()), 'redundant': ('enum', 'tsq_redundant', ()), 'weighting': ('enum', 'tsq_weighting', ()), 'tau2_fixed': ('boolean', None, ()), 'threads': ('integer', None, ()), 'tau2': ('number', None, ()), 'level': ('number', None, ()), 'measure': ('enum', 'tsq_measure', ()), 'keep': ('enum', 'tsq_keep', ()), 'glmm_model': ('enum', 'tsq_glmm_model', ()), 'covariance': ('enum', 'tsq_glmm_covariance', ()), 'nodes': ('integer', None, ()), 'keep00': ('boolean', None, ()), 'no_correction': ('boolean', None, ()), 'add_mode': ('enum', 'tsq_add_mode', ()), 'to': ('enum', 'tsq_to', ()), 'reserved': ('reserved', None, ()), 'add': ('number', None, ())},
    'tsq_interval_options': {'size': ('size', None, ()), 'kind': ('enum', 'tsq_tau2_ci_kind', ()), 'reserved': ('reserved', None, ()), 'level': ('number', None, ())},
    'tsq_interval': {'size': ('size', None, ()), 'kind': ('enum', 'tsq_tau2_ci_kind', ()), 'outcome': ('enum', 'tsq_ci_outcome', ()), 'level': ('number', None, ()), 'estimate': ('number', None, ()), 'lower': ('number', None, ()), 'upper': ('number', None, ())},
    'tsq_data': {'size': ('size', None, ()), 'k': ('count', None, ()), 'yi': ('number', None, ('k',)), 'vi': ('number', None, ('k',)), 'sei': ('number', None, ('k',)), 'x': ('number', None, ('k', 'p')), 'p': ('count', None, ()), 'ldx': ('count', None, ()), 'x_names': ('text', None, ('p',)), 'weights': ('number', None, ('k',)), 'labels': ('text', None, ('k',)), 'lines': ('count', None, ('k',))},
    'tsq_prediction': {'estimate': ('number', None, ()), 'se': ('number', None, ()), 'statistic': ('number', None, ()), 'df': ('number', None, ()), 'p_value': ('number', None, ()), 'ci_lower': ('number', None, ()), 'ci_upper': ('number', None, ()), 'pi_lower': ('number', None, ()), 'pi_upper': ('number', None, ()), 'pi_se': ('number', None, ()), 'pi_df': ('number', None, ())},
    'tsq_predict_options': {'size': ('size', None, ()), 'pi_kind': ('enum', 'tsq_pi_kind', ()), 'reserved': ('reserved', None, ()), 'level': ('number', None, ())},
    'tsq_wald_test': {'size': ('size', None, ()), 'statistic': ('number', None, ()), 'df1': ('number', None, ()), 'df2': ('number', None, ()), 'p_value': ('number', None, ())},
    'tsq_ratio_result': {'size': ('size', None, ()), 'ratio': ('number', None, ()), 'se': ('number', None, ()), 'delta': ('number', None, ()), 'fieller': ('number', None, ()), 'df': ('number', None, ()), 'fieller_kind': ('enum', 'tsq_fieller', ()), 'reserved': ('reserved', None, ()), 'numerator': ('struct', 'tsq_estimate', ()), 'denominator': ('struct', 'tsq_estimate', ())},
    'tsq_beyond': {'size': ('size', None, ()), 'threshold': ('number', None, ()), 'probability': ('number', None, ()), 'proportion': ('struct', 'tsq_estimate', ())},
    'tsq_batch_data': {'size': ('size', None, ()), 'm': ('count', None, ()), 'k': ('count', None, ()), 'ld': ('count', None, ()), 'offsets': ('count', None, ('m + 1',)), 'yi': ('number', None, ('m', 'k')), 'vi': ('number', None, ('m', 'k')), 'sei': ('number', None, ('m', 'k')), 'x': ('number', None, ('k', 'p')), 'p': ('count', None, ()), 'ldx': ('count', None, ())},
    'tsq_batch_out': {'size': ('size', None, ()), 'tau2': ('number', None, ('data.m',)), 'estimate': ('number', None, ('data.m', 'data.p + 1 - options.no_intercept')), 'se': ('number', None, ('data.m', 'data.p + 1 - options.no_intercept')), 'statistic': ('number', None, ('data.m', 'data.p + 1 - options.no_intercept')), 'p_value': ('number', None, ('data.m', 'data.p + 1 - options.no_intercept')), 'log10_p': ('number', None, ('data.m', 'data.p + 1 - options.no_intercept')), 'ci_lower': ('number', None, ('data.m', 'data.p + 1 - options.no_intercept')), 'ci_upper': ('number', None, ('data.m', 'data.p + 1 - options.no_intercept')), 'pi_lower': ('number', None, ('data.m',)), 'pi_upper': ('number', None, ('data.m',)), 'Q': ('number', None, ('data.m',)), 'I2': ('number', None, ('data.m',)), 'H2': ('number', None, ('data.m',)), 'status': ('enum', 'tsq_status', ('data.m',)), 'tau2_lower': ('number', None, ('data.m',)), 'tau2_upper': ('number', None, ('data.m',)), 're2': ('number', None, ('data.m',)), 're2_p': ('number', None, ('data.m',)), 're2_log10_p': ('number', None, ('data.m',))},
    'tsq_batch_control': {'size': ('size', None, ()), 'go_on': ('callback', None, ()), 'context': ('context', None, ())},
    'tsq_exact_options': {'size': ('size', None, ()), 'level': ('number', None, ()), 'method': ('enum', 'tsq_exact_method', ()), 'reserved': ('reserved', None, ())},
    'tsq_glmm_data': {'size': ('size', None, ()), 'k': ('count', None, ()), 'ai': ('number', None, ('k',)), 'bi': ('number', None, ('k',)), 'ci': ('number', None, ('k',)), 'di': ('number', None, ('k',)), 'n1i': ('number', None, ('k',)), 'n2i': ('number', None, ('k',)), 'x1i': ('number', None, ('k',)), 't1i': ('number', None, ('k',)), 'x2i': ('number', None, ('k',)), 't2i': ('number', None, ('k',)), 'xi': ('number', None, ('k',)), 'mi': ('number', None, ('k',)), 'ni': ('number', None, ('k',)), 'ti': ('number', None, ('k',)), 'x': ('number', None, ('k', 'p')), 'p': ('count', None, ()), 'ldx': ('count', None, ()), 'x_names': ('text', None, ('p',)), 'labels': ('text', None, ('k',)), 'lines': ('count', None, ('k',))},
    'tsq_grouping': {'size': ('size', None, ()), 'codes': ('integer', None, ('tsq_fit_extent(fit, "given")',)), 'names': ('text', None, ('n',)), 'n': ('count', None, ()), 'tau2': ('enum', 'tsq_subgroup_tau2', ()), 'test': ('enum', 'tsq_subgroup_test', ())},
    'tsq_change': {'size': ('size', None, ()), 'rows': ('count', None, ('n',)), 'n': ('count', None, ()), 'yi': ('number', None, ('tsq_fit_extent(fit, "given")',)), 'weights': ('number', None, ('tsq_fit_extent(fit, "given")',)), 'x': ('number', None, ('tsq_fit_extent(fit, "given")', 'p')), 'p': ('count', None, ()), 'x_names': ('text', None, ('p',)), 'fixed': ('text', None, ()), 'value': ('number', None, ())},
    'tsq_comparison': {'size': ('size', None, ()), 'restricted': ('boolean', None, ()), 'reserved': ('reserved', None, ()), 'LRT': ('number', None, ()), 'df': ('number', None, ()), 'p_value': ('number', None, ()), 'p_boundary': ('number', None, ()), 'loglik': ('number', None, ()), 'parameters': ('number', None, ()), 'AIC': ('number', None, ()), 'BIC': ('number', None, ()), 'AICc': ('number', None, ()), 'tau2': ('number', None, ()), 'R2': ('number', None, ())},
    'tsq_row': {'size': ('size', None, ()), 'kind': ('enum', 'tsq_row_kind', ()), 'status': ('enum', 'tsq_status', ()), 'index': ('count', None, ()), 'group': ('count', None, ()), 'label': ('text', None, ()), 'note': ('text', None, ()), 'effect': ('struct', 'tsq_prediction', ()), 'weight': ('number', None, ()), 'fitted': ('number', None, ()), 'n': ('number', None, ())},
    'tsq_rows_options': {'size': ('size', None, ()), 'coefficient': ('text', None, ()), 'order': ('count', None, ('n',)), 'n': ('count', None, ()), 'ni': ('number', None, ('tsq_fit_extent(fit, "given")',))},
    'tsq_model_info': {'size': ('size', None, ()), 'name': ('text', None, ()), 'title': ('text', None, ()), 'roles': ('text', None, ()), 'measures': ('text', None, ()), 'n_quantities': ('count', None, ()), 'n_options': ('count', None, ()), 'has_moderators': ('boolean', None, ()), 'reserved': ('reserved', None, ())},
    'tsq_quantity': {'size': ('size', None, ()), 'name': ('text', None, ()), 'over': ('text', None, ()), 'text': ('text', None, ())},
    'tsq_option': {'size': ('size', None, ()), 'name': ('text', None, ()), 'enum_name': ('text', None, ()), 'values': ('text', None, ()), 'by_default': ('text', None, ()), 'metafor': ('text', None, ()), 'text': ('text', None, ()), 'offset': ('count', None, ()), 'type': ('enum', 'tsq_option_type', ()), 'reserved': ('reserved', None, ()), 'lowest': ('number', None, ()), 'highest': ('number', None, ())},
    'tsq_columns': {'size': ('size', None, ()), 'k': ('count', None, ()), 'n': ('count', None, ()), 'roles': ('text', None, ('n',)), 'values': ('number', None, ('n', 'k')), 'x': ('number', None, ('k', 'p')), 'p': ('count', None, ()), 'ldx': ('count', None, ()), 'x_names': ('text', None, ('p',)), 'labels': ('text', None, ('k',)), 'lines': ('count', None, ('k',))},
    'tsq_stream_options': {'size': ('size', None, ()), 'p': ('count', None, ()), 'x_names': ('text', None, ('p',)), 'no_intercept': ('boolean', None, ()), 'missing': ('enum', 'tsq_missing', ())},
    'tsq_csv_options': {'size': ('size', None, ()), 'delimiter': ('integer', None, ()), 'decimal': ('integer', None, ()), 'comment': ('integer', None, ()), 'no_header': ('boolean', None, ()), 'missing': ('text', None, ('n_missing',)), 'n_missing': ('count', None, ()), 'also_missing': ('text', None, ('n_also_missing',)), 'n_also_missing': ('count', None, ())},
    'tsq_report_options': {'size': ('size', None, ()), 'digits': ('integer', None, ()), 'studies': ('boolean', None, ()), 'transform': ('enum', 'tsq_transform', ()), 'beyond_direction': ('integer', None, ()), 'unicode': ('boolean', None, ()), 'reserved': ('reserved', None, ()), 'transform_n': ('number', None, ()), 'measure': ('text', None, ()), 'shown': ('text', None, ()), 'n_predictions': ('count', None, ()), 'predictions': ('struct', 'tsq_prediction', ('n_predictions',)), 'prediction_labels': ('text', None, ('n_predictions',)), 'beyond': ('struct', 'tsq_beyond', ()), 'call': ('text', None, ()), 'reserved_pointer': ('context', None, ())},
    'tsq_plot_options': {'size': ('size', None, ()), 'format': ('enum', 'tsq_plot_format', ()), 'dpi': ('integer', None, ()), 'width': ('number', None, ()), 'height': ('number', None, ()), 'font_size': ('number', None, ()), 'time_limit': ('number', None, ()), 'title': ('text', None, ()), 'caption': ('text', None, ()), 'font': ('text', None, ()), 'gnuplot': ('text', None, ())},
    'tsq_forest_column': {'header': ('text', None, ()), 'group': ('text', None, ()), 'texts': ('text', None, ('tsq_rows_count(forest.rows)',)), 'align': ('enum', 'tsq_align', ()), 'reserved': ('reserved', None, ())},
    'tsq_forest': {'size': ('size', None, ()), 'rows': ('handle', 'tsq_rows', ()), 'options': ('struct', 'tsq_plot_options', ()), 'x_label': ('text', None, ()), 'columns': ('struct', 'tsq_forest_column', ('n_columns',)), 'numbers': ('text', None, ('n_numbers',)), 'study_header': ('text', None, ()), 'effect_name': ('text', None, ()), 'favours_left': ('text', None, ()), 'favours_right': ('text', None, ()), 'overall_label': ('text', None, ()), 'threshold_label': ('text', None, ()), 'n_columns': ('count', None, ()), 'n_numbers': ('count', None, ()), 'null_value': ('number', None, ()), 'threshold': ('number', None, ()), 'x_min': ('number', None, ()), 'x_max': ('number', None, ()), 'transform': ('enum', 'tsq_transform', ()), 'show_null': ('enum', 'tsq_show', ()), 'order': ('enum', 'tsq_forest_order', ()), 'reverse': ('boolean', None, ()), 'digits': ('integer', None, ()), 'show_weights': ('enum', 'tsq_show', ()), 'show_prediction': ('enum', 'tsq_show', ()), 'show_threshold': ('enum', 'tsq_show', ()), 'show_heterogeneity': ('enum', 'tsq_show', ()), 'show_test': ('enum', 'tsq_show', ()), 'show_notes': ('enum', 'tsq_show', ()), 'zebra': ('enum', 'tsq_show', ())},
    'tsq_funnel': {'size': ('size', None, ()), 'fit': ('handle', 'tsq_fit', ()), 'options': ('struct', 'tsq_plot_options', ()), 'x_label': ('text', None, ()), 'y_label': ('text', None, ()), 'added_yi': ('number', None, ('n_added',)), 'added_sei': ('number', None, ('n_added',)), 'ni': ('number', None, ('tsq_fit_extent(fit, "given")',)), 'n_added': ('count', None, ()), 'null_value': ('number', None, ()), 'level': ('number', None, ()), 'x_min': ('number', None, ()), 'x_max': ('number', None, ()), 'transform': ('enum', 'tsq_transform', ()), 'show_null': ('enum', 'tsq_show', ()), 'show_legend': ('enum', 'tsq_show', ()), 'kind': ('enum', 'tsq_funnel_kind', ())},
    'tsq_bubble': {'size': ('size', None, ()), 'fit': ('handle', 'tsq_fit', ()), 'options': ('struct', 'tsq_plot_options', ()), 'x_label': ('text', None, ()), 'y_label': ('text', None, ()), 'row': ('number', None, ('fit.data.p',)), 'points_x': ('number', None, ('tsq_fit_extent(fit, "given")',)), 'grid_x': ('number', None, ('n_grid',)), 'grid_rows': ('number', None, ('n_grid', 'fit.data.p')), 'categories': ('text', None, ('n_categories',)), 'ni': ('number', None, ('tsq_fit_extent(fit, "given")',)), 'labels': ('text', None, ('tsq_fit_extent(fit, "given")',)), 'moderator': ('count', None, ()), 'n_grid': ('count', None, ()), 'n_categories': ('count', None, ()), 'null_value': ('number', None, ()), 'x_min': ('number', None, ()), 'x_max': ('number', None, ()), 'y_min': ('number', None, ()), 'y_max': ('number', None, ()), 'transform': ('enum', 'tsq_transform', ()), 'show_null': ('enum', 'tsq_show', ()), 'show_legend': ('enum', 'tsq_show', ()), 'show_confidence': ('enum', 'tsq_show', ()), 'show_prediction': ('enum', 'tsq_show', ()), 'reserved': ('reserved', None, ())},
}

FUNCTIONS = {
    'tsq_version': (),
    'tsq_strerror': (('status', 'in', 'enum', 'tsq_status', ()),),
    'tsq_last_error': (),
    'tsq_has': (('name', 'in', 'text', None, ()),),
    'tsq_active_isa': (),
    'tsq_measure_name': (('measure', 'in', 'enum', 'tsq_measure', ()),),
    'tsq_measure_from_name': (('name', 'in', 'text', None, ()), ('measure', 'out', 'enum', 'tsq_measure', ('?',))),
    'tsq_vtype_name': (('vtype', 'in', 'enum', 'tsq_vtype', ()),),
    'tsq_vtype_from_name': (('name', 'in', 'text', None, ()), ('vtype', 'out', 'enum', 'tsq_vtype', ('?',))),
    'tsq_to_name': (('to', 'in', 'enum', 'tsq_to', ()),),
    'tsq_to_from_name': (('name', 'in', 'text', None, ()), ('to', 'out', 'enum', 'tsq_to', ('?',))),
    'tsq_convention_name': (('convention', 'in', 'enum', 'tsq_convention', ()),),
    'tsq_convention_from_name': (('name', 'in', 'text', None, ()), ('convention', 'out', 'enum', 'tsq_convention', ('?',))),
    'tsq_drop00_name': (('drop00', 'in', 'enum', 'tsq_drop00', ()),),
    'tsq_drop00_from_name': (('name', 'in', 'text', None, ()), ('drop00', 'out', 'enum', 'tsq_drop00', ('?',))),
    'tsq_effect': (('measure', 'in', 'enum', 'tsq_measure', ()), ('records', 'in', 'struct', 'tsq_records', ()), ('options', 'in', 'struct', 'tsq_effect_options', ()), ('yi', 'out', 'number', None, ('records.k',)), ('vi', 'out', 'number', None, ('records.k',))),
    'tsq_effect_ni': (('measure', 'in', 'enum', 'tsq_measure', ()), ('records', 'in', 'struct', 'tsq_records', ()), ('ni', 'out', 'number', None, ('records.k',))),
    'tsq_reason_name': (('reason', 'in', 'enum', 'tsq_reason', ()),),
    'tsq_reason_from_name': (('name', 'in', 'text', None, ()), ('reason', 'out', 'enum', 'tsq_reason', ('?',))),
    'tsq_effect_reasons': (('measure', 'in', 'enum', 'tsq_measure', ()), ('records', 'in', 'struct', 'tsq_records', ()), ('options', 'in', 'struct', 'tsq_effect_options', ()), ('reason', 'out', 'enum', 'tsq_reason', ('records.k',))),
    'tsq_effect_means': (('measure', 'in', 'enum', 'tsq_measure', ()), ('records', 'in', 'struct', 'tsq_means', ()), ('options', 'in', 'struct', 'tsq_effect_options', ()), ('yi', 'out', 'number', None, ('records.k',)), ('vi', 'out', 'number', None, ('records.k',))),
    'tsq_effect_tables': (('measure', 'in', 'enum', 'tsq_measure', ()), ('records', 'in', 'struct', 'tsq_tables', ()), ('options', 'in', 'struct', 'tsq_effect_options', ()), ('yi', 'out', 'number', None, ('records.k',)), ('vi', 'out', 'number', None, ('records.k',))),
    'tsq_effect_rates': (('measure', 'in', 'enum', 'tsq_measure', ()), ('records', 'in', 'struct', 'tsq_rates', ()), ('options', 'in', 'struct', 'tsq_effect_options', ()), ('yi', 'out', 'number', None, ('records.k',)), ('vi', 'out', 'number', None, ('records.k',))),
    'tsq_effect_proportions': (('measure', 'in', 'enum', 'tsq_measure', ()), ('records', 'in', 'struct', 'tsq_proportions', ()), ('options', 'in', 'struct', 'tsq_effect_options', ()), ('yi', 'out', 'number', None, ('records.k',)), ('vi', 'out', 'number', None, ('records.k',))),
    'tsq_effect_counts': (('measure', 'in', 'enum', 'tsq_measure', ()), ('records', 'in', 'struct', 'tsq_counts', ()), ('options', 'in', 'struct', 'tsq_effect_options', ()), ('yi', 'out', 'number', None, ('records.k',)), ('vi', 'out', 'number', None, ('records.k',))),
    'tsq_effect_single_means': (('measure', 'in', 'enum', 'tsq_measure', ()), ('records', 'in', 'struct', 'tsq_single_means', ()), ('options', 'in', 'struct', 'tsq_effect_options', ()), ('yi', 'out', 'number', None, ('records.k',)), ('vi', 'out', 'number', None, ('records.k',))),
    'tsq_effect_changes': (('measure', 'in', 'enum', 'tsq_measure', ()), ('records', 'in', 'struct', 'tsq_changes', ()), ('options', 'in', 'struct', 'tsq_effect_options', ()), ('yi', 'out', 'number', None, ('records.k',)), ('vi', 'out', 'number', None, ('records.k',))),
    'tsq_effect_correlations': (('measure', 'in', 'enum', 'tsq_measure', ()), ('records', 'in', 'struct', 'tsq_correlations', ()), ('options', 'in', 'struct', 'tsq_effect_options', ()), ('yi', 'out', 'number', None, ('records.k',)), ('vi', 'out', 'number', None, ('records.k',))),
    'tsq_effect_reliabilities': (('measure', 'in', 'enum', 'tsq_measure', ()), ('records', 'in', 'struct', 'tsq_reliabilities', ()), ('options', 'in', 'struct', 'tsq_effect_options', ()), ('yi', 'out', 'number', None, ('records.k',)), ('vi', 'out', 'number', None, ('records.k',))),
    'tsq_record_kind_name': (('kind', 'in', 'enum', 'tsq_record_kind', ()),),
    'tsq_record_kind_from_name': (('name', 'in', 'text', None, ()), ('kind', 'out', 'enum', 'tsq_record_kind', ('?',))),
    'tsq_measure_count': (),
    'tsq_measure_at': (('index', 'in', 'count', None, ()),),
    'tsq_get_measure_info': (('measure', 'in', 'enum', 'tsq_measure', ()), ('info', 'out', 'struct', 'tsq_measure_info', ())),
    'tsq_source_name': (('source', 'in', 'enum', 'tsq_source', ()),),
    'tsq_source_from_name': (('name', 'in', 'text', None, ()), ('source', 'out', 'enum', 'tsq_source', ('?',))),
    'tsq_scale_name': (('scale', 'in', 'enum', 'tsq_scale', ()),),
    'tsq_scale_from_name': (('name', 'in', 'text', None, ()), ('scale', 'out', 'enum', 'tsq_scale', ('?',))),
    'tsq_convert_arms': (('reports', 'in', 'struct', 'tsq_arm_reports', ()), ('options', 'in', 'struct', 'tsq_convert_options', ()), ('mean', 'out', 'number', None, ('reports.k',)), ('sd', 'out', 'number', None, ('reports.k',)), ('mean_source', 'out', 'enum', 'tsq_source', ('reports.k',)), ('sd_source', 'out', 'enum', 'tsq_source', ('reports.k',))),
    'tsq_convert_groups': (('group1', 'in', 'struct', 'tsq_arm_reports', ()), ('group2', 'in', 'struct', 'tsq_arm_reports', ()), ('options', 'in', 'struct', 'tsq_convert_options', ()), ('m1', 'out', 'number', None, ('group1.k',)), ('sd1', 'out', 'number', None, ('group1.k',)), ('m2', 'out', 'number', None, ('group1.k',)), ('sd2', 'out', 'number', None, ('group1.k',)), ('source', 'out', 'enum', 'tsq_source', ('group1.k',)), ('reason', 'out', 'enum', 'tsq_reason', ('group1.k',))),
    'tsq_skewness': (('reports', 'in', 'struct', 'tsq_arm_reports', ()), ('statistic', 'out', 'number', None, ('reports.k',)), ('critical', 'out', 'number', None, ('reports.k',))),
    'tsq_convert_differences': (('reports', 'in', 'struct', 'tsq_difference_reports', ()), ('options', 'in', 'struct', 'tsq_convert_options', ()), ('sd', 'out', 'number', None, ('reports.k',)), ('se', 'out', 'number', None, ('reports.k',)), ('source', 'out', 'enum', 'tsq_source', ('reports.k',))),
    'tsq_convert_estimates': (('reports', 'in', 'struct', 'tsq_estimate_reports', ()), ('options', 'in', 'struct', 'tsq_convert_options', ()), ('yi', 'out', 'number', None, ('reports.k',)), ('vi', 'out', 'number', None, ('reports.k',)), ('source', 'out', 'enum', 'tsq_source', ('reports.k',)), ('asymmetry', 'out', 'number', None, ('reports.k',))),
    'tsq_effect_estimates': (('measure', 'in', 'enum', 'tsq_measure', ()), ('reports', 'in', 'struct', 'tsq_estimate_reports', ()), ('options', 'in', 'struct', 'tsq_convert_options', ()), ('yi', 'out', 'number', None, ('reports.k',)), ('vi', 'out', 'number', None, ('reports.k',)), ('source', 'out', 'enum', 'tsq_source', ('reports.k',)), ('reason', 'out', 'enum', 'tsq_reason', ('reports.k',))),
    'tsq_combine_arms': (('first', 'in', 'struct', 'tsq_arms', ()), ('second', 'in', 'struct', 'tsq_arms', ()), ('n', 'out', 'number', None, ('first.k',)), ('mean', 'out', 'number', None, ('first.k',)), ('sd', 'out', 'number', None, ('first.k',))),
    'tsq_change_sd': (('k', 'in', 'count', None, ()), ('sd1', 'in', 'number', None, ('k',)), ('sd2', 'in', 'number', None, ('k',)), ('r', 'in', 'number', None, ('k',)), ('sd_change', 'out', 'number', None, ('k',))),
    'tsq_change_correlation': (('k', 'in', 'count', None, ()), ('sd1', 'in', 'number', None, ('k',)), ('sd2', 'in', 'number', None, ('k',)), ('sd_change', 'in', 'number', None, ('k',)), ('r', 'out', 'number', None, ('k',))),
    'tsq_transform_name': (('transform', 'in', 'enum', 'tsq_transform', ()),),
    'tsq_transform_from_name': (('name', 'in', 'text', None, ()), ('transform', 'out', 'enum', 'tsq_transform', ('?',))),
    'tsq_transform_values': (('transform', 'in', 'enum', 'tsq_transform', ()), ('options', 'in', 'struct', 'tsq_transform_options', ()), ('n', 'in', 'count', None, ()), ('x', 'in', 'number', None, ('n',)), ('out', 'out', 'number', None, ('n',))),
    'tsq_transform_estimate': (('transform', 'in', 'enum', 'tsq_transform', ()), ('options', 'in', 'struct', 'tsq_transform_options', ()), ('estimate', 'in', 'struct', 'tsq_estimate', ()), ('out', 'out', 'struct', 'tsq_estimate', ())),
    'tsq_transform_slope': (('transform', 'in', 'enum', 'tsq_transform', ()), ('options', 'in', 'struct', 'tsq_transform_options', ()), ('n', 'in', 'count', None, ()), ('x', 'in', 'number', None, ('n',)), ('out', 'out', 'number', None, ('n',))),
    'tsq_method_name': (('method', 'in', 'enum', 'tsq_method', ()),),
    'tsq_method_from_name': (('name', 'in', 'text', None, ()), ('method', 'out', 'enum', 'tsq_method', ('?',))),
    'tsq_test_name': (('test', 'in', 'enum', 'tsq_test', ()),),
    'tsq_test_from_name': (('name', 'in', 'text', None, ()), ('test', 'out', 'enum', 'tsq_test', ('?',))),
    'tsq_tau2_ci_name': (('kind', 'in', 'enum', 'tsq_tau2_ci_kind', ()),),
    'tsq_tau2_ci_from_name': (('name', 'in', 'text', None, ()), ('kind', 'out', 'enum', 'tsq_tau2_ci_kind', ('?',))),
    'tsq_pi_name': (('kind', 'in', 'enum', 'tsq_pi_kind', ()),),
    'tsq_pi_from_name': (('name', 'in', 'text', None, ()), ('kind', 'out', 'enum', 'tsq_pi_kind', ('?',))),
    'tsq_i2_name': (('kind', 'in', 'enum', 'tsq_i2_kind', ()),),
    'tsq_i2_from_name': (('name', 'in', 'text', None, ()), ('kind', 'out', 'enum', 'tsq_i2_kind', ('?',))),
    'tsq_preset_name': (('preset', 'in', 'enum', 'tsq_preset', ()),),
    'tsq_preset_from_name': (('name', 'in', 'text', None, ()), ('preset', 'out', 'enum', 'tsq_preset', ('?',))),
    'tsq_missing_name': (('missing', 'in', 'enum', 'tsq_missing', ()),),
    'tsq_missing_from_name': (('name', 'in', 'text', None, ()), ('missing', 'out', 'enum', 'tsq_missing', ('?',))),
    'tsq_redundant_name': (('redundant', 'in', 'enum', 'tsq_redundant', ()),),
    'tsq_redundant_from_name': (('name', 'in', 'text', None, ()), ('redundant', 'out', 'enum', 'tsq_redundant', ('?',))),
    'tsq_weighting_name': (('weighting', 'in', 'enum', 'tsq_weighting', ()),),
    'tsq_weighting_from_name': (('name', 'in', 'text', None, ()), ('weighting', 'out', 'enum', 'tsq_weighting', ('?',))),
    'tsq_keep_name': (('keep', 'in', 'enum', 'tsq_keep', ()),),
    'tsq_keep_from_name': (('name', 'in', 'text', None, ()), ('keep', 'out', 'enum', 'tsq_keep', ('?',))),
    'tsq_glmm_model_name': (('model', 'in', 'enum', 'tsq_glmm_model', ()),),
    'tsq_glmm_model_from_name': (('name', 'in', 'text', None, ()), ('model', 'out', 'enum', 'tsq_glmm_model', ('?',))),
    'tsq_glmm_covariance_name': (('covariance', 'in', 'enum', 'tsq_glmm_covariance', ()),),
    'tsq_glmm_covariance_from_name': (('name', 'in', 'text', None, ()), ('covariance', 'out', 'enum', 'tsq_glmm_covariance', ('?',))),
    'tsq_add_mode_name': (('mode', 'in', 'enum', 'tsq_add_mode', ()),),
    'tsq_add_mode_from_name': (('name', 'in', 'text', None, ()), ('mode', 'out', 'enum', 'tsq_add_mode', ('?',))),
    'tsq_fit_free': (('fit', 'in', 'handle', 'tsq_fit', ()),),
    'tsq_fit_model': (('fit', 'in', 'handle', 'tsq_fit', ()),),
    'tsq_fit_can': (('fit', 'in', 'handle', 'tsq_fit', ()), ('question', 'in', 'text', None, ())),
    'tsq_coef': (('fit', 'in', 'handle', 'tsq_fit', ()), ('index', 'in', 'count', None, ())),
    'tsq_coef_name': (('fit', 'in', 'handle', 'tsq_fit', ()), ('index', 'in', 'count', None, ())),
    'tsq_fit_extent': (('fit', 'in', 'handle', 'tsq_fit', ()), ('dimension', 'in', 'text', None, ())),
    'tsq_fit_label': (('fit', 'in', 'handle', 'tsq_fit', ()), ('dimension', 'in', 'text', None, ()), ('index', 'in', 'count', None, ())),
    'tsq_study_label': (('fit', 'in', 'handle', 'tsq_fit', ()), ('index', 'in', 'count', None, ())),
    'tsq_fit_length': (('fit', 'in', 'handle', 'tsq_fit', ()), ('name', 'in', 'text', None, ()), ('n', 'out', 'count', None, ('?',))),
    'tsq_fit_get': (('fit', 'in', 'handle', 'tsq_fit', ()), ('name', 'in', 'text', None, ()), ('buf', 'out', 'number', None, ('n',)), ('n', 'in', 'count', None, ())),
    'tsq_fit_value': (('fit', 'in', 'handle', 'tsq_fit', ()), ('name', 'in', 'text', None, ())),
    'tsq_fit_options': (('fit', 'in', 'handle', 'tsq_fit', ()), ('options', 'out', 'struct', 'tsq_options', ())),
    'tsq_fit_conventions': (('fit', 'in', 'handle', 'tsq_fit', ()),),
    'tsq_fit_outcome': (('fit', 'in', 'handle', 'tsq_fit', ()), ('index', 'in', 'count', None, ())),
    'tsq_fit_digest': (('fit', 'in', 'handle', 'tsq_fit', ()), ('column', 'in', 'text', None, ()), ('text', 'out', 'bytes', None, ('17',))),
    'tsq_confint': (('fit', 'in', 'handle', 'tsq_fit', ()), ('parameter', 'in', 'text', None, ()), ('options', 'in', 'struct', 'tsq_interval_options', ()), ('interval', 'out', 'struct', 'tsq_interval', ())),
    'tsq_rma': (('data', 'in', 'struct', 'tsq_data', ()), ('options', 'in', 'struct', 'tsq_options', ()), ('fit', 'out', 'handle', 'tsq_fit', ())),
    'tsq_predict': (('fit', 'in', 'handle', 'tsq_fit', ()), ('x_new', 'in', 'number', None, ('m', 'fit.data.p')), ('m', 'in', 'count', None, ()), ('predictions', 'out', 'struct', 'tsq_prediction', ('m',))),
    'tsq_predict_with': (('fit', 'in', 'handle', 'tsq_fit', ()), ('x_new', 'in', 'number', None, ('m', 'fit.data.p')), ('m', 'in', 'count', None, ()), ('options', 'in', 'struct', 'tsq_predict_options', ()), ('predictions', 'out', 'struct', 'tsq_prediction', ('m',))),
    'tsq_blup': (('fit', 'in', 'handle', 'tsq_fit', ()), ('blups', 'out', 'struct', 'tsq_prediction', ('tsq_fit_value(fit, "k")',))),
    'tsq_contrast': (('fit', 'in', 'handle', 'tsq_fit', ()), ('c', 'in', 'number', None, ('tsq_fit_value(fit, "p")',)), ('rhs', 'in', 'number', None, ()), ('contrast', 'out', 'struct', 'tsq_estimate', ())),
    'tsq_wald': (('fit', 'in', 'handle', 'tsq_fit', ()), ('l', 'in', 'number', None, ('r', 'tsq_fit_value(fit, "p")')), ('r', 'in', 'count', None, ()), ('rhs', 'in', 'number', None, ('r',)), ('test', 'out', 'struct', 'tsq_wald_test', ())),
    'tsq_ratio': (('fit', 'in', 'handle', 'tsq_fit', ()), ('x_numerator', 'in', 'number', None, ('fit.data.p',)), ('x_denominator', 'in', 'number', None, ('fit.data.p',)), ('level', 'in', 'number', None, ()), ('result', 'out', 'struct', 'tsq_ratio_result', ())),
    'tsq_probability_beyond': (('fit', 'in', 'handle', 'tsq_fit', ()), ('x_new', 'in', 'number', None, ('fit.data.p',)), ('threshold', 'in', 'number', None, ()), ('direction', 'in', 'integer', None, ()), ('result', 'out', 'struct', 'tsq_beyond', ())),
    'tsq_batch': (('data', 'in', 'struct', 'tsq_batch_data', ()), ('options', 'in', 'struct', 'tsq_options', ()), ('control', 'in', 'struct', 'tsq_batch_control', ()), ('out', 'out', 'struct', 'tsq_batch_out', ())),
    'tsq_exact_method_name': (('method', 'in', 'enum', 'tsq_exact_method', ()),),
    'tsq_exact_method_from_name': (('name', 'in', 'text', None, ()), ('method', 'out', 'enum', 'tsq_exact_method', ('?',))),
    'tsq_exact_proportions': (('records', 'in', 'struct', 'tsq_proportions', ()), ('options', 'in', 'struct', 'tsq_exact_options', ()), ('ci_lower', 'out', 'number', None, ('records.k',)), ('ci_upper', 'out', 'number', None, ('records.k',))),
    'tsq_exact_rates': (('records', 'in', 'struct', 'tsq_counts', ()), ('options', 'in', 'struct', 'tsq_exact_options', ()), ('ci_lower', 'out', 'number', None, ('records.k',)), ('ci_upper', 'out', 'number', None, ('records.k',))),
    'tsq_exact_proportion_tests': (('records', 'in', 'struct', 'tsq_proportions', ()), ('p0', 'in', 'number', None, ()), ('options', 'in', 'struct', 'tsq_exact_options', ()), ('p_value', 'out', 'number', None, ('records.k',))),
    'tsq_exact_rate_tests': (('records', 'in', 'struct', 'tsq_counts', ()), ('rate0', 'in', 'number', None, ()), ('options', 'in', 'struct', 'tsq_exact_options', ()), ('p_value', 'out', 'number', None, ('records.k',))),
    'tsq_exact_odds_ratios': (('tables', 'in', 'struct', 'tsq_tables', ()), ('options', 'in', 'struct', 'tsq_exact_options', ()), ('estimate', 'out', 'number', None, ('tables.k',)), ('ci_lower', 'out', 'number', None, ('tables.k',)), ('ci_upper', 'out', 'number', None, ('tables.k',)), ('p_value', 'out', 'number', None, ('tables.k',))),
    'tsq_mh_tables': (('tables', 'in', 'struct', 'tsq_tables', ()), ('options', 'in', 'struct', 'tsq_options', ()), ('fit', 'out', 'handle', 'tsq_fit', ())),
    'tsq_mh_rates': (('rates', 'in', 'struct', 'tsq_rates', ()), ('options', 'in', 'struct', 'tsq_options', ()), ('fit', 'out', 'handle', 'tsq_fit', ())),
    'tsq_peto': (('tables', 'in', 'struct', 'tsq_tables', ()), ('options', 'in', 'struct', 'tsq_options', ()), ('fit', 'out', 'handle', 'tsq_fit', ())),
    'tsq_beta_binomial': (('tables', 'in', 'struct', 'tsq_tables', ()), ('options', 'in', 'struct', 'tsq_options', ()), ('fit', 'out', 'handle', 'tsq_fit', ())),
    'tsq_beta_binomial_proportions': (('records', 'in', 'struct', 'tsq_proportions', ()), ('options', 'in', 'struct', 'tsq_options', ()), ('fit', 'out', 'handle', 'tsq_fit', ())),
    'tsq_glmm': (('data', 'in', 'struct', 'tsq_glmm_data', ()), ('options', 'in', 'struct', 'tsq_options', ()), ('fit', 'out', 'handle', 'tsq_fit', ())),
    'tsq_subgroup': (('fit', 'in', 'handle', 'tsq_fit', ()), ('grouping', 'in', 'struct', 'tsq_grouping', ()), ('subgroups', 'out', 'handle', 'tsq_fit', ())),
    'tsq_fit_part': (('fit', 'in', 'handle', 'tsq_fit', ()), ('index', 'in', 'count', None, ())),
    'tsq_subgroup_tau2_name': (('tau2', 'in', 'enum', 'tsq_subgroup_tau2', ()),),
    'tsq_subgroup_tau2_from_name': (('name', 'in', 'text', None, ()), ('tau2', 'out', 'enum', 'tsq_subgroup_tau2', ('?',))),
    'tsq_subgroup_test_name': (('test', 'in', 'enum', 'tsq_subgroup_test', ()),),
    'tsq_subgroup_test_from_name': (('name', 'in', 'text', None, ()), ('test', 'out', 'enum', 'tsq_subgroup_test', ('?',))),
    'tsq_refit': (('fit', 'in', 'handle', 'tsq_fit', ()), ('change', 'in', 'struct', 'tsq_change', ()), ('refit', 'out', 'handle', 'tsq_fit', ())),
    'tsq_compare': (('reduced', 'in', 'handle', 'tsq_fit', ()), ('full', 'in', 'handle', 'tsq_fit', ()), ('comparison', 'out', 'struct', 'tsq_comparison', ())),
    'tsq_fit_rows': (('fit', 'in', 'handle', 'tsq_fit', ()), ('options', 'in', 'struct', 'tsq_rows_options', ()), ('rows', 'out', 'handle', 'tsq_rows', ())),
    'tsq_leave_one_out': (('fit', 'in', 'handle', 'tsq_fit', ()), ('options', 'in', 'struct', 'tsq_rows_options', ()), ('rows', 'out', 'handle', 'tsq_rows', ())),
    'tsq_cumulative': (('fit', 'in', 'handle', 'tsq_fit', ()), ('options', 'in', 'struct', 'tsq_rows_options', ()), ('rows', 'out', 'handle', 'tsq_rows', ())),
    'tsq_rows_new': (('level', 'in', 'number', None, ()), ('measure', 'in', 'enum', 'tsq_measure', ()), ('rows', 'out', 'handle', 'tsq_rows', ())),
    'tsq_rows_free': (('rows', 'in', 'handle', 'tsq_rows', ()),),
    'tsq_rows_count': (('rows', 'in', 'handle', 'tsq_rows', ()),),
    'tsq_rows_at': (('rows', 'in', 'handle', 'tsq_rows', ()), ('index', 'in', 'count', None, ()), ('row', 'out', 'struct', 'tsq_row', ())),
    'tsq_rows_add': (('rows', 'in', 'handle', 'tsq_rows', ()), ('row', 'in', 'struct', 'tsq_row', ())),
    'tsq_rows_append': (('rows', 'in', 'handle', 'tsq_rows', ()), ('from', 'in', 'handle', 'tsq_rows', ()), ('name', 'in', 'text', None, ())),
    'tsq_rows_add_group': (('rows', 'in', 'handle', 'tsq_rows', ()), ('name', 'in', 'text', None, ()), ('group', 'out', 'count', None, ('?',))),
    'tsq_rows_group': (('rows', 'in', 'handle', 'tsq_rows', ()), ('group', 'in', 'count', None, ())),
    'tsq_rows_add_column': (('rows', 'in', 'handle', 'tsq_rows', ()), ('name', 'in', 'text', None, ()), ('values', 'in', 'number', None, ('tsq_rows_count()',))),
    'tsq_rows_column': (('rows', 'in', 'handle', 'tsq_rows', ()), ('index', 'in', 'count', None, ())),
    'tsq_rows_numbers': (('rows', 'in', 'handle', 'tsq_rows', ()), ('name', 'in', 'text', None, ()), ('buf', 'out', 'number', None, ('tsq_rows_count()',)), ('n', 'in', 'count', None, ())),
    'tsq_rows_level': (('rows', 'in', 'handle', 'tsq_rows', ()),),
    'tsq_rows_measure': (('rows', 'in', 'handle', 'tsq_rows', ()),),
    'tsq_rows_note': (('rows', 'in', 'handle', 'tsq_rows', ()), ('index', 'in', 'count', None, ()), ('kind', 'out', 'enum', 'tsq_note_kind', ('?',)), ('group', 'out', 'count', None, ('?',))),
    'tsq_rows_add_note': (('rows', 'in', 'handle', 'tsq_rows', ()), ('kind', 'in', 'enum', 'tsq_note_kind', ()), ('group', 'in', 'count', None, ()), ('text', 'in', 'text', None, ())),
    'tsq_row_kind_name': (('kind', 'in', 'enum', 'tsq_row_kind', ()),),
    'tsq_row_kind_from_name': (('name', 'in', 'text', None, ()), ('kind', 'out', 'enum', 'tsq_row_kind', ('?',))),
    'tsq_model_count': (),
    'tsq_model_at': (('index', 'in', 'count', None, ()), ('info', 'out', 'struct', 'tsq_model_info', ())),
    'tsq_model_quantity': (('model', 'in', 'text', None, ()), ('index', 'in', 'count', None, ()), ('quantity', 'out', 'struct', 'tsq_quantity', ())),
    'tsq_model_option': (('model', 'in', 'text', None, ()), ('index', 'in', 'count', None, ()), ('option', 'out', 'struct', 'tsq_option', ())),
    'tsq_option_set': (('options', 'in', 'struct', 'tsq_options', ()), ('name', 'in', 'text', None, ()), ('text', 'in', 'text', None, ())),
    'tsq_fit_columns': (('model', 'in', 'text', None, ()), ('columns', 'in', 'struct', 'tsq_columns', ()), ('options', 'in', 'struct', 'tsq_options', ()), ('fit', 'out', 'handle', 'tsq_fit', ())),
    'tsq_stream_new': (('options', 'in', 'struct', 'tsq_stream_options', ()), ('stream', 'out', 'handle', 'tsq_stream', ())),
    'tsq_stream_free': (('stream', 'in', 'handle', 'tsq_stream', ()),),
    'tsq_stream_add': (('stream', 'in/out', 'handle', 'tsq_stream', ()), ('chunk', 'in', 'struct', 'tsq_data', ())),
    'tsq_stream_merge': (('into', 'in/out', 'handle', 'tsq_stream', ()), ('from', 'in', 'handle', 'tsq_stream', ())),
    'tsq_stream_restart': (('stream', 'in/out', 'handle', 'tsq_stream', ()), ('tau2', 'in', 'number', None, ())),
    'tsq_stream_count': (('stream', 'in', 'handle', 'tsq_stream', ()),),
    'tsq_stream_dropped': (('stream', 'in', 'handle', 'tsq_stream', ()),),
    'tsq_stream_coefficients': (('stream', 'in', 'handle', 'tsq_stream', ()),),
    'tsq_stream_bytes': (('stream', 'in', 'handle', 'tsq_stream', ()), ('buf', 'out', 'bytes', None, ('n',)), ('n', 'in', 'count', None, ()), ('needed', 'out', 'count', None, ('?',))),
    'tsq_stream_from_bytes': (('buf', 'in', 'bytes', None, ('n',)), ('n', 'in', 'count', None, ()), ('stream', 'out', 'handle', 'tsq_stream', ())),
    'tsq_stream_finish': (('stream', 'in', 'handle', 'tsq_stream', ()), ('options', 'in', 'struct', 'tsq_options', ()), ('fit', 'out', 'handle', 'tsq_fit', ())),
    'tsq_iterate_new': (('first', 'in', 'handle', 'tsq_stream', ()), ('options', 'in', 'struct', 'tsq_options', ()), ('it', 'out', 'handle', 'tsq_iterate', ())),
    'tsq_iterate_free': (('it', 'in', 'handle', 'tsq_iterate', ()),),
    'tsq_iterate_tau2': (('it', 'in', 'handle', 'tsq_iterate', ()),),
    'tsq_iterate_done': (('it', 'in', 'handle', 'tsq_iterate', ()),),
    'tsq_iterate_step': (('it', 'in/out', 'handle', 'tsq_iterate', ()), ('pass', 'in', 'handle', 'tsq_stream', ()), ('done', 'out', 'boolean', None, ('?',))),
    'tsq_iterate_passes': (('it', 'in', 'handle', 'tsq_iterate', ()),),
    'tsq_iterate_finish': (('it', 'in', 'handle', 'tsq_iterate', ()), ('fit', 'out', 'handle', 'tsq_fit', ())),
    'tsq_iterate_confint_start': (('it', 'in/out', 'handle', 'tsq_iterate', ()), ('level', 'in', 'number', None, ())),
    'tsq_iterate_confint': (('it', 'in', 'handle', 'tsq_iterate', ()), ('interval', 'out', 'struct', 'tsq_interval', ())),
    'tsq_frame_read_csv': (('path', 'in', 'text', None, ()), ('options', 'in', 'struct', 'tsq_csv_options', ()), ('out', 'out', 'handle', 'tsq_frame', ())),
    'tsq_frame_parse_csv': (('text', 'in', 'bytes', None, ('bytes',)), ('bytes', 'in', 'count', None, ()), ('options', 'in', 'struct', 'tsq_csv_options', ()), ('out', 'out', 'handle', 'tsq_frame', ())),
    'tsq_frame_new': (('rows', 'in', 'count', None, ()), ('out', 'out', 'handle', 'tsq_frame', ())),
    'tsq_frame_add_numeric': (('frame', 'in/out', 'handle', 'tsq_frame', ()), ('name', 'in', 'text', None, ()), ('values', 'in', 'number', None, ('tsq_frame_rows(frame)',))),
    'tsq_frame_add_text': (('frame', 'in/out', 'handle', 'tsq_frame', ()), ('name', 'in', 'text', None, ()), ('strings', 'in', 'text', None, ('tsq_frame_rows(frame)',))),
    'tsq_frame_free': (('frame', 'in', 'handle', 'tsq_frame', ()),),
    'tsq_frame_rows': (('frame', 'in', 'handle', 'tsq_frame', ()),),
    'tsq_frame_columns': (('frame', 'in', 'handle', 'tsq_frame', ()),),
    'tsq_frame_column_name': (('frame', 'in', 'handle', 'tsq_frame', ()), ('column', 'in', 'count', None, ())),
    'tsq_frame_line': (('frame', 'in', 'handle', 'tsq_frame', ()), ('row', 'in', 'count', None, ())),
    'tsq_frame_lines': (('frame', 'in/out', 'handle', 'tsq_frame', ()), ('lines', 'out', 'count', None, ('tsq_frame_rows(frame)',))),
    'tsq_frame_row_name': (('frame', 'in/out', 'handle', 'tsq_frame', ()), ('labels', 'in', 'text', None, ()), ('row', 'in', 'count', None, ()), ('buffer', 'out', 'bytes', None, ('n',)), ('n', 'in', 'count', None, ())),
    'tsq_frame_reading': (('frame', 'in', 'handle', 'tsq_frame', ()),),
    'tsq_frame_totals': (('frame', 'in', 'handle', 'tsq_frame', ()), ('totals', 'out', 'boolean', None, ('tsq_frame_rows(frame)',)), ('n_totals', 'out', 'count', None, ('?',))),
    'tsq_frame_find': (('frame', 'in', 'handle', 'tsq_frame', ()), ('name', 'in', 'text', None, ()), ('column', 'out', 'count', None, ('?',))),
    'tsq_frame_is_numeric': (('frame', 'in', 'handle', 'tsq_frame', ()), ('column', 'in', 'count', None, ())),
    'tsq_frame_numeric': (('frame', 'in', 'handle', 'tsq_frame', ()), ('name', 'in', 'text', None, ()), ('column', 'out', 'number', None, ('tsq_frame_rows(frame)',))),
    'tsq_frame_counts': (('frame', 'in', 'handle', 'tsq_frame', ()), ('name', 'in', 'text', None, ()), ('column', 'out', 'number', None, ('tsq_frame_rows(frame)',))),
    'tsq_frame_proportions': (('frame', 'in/out', 'handle', 'tsq_frame', ()), ('name', 'in', 'text', None, ()), ('column', 'out', 'number', None, ('tsq_frame_rows(frame)',))),
    'tsq_frame_text': (('frame', 'in/out', 'handle', 'tsq_frame', ()), ('name', 'in', 'text', None, ()), ('strings', 'out', 'text', None, ('tsq_frame_rows(frame)',))),
    'tsq_frame_levels': (('frame', 'in/out', 'handle', 'tsq_frame', ()), ('name', 'in', 'text', None, ()), ('n_levels', 'out', 'count', None, ('?',))),
    'tsq_frame_level': (('frame', 'in/out', 'handle', 'tsq_frame', ()), ('name', 'in', 'text', None, ()), ('level', 'in', 'count', None, ())),
    'tsq_frame_codes': (('frame', 'in/out', 'handle', 'tsq_frame', ()), ('name', 'in', 'text', None, ()), ('codes', 'out', 'integer', None, ('tsq_frame_rows(frame)',))),
    'tsq_frame_used_levels': (('frame', 'in/out', 'handle', 'tsq_frame', ()), ('name', 'in', 'text', None, ()), ('use', 'in', 'boolean', None, ('tsq_frame_rows(frame)',)), ('codes', 'out', 'integer', None, ('tsq_frame_rows(frame)',)), ('levels', 'out', 'text', None, ('n_levels',)), ('n_levels', 'out', 'count', None, ('?',))),
    'tsq_frame_subset': (('frame', 'in', 'handle', 'tsq_frame', ()), ('condition', 'in', 'text', None, ()), ('out', 'out', 'handle', 'tsq_frame', ())),
    'tsq_frame_guess': (('frame', 'in', 'handle', 'tsq_frame', ()), ('role', 'in', 'text', None, ()), ('column', 'out', 'count', None, ('?',))),
    'tsq_poly_kind_name': (('value', 'in', 'enum', 'tsq_poly_kind', ()),),
    'tsq_poly_kind_from_name': (('name', 'in', 'text', None, ()), ('value', 'out', 'enum', 'tsq_poly_kind', ('?',))),
    'tsq_design_new': (('k', 'in', 'count', None, ()), ('out', 'out', 'handle', 'tsq_design', ())),
    'tsq_design_free': (('design', 'in', 'handle', 'tsq_design', ()),),
    'tsq_design_add_numeric': (('design', 'in/out', 'handle', 'tsq_design', ()), ('name', 'in', 'text', None, ()), ('values', 'in', 'number', None, ('tsq_design_k(design)',))),
    'tsq_design_add_factor': (('design', 'in/out', 'handle', 'tsq_design', ()), ('name', 'in', 'text', None, ()), ('codes', 'in', 'integer', None, ('tsq_design_k(design)',)), ('n_levels', 'in', 'count', None, ()), ('level_names', 'in', 'text', None, ('n_levels',)), ('reference_level', 'in', 'count', None, ())),
    'tsq_design_add_interaction': (('design', 'in/out', 'handle', 'tsq_design', ()), ('first_term', 'in', 'text', None, ()), ('second_term', 'in', 'text', None, ())),
    'tsq_design_add_polynomial': (('design', 'in/out', 'handle', 'tsq_design', ()), ('name', 'in', 'text', None, ()), ('values', 'in', 'number', None, ('tsq_design_k(design)',)), ('degree', 'in', 'count', None, ()), ('kind', 'in', 'enum', 'tsq_poly_kind', ())),
    'tsq_design_add_rcs': (('design', 'in/out', 'handle', 'tsq_design', ()), ('name', 'in', 'text', None, ()), ('values', 'in', 'number', None, ('tsq_design_k(design)',)), ('n_knots', 'in', 'count', None, ()), ('knots', 'in', 'number', None, ('n_knots',))),
    'tsq_design_from_terms': (('frame', 'in', 'handle', 'tsq_frame', ()), ('terms', 'in', 'text', None, ()), ('out', 'out', 'handle', 'tsq_design', ())),
    'tsq_design_from_studies': (('frame', 'in', 'handle', 'tsq_frame', ()), ('terms', 'in', 'text', None, ()), ('use', 'in', 'boolean', None, ('tsq_frame_rows(frame)',)), ('out', 'out', 'handle', 'tsq_design', ())),
    'tsq_design_k': (('design', 'in', 'handle', 'tsq_design', ()),),
    'tsq_design_p': (('design', 'in', 'handle', 'tsq_design', ()),),
    'tsq_design_x': (('design', 'in', 'handle', 'tsq_design', ()),),
    'tsq_design_names': (('design', 'in', 'handle', 'tsq_design', ()),),
    'tsq_design_intercept': (('design', 'in', 'handle', 'tsq_design', ()),),
    'tsq_design_n_terms': (('design', 'in', 'handle', 'tsq_design', ()),),
    'tsq_design_term': (('design', 'in', 'handle', 'tsq_design', ()), ('term', 'in', 'count', None, ()), ('name', 'out', 'text', None, ()), ('first', 'out', 'count', None, ('?',)), ('n', 'out', 'count', None, ('?',))),
    'tsq_design_n_variables': (('design', 'in', 'handle', 'tsq_design', ()),),
    'tsq_design_variable': (('design', 'in', 'handle', 'tsq_design', ()), ('variable', 'in', 'count', None, ()), ('name', 'out', 'text', None, ()), ('n_levels', 'out', 'count', None, ('?',))),
    'tsq_design_level': (('design', 'in', 'handle', 'tsq_design', ()), ('variable', 'in', 'count', None, ()), ('level', 'in', 'count', None, ())),
    'tsq_design_row': (('design', 'in', 'handle', 'tsq_design', ()), ('n', 'in', 'count', None, ()), ('names', 'in', 'text', None, ('n',)), ('values', 'in', 'number', None, ('n',)), ('row', 'out', 'number', None, ('tsq_design_p(design)',))),
    'tsq_design_parse_row': (('design', 'in', 'handle', 'tsq_design', ()), ('text', 'in', 'text', None, ()), ('row', 'out', 'number', None, ('tsq_design_p(design)',))),
    'tsq_report': (('fit', 'in', 'handle', 'tsq_fit', ()), ('options', 'in', 'struct', 'tsq_report_options', ()), ('format', 'in', 'enum', 'tsq_report_format', ()), ('buffer', 'out', 'bytes', None, ('n',)), ('n', 'in', 'count', None, ()), ('needed', 'out', 'count', None, ('?',))),
    'tsq_report_rows': (('rows', 'in', 'handle', 'tsq_rows', ()), ('options', 'in', 'struct', 'tsq_report_options', ()), ('format', 'in', 'enum', 'tsq_report_format', ()), ('buffer', 'out', 'bytes', None, ('n',)), ('n', 'in', 'count', None, ()), ('needed', 'out', 'count', None, ('?',))),
    'tsq_rerun': (('json', 'in', 'bytes', None, ('bytes',)), ('bytes', 'in', 'count', None, ()), ('fit', 'out', 'handle', 'tsq_fit', ())),
    'tsq_report_changes': (('json', 'in', 'bytes', None, ('bytes',)), ('bytes', 'in', 'count', None, ()), ('fit', 'in', 'handle', 'tsq_fit', ()), ('tolerance', 'in', 'number', None, ()), ('buffer', 'out', 'bytes', None, ('n',)), ('n', 'in', 'count', None, ()), ('needed', 'out', 'count', None, ('?',))),
    'tsq_report_format_name': (('format', 'in', 'enum', 'tsq_report_format', ()),),
    'tsq_report_format_from_name': (('name', 'in', 'text', None, ()), ('format', 'out', 'enum', 'tsq_report_format', ('?',))),
    'tsq_plot_forest': (('forest', 'in', 'struct', 'tsq_forest', ()), ('path', 'in', 'text', None, ())),
    'tsq_plot_funnel': (('funnel', 'in', 'struct', 'tsq_funnel', ()), ('path', 'in', 'text', None, ())),
    'tsq_plot_bubble': (('bubble', 'in', 'struct', 'tsq_bubble', ()), ('path', 'in', 'text', None, ())),
    'tsq_plot_format_name': (('format', 'in', 'enum', 'tsq_plot_format', ()),),
    'tsq_plot_format_from_name': (('name', 'in', 'text', None, ()), ('format', 'out', 'enum', 'tsq_plot_format', ('?',))),
    'tsq_show_name': (('show', 'in', 'enum', 'tsq_show', ()),),
    'tsq_show_from_name': (('name', 'in', 'text', None, ()), ('show', 'out', 'enum', 'tsq_show', ('?',))),
    'tsq_forest_order_name': (('order', 'in', 'enum', 'tsq_forest_order', ()),),
    'tsq_forest_order_from_name': (('name', 'in', 'text', None, ()), ('order', 'out', 'enum', 'tsq_forest_order', ('?',))),
    'tsq_align_name': (('align', 'in', 'enum', 'tsq_align', ()),),
    'tsq_align_from_name': (('name', 'in', 'text', None, ()), ('align', 'out', 'enum', 'tsq_align', ('?',))),
    'tsq_funnel_kind_name': (('kind', 'in', 'enum', 'tsq_funnel_kind', ()),),
    'tsq_funnel_kind_from_name': (('name', 'in', 'text', None, ()), ('kind', 'out', 'enum', 'tsq_funnel_kind', ('?',))),
}
