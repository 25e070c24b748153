# SPDX-License-Identifier: GPL-3.0-or-later
# Made by ../../api/make_api.py from the headers: do not edit.
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
