// SPDX-License-Identifier: GPL-3.0-or-later
// Made by make_types.js from the library's tables and api.json.

/** An array of numbers; null and undefined are missing in plain arrays, as NaN is. */
export type Numbers = ArrayLike<number | null | undefined>;

export type Measure = 'RR' | 'OR' | 'RD' | 'AS' | 'PETO' | 'PHI' | 'ZPHI' | 'YUQ' | 'YUY' | 'RTET' | 'ZTET' | 'PBIT' | 'OR2D' | 'OR2DN' | 'MPRR' | 'MPOR' | 'MPRD' | 'MPORC' | 'MPPETO' | 'MPORM' | 'IRR' | 'IRD' | 'IRSD' | 'MD' | 'SMD' | 'SMDH' | 'SMD1' | 'SMD1H' | 'ROM' | 'VR' | 'CVR' | 'RPB' | 'ZPB' | 'RBIS' | 'ZBIS' | 'D2OR' | 'D2ORN' | 'CLESN' | 'CLES' | 'COR' | 'UCOR' | 'ZCOR' | 'PCOR' | 'ZPCOR' | 'SPCOR' | 'ZSPCOR' | 'R2' | 'ZR2' | 'R2F' | 'ZR2F' | 'PR' | 'PLN' | 'PLO' | 'PRZ' | 'PAS' | 'PFT' | 'IR' | 'IRLN' | 'IRS' | 'IRFT' | 'MN' | 'MNLN' | 'SMN' | 'SDLN' | 'CVLN' | 'MC' | 'SMCC' | 'SMCR' | 'SMCRH' | 'SMCRP' | 'SMCRPH' | 'ROMC' | 'VRC' | 'CVRC' | 'CLESCN' | 'ARAW' | 'AHW' | 'ABT' | 'REH' | 'GEN' | 'HR' | 'HD';
export type Transform = 'exp' | 'percent' | 'efficacy' | 'ilogit' | 'iprobit' | 'icloglog' | 'iarcsin' | 'ipft' | 'ipft.hm' | 'isqrt' | 'iirft' | 'iirft.hm' | 'ztor' | 'ztor2' | 'iahw' | 'iabt' | 'dtocles' | 'dtou3' | 'none';
export type PlotFormat = 'svg' | 'png' | 'pdf';
export type ReportFormat = 'text' | 'json' | 'csv' | 'markdown' | 'latex' | 'html';
export type NoteKind = 'heterogeneity' | 'test' | 'groups' | 'outcome' | 'conventions';
export type Reason = 'none' | 'a missing value' | 'no events in either group' | 'nothing but events in both groups' | 'a zero cell that is not corrected' | 'a standard deviation of 0' | 'a sampling variance of 0' | 'too few participants' | 'not estimable' | 'nothing from which its variance follows' | 'quantiles too skewed for a mean and a standard deviation' | 'an interval that is not symmetric about its estimate' | 'an estimate outside its interval';
export type To = 'only0' | 'all' | 'if0all' | 'none';
export type Drop00 = 'all' | 'keep' | 'not estimable';
export type Vtype = 'LS' | 'LS2' | 'LS3' | 'UB' | 'AV' | 'AV2' | 'AVHO' | 'HO' | 'H0' | 'ST' | 'CS' | 'MAX';
export type AddMode = 'value' | 'treatment-arm';
export type Convention = 'metafor5' | 'metafor3' | 'revman';
export type RecordKind = 'tables' | 'paired tables' | 'rates' | 'means' | 'superiority' | 'correlations' | 'proportions' | 'counts' | 'single means' | 'changes' | 'reliabilities' | 'genotypes' | 'given effects';
export type Reference = 't' | 'normal';
export type Skewed = 'drop' | 'keep';
export type Scale = 'shown' | 'yi';
export type Preset = 'cochrane' | 'metafor' | 'meta' | 'stata';
export type Method = 'CE' | 'DL' | 'HE' | 'HS' | 'HSk' | 'SJ' | 'ML' | 'REML' | 'EB' | 'PM' | 'PMM' | 'GENQ' | 'DL2' | 'DLIT' | 'SJIT';
export type Test = 'z' | 't' | 'knha' | 'adhoc' | 'kr';
export type Tau2CiKind = 'QP' | 'GENQ' | 'PL';
export type PiKind = 'normal' | 't' | 'hts' | 'k-1' | 'none';
export type I2Kind = 'tau2' | 'Q';
export type Missing = 'omit' | 'error';
export type Redundant = 'error' | 'drop';
export type Weighting = 'iv' | 'equal';
export type Keep = 'copy' | 'lent' | 'none';
export type GlmmModel = 'UM.FS' | 'UM.RS' | 'CM.EL' | 'CM.AL';
export type GlmmCovariance = 'observed' | 'conditional';
export type CiOutcome = 'found' | 'empty' | 'upper unbounded' | 'not defined' | 'not connected';
export type Fieller = 'interval' | 'exclusive' | 'all';
export type Status = 'ok' | 'err null' | 'err argument' | 'err length' | 'err data' | 'err too few' | 'err singular' | 'err name' | 'err options' | 'err nomem' | 'err range' | 'err parse' | 'err io' | 'err gnuplot' | 'err unsupported' | 'err buffer' | 'err internal' | 'err cancelled';
export type ExactMethod = 'exact' | 'midp' | 'score' | 'agresti-coull' | 'jeffreys' | 'rule-of-3';
export type SubgroupTau2 = 'separate' | 'common';
export type SubgroupTest = 'welch' | 'chi2';
export type RowKind = 'study' | 'estimate' | 'subtotal' | 'total';
export type OptionType = 'enum' | 'flag' | 'whole' | 'number';
export type Show = 'show' | 'hide';
export type ForestOrder = 'given' | 'effect' | 'precision';
export type FunnelKind = 'plain' | 'contour';
export type Align = 'left' | 'right' | 'centre' | 'decimal';

export interface RmaOptions {
  /** conventions of an authority, for every option left out */
  preset?: 'cochrane' | 'metafor' | 'meta' | 'stata';
  /** estimator of tau2 */
  method?: 'CE' | 'DL' | 'HE' | 'HS' | 'HSk' | 'SJ' | 'ML' | 'REML' | 'EB' | 'PM' | 'PMM' | 'GENQ' | 'DL2' | 'DLIT' | 'SJIT';
  /** tests and intervals of the coefficients */
  test?: 'z' | 't' | 'knha' | 'adhoc' | 'kr';
  /** confidence interval for tau2 */
  ci_kind?: 'QP' | 'GENQ' | 'PL';
  /** kind of prediction interval */
  pi_kind?: 'normal' | 't' | 'hts' | 'k-1' | 'none';
  /** where I2 and H2 come from */
  i2_kind?: 'tau2' | 'Q';
  /** a model without intercept */
  no_intercept?: boolean;
  /** what is done with studies that lack a number */
  missing?: 'omit' | 'error';
  /** what is done with moderators that follow from others */
  redundant?: 'error' | 'drop';
  /** weights of the coefficients */
  weighting?: 'iv' | 'equal';
  /** tau2 is given, not estimated */
  tau2_fixed?: boolean;
  /** threads of the passes over the data */
  threads?: number;
  /** the tau2 that is given */
  tau2?: number;
  /** confidence level */
  level?: number;
  /** what is pooled */
  measure?: 'RR' | 'OR' | 'RD' | 'AS' | 'PETO' | 'PHI' | 'ZPHI' | 'YUQ' | 'YUY' | 'RTET' | 'ZTET' | 'PBIT' | 'OR2D' | 'OR2DN' | 'MPRR' | 'MPOR' | 'MPRD' | 'MPORC' | 'MPPETO' | 'MPORM' | 'IRR' | 'IRD' | 'IRSD' | 'MD' | 'SMD' | 'SMDH' | 'SMD1' | 'SMD1H' | 'ROM' | 'VR' | 'CVR' | 'RPB' | 'ZPB' | 'RBIS' | 'ZBIS' | 'D2OR' | 'D2ORN' | 'CLESN' | 'CLES' | 'COR' | 'UCOR' | 'ZCOR' | 'PCOR' | 'ZPCOR' | 'SPCOR' | 'ZSPCOR' | 'R2' | 'ZR2' | 'R2F' | 'ZR2F' | 'PR' | 'PLN' | 'PLO' | 'PRZ' | 'PAS' | 'PFT' | 'IR' | 'IRLN' | 'IRS' | 'IRFT' | 'MN' | 'MNLN' | 'SMN' | 'SDLN' | 'CVLN' | 'MC' | 'SMCC' | 'SMCR' | 'SMCRH' | 'SMCRP' | 'SMCRPH' | 'ROMC' | 'VRC' | 'CVRC' | 'CLESCN' | 'ARAW' | 'AHW' | 'ABT' | 'REH' | 'GEN' | 'HR' | 'HD';
  /** what the fit keeps of the data */
  keep?: 'copy' | 'none';
}

export interface MhOptions {
  /** what is done with studies that lack a number */
  missing?: 'omit' | 'error';
  /** confidence level */
  level?: number;
  /** what is pooled */
  measure?: 'OR' | 'RR' | 'RD' | 'IRR' | 'IRD';
  /** studies without events, or with events only, count */
  keep00?: boolean;
  /** the Cochran-Mantel-Haenszel test without continuity correction */
  no_correction?: boolean;
  /** where the amount that is added to cells comes from */
  add_mode?: 'value' | 'treatment-arm';
  /** to which studies an amount is added */
  to?: 'only0' | 'all' | 'if0all' | 'none';
  /** the amount that is added to cells */
  add?: number;
  /** what the fit keeps of the data */
  keep?: 'copy' | 'none';
}

export interface PetoOptions {
  /** what is done with studies that lack a number */
  missing?: 'omit' | 'error';
  /** confidence level */
  level?: number;
  /** what is pooled */
  measure?: 'PETO';
  /** studies without events, or with events only, count */
  keep00?: boolean;
  /** where the amount that is added to cells comes from */
  add_mode?: 'value' | 'treatment-arm';
  /** to which studies an amount is added */
  to?: 'only0' | 'all' | 'if0all' | 'none';
  /** the amount that is added to cells */
  add?: number;
  /** what the fit keeps of the data */
  keep?: 'copy' | 'none';
}

export interface GlmmOptions {
  /** estimator of tau2 */
  method?: 'ML' | 'CE';
  /** tests and intervals of the coefficients */
  test?: 'z' | 't';
  /** a model without intercept */
  no_intercept?: boolean;
  /** what is done with studies that lack a number */
  missing?: 'omit' | 'error';
  /** what is done with moderators that follow from others */
  redundant?: 'error' | 'drop';
  /** confidence level */
  level?: number;
  /** what is pooled */
  measure?: 'OR' | 'IRR' | 'PLO' | 'IRLN';
  /** which generalized linear mixed model */
  glmm_model?: 'UM.FS' | 'UM.RS' | 'CM.EL' | 'CM.AL';
  /** which covariance matrix of the coefficients */
  covariance?: 'observed' | 'conditional';
  /** nodes of quadrature */
  nodes?: number;
  /** studies without events, or with events only, count */
  keep00?: boolean;
  /** where the amount that is added to cells comes from */
  add_mode?: 'value' | 'treatment-arm';
  /** to which studies an amount is added */
  to?: 'only0' | 'all' | 'if0all' | 'none';
  /** the amount that is added to cells */
  add?: number;
  /** what the fit keeps of the data */
  keep?: 'copy' | 'none';
}

export interface BbOptions {
  /** what is done with studies that lack a number */
  missing?: 'omit' | 'error';
  /** confidence level */
  level?: number;
  /** what is pooled */
  measure?: 'OR' | 'RR' | 'RD' | 'PLO';
  /** what the fit keeps of the data */
  keep?: 'copy' | 'none';
}

export interface BatchOptions {
  /** conventions of an authority, for every option left out */
  preset?: 'cochrane' | 'metafor' | 'meta' | 'stata';
  /** estimator of tau2 */
  method?: 'CE' | 'DL' | 'HE' | 'HS' | 'HSk' | 'SJ' | 'ML' | 'REML' | 'EB' | 'PM' | 'PMM' | 'GENQ' | 'DL2' | 'DLIT' | 'SJIT';
  /** tests and intervals of the coefficients */
  test?: 'z' | 't' | 'knha' | 'adhoc' | 'kr';
  /** confidence interval for tau2 */
  ci_kind?: 'QP';
  /** kind of prediction interval */
  pi_kind?: 'normal' | 't' | 'hts' | 'k-1' | 'none';
  /** where I2 and H2 come from */
  i2_kind?: 'tau2' | 'Q';
  /** a model without intercept */
  no_intercept?: boolean;
  /** what is done with studies that lack a number */
  missing?: 'omit' | 'error';
  /** what is done with moderators that follow from others */
  redundant?: 'error';
  /** weights of the coefficients */
  weighting?: 'iv' | 'equal';
  /** tau2 is given, not estimated */
  tau2_fixed?: boolean;
  /** threads of the passes over the data */
  threads?: number;
  /** the tau2 that is given */
  tau2?: number;
  /** confidence level */
  level?: number;
}

export interface StreamOptions {
  /** conventions of an authority, for every option left out */
  preset?: 'cochrane' | 'metafor' | 'meta' | 'stata';
  /** estimator of tau2 */
  method?: 'CE' | 'DL' | 'HE' | 'HS' | 'HSk' | 'SJ' | 'ML' | 'REML' | 'EB' | 'PM' | 'PMM' | 'DL2' | 'DLIT' | 'SJIT';
  /** tests and intervals of the coefficients */
  test?: 'z' | 't' | 'knha' | 'adhoc' | 'kr';
  /** confidence interval for tau2 */
  ci_kind?: 'QP';
  /** kind of prediction interval */
  pi_kind?: 'normal' | 't' | 'hts' | 'k-1' | 'none';
  /** where I2 and H2 come from */
  i2_kind?: 'tau2' | 'Q';
  /** a model without intercept */
  no_intercept?: boolean;
  /** what is done with studies that lack a number */
  missing?: 'omit' | 'error';
  /** what is done with moderators that follow from others */
  redundant?: 'error';
  /** weights of the coefficients */
  weighting?: 'iv';
  /** tau2 is given, not estimated */
  tau2_fixed?: boolean;
  /** the tau2 that is given */
  tau2?: number;
  /** confidence level */
  level?: number;
  /** what is pooled */
  measure?: 'RR' | 'OR' | 'RD' | 'AS' | 'PETO' | 'PHI' | 'ZPHI' | 'YUQ' | 'YUY' | 'RTET' | 'ZTET' | 'PBIT' | 'OR2D' | 'OR2DN' | 'MPRR' | 'MPOR' | 'MPRD' | 'MPORC' | 'MPPETO' | 'MPORM' | 'IRR' | 'IRD' | 'IRSD' | 'MD' | 'SMD' | 'SMDH' | 'SMD1' | 'SMD1H' | 'ROM' | 'VR' | 'CVR' | 'RPB' | 'ZPB' | 'RBIS' | 'ZBIS' | 'D2OR' | 'D2ORN' | 'CLESN' | 'CLES' | 'COR' | 'UCOR' | 'ZCOR' | 'PCOR' | 'ZPCOR' | 'SPCOR' | 'ZSPCOR' | 'R2' | 'ZR2' | 'R2F' | 'ZR2F' | 'PR' | 'PLN' | 'PLO' | 'PRZ' | 'PAS' | 'PFT' | 'IR' | 'IRLN' | 'IRS' | 'IRFT' | 'MN' | 'MNLN' | 'SMN' | 'SDLN' | 'CVLN' | 'MC' | 'SMCC' | 'SMCR' | 'SMCRH' | 'SMCRP' | 'SMCRPH' | 'ROMC' | 'VRC' | 'CVRC' | 'CLESCN' | 'ARAW' | 'AHW' | 'ABT' | 'REH' | 'GEN' | 'HR' | 'HD';
  /** what the fit keeps of the data */
  keep?: 'copy' | 'none';
}

export interface RmaColumns {
  yi?: Numbers | null;
  vi?: Numbers | null;
  sei?: Numbers | null;
  weights?: Numbers | null;
}

export interface MhColumns {
  ai?: Numbers | null;
  bi?: Numbers | null;
  ci?: Numbers | null;
  di?: Numbers | null;
  n1i?: Numbers | null;
  n2i?: Numbers | null;
  x1i?: Numbers | null;
  t1i?: Numbers | null;
  x2i?: Numbers | null;
  t2i?: Numbers | null;
}

export interface PetoColumns {
  ai?: Numbers | null;
  bi?: Numbers | null;
  ci?: Numbers | null;
  di?: Numbers | null;
  n1i?: Numbers | null;
  n2i?: Numbers | null;
}

export interface GlmmColumns {
  ai?: Numbers | null;
  bi?: Numbers | null;
  ci?: Numbers | null;
  di?: Numbers | null;
  n1i?: Numbers | null;
  n2i?: Numbers | null;
  x1i?: Numbers | null;
  t1i?: Numbers | null;
  x2i?: Numbers | null;
  t2i?: Numbers | null;
  xi?: Numbers | null;
  mi?: Numbers | null;
  ni?: Numbers | null;
  ti?: Numbers | null;
}

export interface BbColumns {
  ai?: Numbers | null;
  bi?: Numbers | null;
  ci?: Numbers | null;
  di?: Numbers | null;
  n1i?: Numbers | null;
  n2i?: Numbers | null;
  xi?: Numbers | null;
  mi?: Numbers | null;
  ni?: Numbers | null;
}

/** Quantities that are one number, of any model. */
export type ScalarQuantity = 'k' | 'k_all' | 'p' | 'level' | 'outcome' | 'ddf' | 'df_residual' | 'tau2' | 'se_tau2' | 'tau' | 's2w' | 'tau2_raw' | 'I2' | 'H2' | 'R2' | 'vt' | 'QE' | 'QEdf' | 'QEp' | 'log_QEp' | 'iterations' | 'bracket_lower' | 'bracket_upper' | 'gradient' | 'stationary_points' | 'QM' | 'QMp' | 'QMdf1' | 'QMdf2' | 'loglik' | 'minus2loglik' | 'deviance' | 'AIC' | 'BIC' | 'AICc' | 'parameters' | 'observations' | 'ML.loglik' | 'ML.deviance' | 'ML.AIC' | 'ML.BIC' | 'ML.AICc' | 'REML.loglik' | 'REML.deviance' | 'REML.AIC' | 'REML.BIC' | 'REML.AICc' | 'k_yi' | 'k_pos' | 'CMH' | 'CMHp' | 'BD' | 'BDdf' | 'BDp' | 'TA' | 'TAp' | 'sigma2' | 'gamma' | 'QE.LRT' | 'QEp.LRT' | 'loglik_common' | 'loglik_saturated' | 'deviance_conditional' | 'nodes' | 'evaluations' | 'mean1' | 'mean2' | 'rho' | 'se_rho' | 'rho.LRT' | 'rho.LRTp' | 'difference' | 'differencep' | 'loglik_binomial' | 'Q_between' | 'Q_between_df' | 'Q_between_p' | 'F' | 'F_df1' | 'F_df2' | 'F_p';

/** Quantities that are arrays. */
export type ArrayQuantity = 'why' | 'beta' | 'se' | 'zval' | 'pval' | 'log_pval' | 'ci_lb' | 'ci_ub' | 'vb' | 'yi' | 'vi' | 'fitted' | 'resid' | 'weights' | 'hat' | 'group_k' | 'group_tau2' | 'group_I2' | 'group_QE' | 'group_QEp' | 'group_ddf' | 'group_pi_lb' | 'group_pi_ub' | 'group';

/** Columns that measures are computed from. */
export type RecordColumn = 'ai' | 'bi' | 'ci' | 'di' | 'n1i' | 'n2i' | 'ri' | 'pi' | 'x1i' | 't1i' | 'x2i' | 't2i' | 'm1i' | 'sd1i' | 'm2i' | 'sd2i' | 'ti' | 'ni' | 'mi' | 'r2i' | 'fi' | 'xi' | 'sdi' | 'yi' | 'vi' | 'sei';

export type ModelName = 'rma' | 'mh' | 'peto' | 'glmm' | 'bb';

export interface RecordsInput {
  /** number of studies */
  k?: number;
  /** number of columns */
  n_columns?: number;
  /** [n_columns] metafor's argument names, exactly; any order */
  names?: (string | null)[];
  /** [n_columns][k] the columns; NaN = missing; an entry may be NULL: as if not named */
  columns?: Numbers[];
}

export interface EffectOptionsInput {
  /** enum tsq_to; 0 = TSQ_TO_ONLY0 */
  to?: To;
  /** enum tsq_drop00; 0 = TSQ_DROP00_KEEP, under TSQ_CONVENTION_REVMAN TSQ_DROP00_NOT_ESTIMABLE */
  drop00?: Drop00;
  /** enum tsq_vtype; 0 = TSQ_LS */
  vtype?: Vtype;
  /** enum tsq_add_mode; 0 = the measure's own amount */
  add_mode?: AddMode;
  /** amount added to zero cells, >= 0; used with TSQ_ADD_VALUE (and refused, if not 0, without) */
  add?: number;
  /** [k] enum tsq_vtype for each study, k = records.k, 0 = `vtype`; NULL = the same for all */
  vtypes?: (Vtype | null)[];
  /** enum tsq_convention; 0 = TSQ_CONVENTION_METAFOR5 */
  convention?: Convention;
}

export interface MeansInput {
  /** number of studies */
  k?: number;
  /** mean of group 1 */
  m1?: Numbers;
  /** SD of group 1, >= 0 */
  sd1?: Numbers;
  /** size of group 1, > 0 */
  n1?: Numbers;
  /** the same of group 2 */
  m2?: Numbers;
  /** [k] SD of group 2 */
  sd2?: Numbers;
  /** [k] size of group 2 */
  n2?: Numbers;
  /** Cohen's d, used where means or SDs are missing; SMD, RPB, RBIS, D2OR, CLESN */
  di?: Numbers;
  /** Student's t of the two groups, used where d is missing too */
  ti?: Numbers;
  /** its two-sided p value with the sign of the difference, used where t is missing too */
  pi?: Numbers;
  /** point-biserial correlation, used where p is missing too */
  ri?: Numbers;
  /** labels of the studies, for fits; NULL = none */
  labels?: (string | null)[];
  /** lines of the file that they came from, for messages of fits; NULL = none */
  lines?: Numbers;
}

export interface TablesInput {
  /** number of studies */
  k?: number;
  /** group 1 with the event */
  ai?: Numbers;
  /** group 1 without */
  bi?: Numbers;
  /** group 2 with the event */
  ci?: Numbers;
  /** group 2 without */
  di?: Numbers;
  /** size of group 1, > 0 */
  n1i?: Numbers;
  /** size of group 2, > 0 */
  n2i?: Numbers;
  /** MPORM: the phi coefficient of the paired table */
  ri?: Numbers;
  /** MPORM: proportion with the event under both treatments, used where ri is missing */
  pi?: Numbers;
  /** labels of the studies, for fits; NULL = none */
  labels?: (string | null)[];
  /** lines of the file that they came from, for messages of fits; NULL = none */
  lines?: Numbers;
}

export interface RatesInput {
  /** number of studies */
  k?: number;
  /** events in group 1 */
  x1i?: Numbers;
  /** person-time of group 1, > 0 */
  t1i?: Numbers;
  /** the same of group 2 */
  x2i?: Numbers;
  /** [k] person-time of group 2 */
  t2i?: Numbers;
  /** labels of the studies, for fits; NULL = none */
  labels?: (string | null)[];
  /** lines of the file that they came from, for messages of fits; NULL = none */
  lines?: Numbers;
}

export interface ProportionsInput {
  /** number of studies */
  k?: number;
  /** with the event */
  xi?: Numbers;
  /** without, or NULL where ni is given */
  mi?: Numbers;
  /** participants, > 0, or NULL where mi is given */
  ni?: Numbers;
  /** labels of the studies, for fits; NULL = none */
  labels?: (string | null)[];
  /** lines of the file that they came from, for messages of fits; NULL = none */
  lines?: Numbers;
}

export interface CountsInput {
  /** number of studies */
  k?: number;
  /** events */
  xi?: Numbers;
  /** person-time (or expected events), > 0 */
  ti?: Numbers;
  /** labels of the studies, for fits; NULL = none */
  labels?: (string | null)[];
  /** lines of the file that they came from, for messages of fits; NULL = none */
  lines?: Numbers;
}

export interface SingleMeansInput {
  /** number of studies */
  k?: number;
  /** mean */
  mi?: Numbers;
  /** SD, >= 0 */
  sdi?: Numbers;
  /** size, > 0 */
  ni?: Numbers;
  /** labels of the studies, for fits; NULL = none */
  labels?: (string | null)[];
  /** lines of the file that they came from, for messages of fits; NULL = none */
  lines?: Numbers;
}

export interface ChangesInput {
  /** number of studies */
  k?: number;
  /** mean at time 1 */
  m1i?: Numbers;
  /** mean at time 2 */
  m2i?: Numbers;
  /** SD at time 1, >= 0 */
  sd1i?: Numbers;
  /** SD at time 2, >= 0 */
  sd2i?: Numbers;
  /** participants (pairs), > 0 */
  ni?: Numbers;
  /** correlation of the two measurements */
  ri?: Numbers;
  /** SMCC: mean change / SD of change, used where the above are missing */
  di?: Numbers;
  /** SMCC: t of the paired test, used where di is missing too */
  ti?: Numbers;
  /** SMCC: its two-sided p value with the sign of the change, used where ti is missing too */
  pi?: Numbers;
  /** labels of the studies, for fits; NULL = none */
  labels?: (string | null)[];
  /** lines of the file that they came from, for messages of fits; NULL = none */
  lines?: Numbers;
}

export interface CorrelationsInput {
  /** number of studies */
  k?: number;
  /** (partial, semi-partial) correlation, -1 .. 1 */
  ri?: Numbers;
  /** participants, > 0 */
  ni?: Numbers;
  /** t of the correlation (or of the focal coefficient), used where ri is missing */
  ti?: Numbers;
  /** its two-sided p value, signed (R2: of the omnibus F test), used where ti (fi) is missing */
  pi?: Numbers;
  /** number of predictors, the focal one included: PCOR, SPCOR, R2 and their transformations */
  mi?: Numbers;
  /** R^2 of the regression model: SPCOR, R2 */
  r2i?: Numbers;
  /** omnibus F statistic, used where r2i is missing: R2 */
  fi?: Numbers;
  /** labels of the studies, for fits; NULL = none */
  labels?: (string | null)[];
  /** lines of the file that they came from, for messages of fits; NULL = none */
  lines?: Numbers;
}

export interface ReliabilitiesInput {
  /** number of studies */
  k?: number;
  /** Cronbach's alpha, <= 1 */
  ai?: Numbers;
  /** items (parts, replications), >= 2 */
  mi?: Numbers;
  /** participants, > 0 */
  ni?: Numbers;
  /** labels of the studies, for fits; NULL = none */
  labels?: (string | null)[];
  /** lines of the file that they came from, for messages of fits; NULL = none */
  lines?: Numbers;
}

export interface MeasureInfo {
  /** "SMD" */
  code: string | null;
  /** "Standardized mean difference" */
  title: string | null;
  /** what an axis or a column shows after back-transformation: "Risk ratio" */
  axis_label: string | null;
  /** [n_inputs] sets of columns, names apart by one space; any one set is enough */
  inputs: (string | null)[];
  /** [n_vtypes] enum tsq_vtype, the default first */
  vtypes: (Vtype | null)[];
  /** number of input sets */
  n_inputs: number | null;
  /** number of variance types */
  n_vtypes: number | null;
  /** amount added to zero cells unless options say otherwise; 0 also where there are no cells */
  default_add: number;
  /** "no effect" on the scale of yi; NaN where the measure has none (a mean, a proportion) */
  null_value: number;
  /** the same on the back-transformed scale: 1 for ratios */
  null_shown: number;
  /** enum tsq_measure */
  measure: Measure | null;
  /** enum tsq_record_kind */
  kind: RecordKind | null;
  /** enum tsq_transform (tausq/transform.h) for showing results; 0 = as they are */
  transform: Transform | null;
}

export interface ArmReportsInput {
  /** number of arms */
  k?: number;
  /** participants, > 0; needed for everything but a reported SD */
  n?: Numbers;
  /** mean */
  mean?: Numbers;
  /** standard deviation, >= 0 */
  sd?: Numbers;
  /** standard error of the mean, >= 0 */
  se?: Numbers;
  /** confidence interval of the mean */
  ci_lower?: Numbers;
  /** [k] its upper bound */
  ci_upper?: Numbers;
  /** its level, between 0 and 1; NULL or NaN = options.level */
  level?: Numbers;
  /** smallest observation */
  min?: Numbers;
  /** first quartile */
  q1?: Numbers;
  /** [k] median */
  median?: Numbers;
  /** third quartile */
  q3?: Numbers;
  /** largest observation */
  max?: Numbers;
}

export interface ConvertOptionsInput {
  /** level of intervals where the report has none of its own; 0 = 0.95 */
  level?: number;
  /** enum tsq_reference; 0 = T for arms and differences, NORMAL for estimates without df */
  reference?: Reference;
  /** enum tsq_skewed; 0 = DROP */
  skewed?: Skewed;
  /** estimates: enum tsq_transform that leads from yi to the reported scale, e.g. TSQ_TRANSFORM_EXP for odds ratios with their intervals; 0 = reported on the scale of yi */
  transform?: Transform;
  /** enum tsq_scale, of tsq_effect_estimates() alone; 0 = TSQ_SCALE_SHOWN */
  scale?: Scale;
}

export interface DifferenceReportsInput {
  /** number of studies */
  k?: number;
  /** participants in group 1, > 0 */
  n1?: Numbers;
  /** participants in group 2, > 0 */
  n2?: Numbers;
  /** difference of the means, for `t` and `p` */
  difference?: Numbers;
  /** its standard error, >= 0 */
  se?: Numbers;
  /** its confidence interval */
  ci_lower?: Numbers;
  /** [k] its upper bound */
  ci_upper?: Numbers;
  /** level of that, between 0 and 1; NULL or NaN = options.level */
  level?: Numbers;
  /** t statistic of its test */
  t?: Numbers;
  /** two-sided p value of that, 0 .. 1 */
  p?: Numbers;
}

export interface EstimateReportsInput {
  /** number of studies */
  k?: number;
  /** the effect, on the reported scale */
  estimate?: Numbers;
  /** its confidence interval, on the reported scale */
  ci_lower?: Numbers;
  /** [k] its upper bound */
  ci_upper?: Numbers;
  /** level of that, between 0 and 1; NULL or NaN = options.level */
  level?: Numbers;
  /** its standard error, on the scale of yi */
  se?: Numbers;
  /** z (t) statistic of its test, estimate / se on the scale of yi */
  statistic?: Numbers;
  /** two-sided p value of that, 0 .. 1 */
  p?: Numbers;
  /** degrees of freedom of the reference t; NULL, NaN or infinite = normal */
  df?: Numbers;
  /** observed less expected events (log-rank), used without an estimate: yi = o_e/v */
  o_e?: Numbers;
  /** its variance, >= 0: vi = 1/v */
  v?: Numbers;
}

export interface ArmsInput {
  /** number of arms */
  k?: number;
  /** participants, >= 0 (an empty arm adds nothing) */
  n?: Numbers;
  /** means */
  mean?: Numbers;
  /** SDs, >= 0 */
  sd?: Numbers;
}

export interface TransformOptionsInput {
  /** [n] sample sizes (IPFT) or person-times (IIRFT), > 0; _HM: NaN are left out of the mean */
  ni?: Numbers;
  /** how many: 1 (the same for all values) or the number of values; any number >= 1 for _HM */
  n?: number;
}

export interface EstimateInput {
  /** the estimate, on the scale of yi */
  estimate?: number;
  /** its standard error */
  se?: number;
  /** estimate / se (or the test's own statistic where documented) */
  statistic?: number;
  /** degrees of freedom of the t reference, +infinity for the normal */
  df?: number;
  /** two-sided p value, exact to full double accuracy in the tail */
  p_value?: number;
  /** lower confidence bound at the fit's level */
  ci_lower?: number;
  /** upper confidence bound */
  ci_upper?: number;
}

export interface Estimate {
  /** the estimate, on the scale of yi */
  estimate: number;
  /** its standard error */
  se: number;
  /** estimate / se (or the test's own statistic where documented) */
  statistic: number;
  /** degrees of freedom of the t reference, +infinity for the normal */
  df: number;
  /** two-sided p value, exact to full double accuracy in the tail */
  p_value: number;
  /** lower confidence bound at the fit's level */
  ci_lower: number;
  /** upper confidence bound */
  ci_upper: number;
}

export interface Options {
  /** enum tsq_preset; 0 = TSQ_PRESET_COCHRANE */
  preset: Preset | null;
  /** enum tsq_method; 0 = the preset's (REML); glmm: ML */
  method: Method | null;
  /** enum tsq_test; 0 = the preset's; glmm: z */
  test: Test | null;
  /** enum tsq_tau2_ci_kind; 0 = the preset's (Q-profile; GENQ for the method GENQ) */
  ci_kind: Tau2CiKind | null;
  /** enum tsq_pi_kind; 0 = the preset's */
  pi_kind: PiKind | null;
  /** enum tsq_i2_kind; 0 = the preset's */
  i2_kind: I2Kind | null;
  /** 1 = the model has no intercept; 0 = it has one */
  no_intercept: boolean;
  /** enum tsq_missing; 0 = omit */
  missing: Missing | null;
  /** enum tsq_redundant; 0 = error */
  redundant: Redundant | null;
  /** enum tsq_weighting; 0 = inverse variance */
  weighting: Weighting | null;
  /** 1 = tau2 is not estimated but has the value in `tau2`; 0 = estimated */
  tau2_fixed: boolean;
  /** threads of the passes over the data: 0 and 1 = the caller's alone, n = up to n, -1 = one a processor. The answer has the same bits for any number; worth it from k = 1e5 on */
  threads: number;
  /** the fixed tau2, >= 0, squared scale of yi; used where tau2_fixed = 1 */
  tau2: number;
  /** confidence level in (0, 1); 0 = 0.95 */
  level: number;
  /** enum tsq_measure. rma: what yi are, for reports and figures, 0 = not said; mh, bb, glmm: what is pooled, 0 = that of which there are records (OR, IRR, PLO, IRLN) */
  measure: Measure | null;
  /** enum tsq_keep; 0 = a copy */
  keep: Keep | null;
  /** glmm: enum tsq_glmm_model; 0 = TSQ_UM_FS. One group (PLO, IRLN): must be 0 */
  glmm_model: GlmmModel | null;
  /** glmm: enum tsq_glmm_covariance; 0 = TSQ_GLMM_OBSERVED */
  covariance: GlmmCovariance | null;
  /** glmm: nodes of adaptive Gauss-Hermite quadrature, 1 (Laplace) .. 200, lme4's nAGQ; 0 = as many as it takes until nothing changes (of the trapezoidal rule; quantity "nodes" says how many) */
  nodes: number;
  /** mh: 1 = the studies' own effects (for Q) are computed also where both groups have no events, or only events. glmm, two groups: 1 = such studies count as studies. 0 = not: they say nothing of a ratio */
  keep00: boolean;
  /** mh: 1 = the Cochran-Mantel-Haenszel statistic without its continuity correction of 1/2; 0 = with it */
  no_correction: boolean;
  /** mh, glmm: enum tsq_add_mode, for the studies' own effects behind Q or I2; 0 = the measure's (1/2) */
  add_mode: AddMode | null;
  /** mh, glmm: enum tsq_to, likewise; 0 = only studies with a zero cell */
  to: To | null;
  /** the amount where add_mode = TSQ_ADD_VALUE */
  add: number;
}

export interface IntervalOptionsInput {
  /** enum tsq_tau2_ci_kind, for tau2 and what follows from it; 0 = the fit's */
  kind?: Tau2CiKind;
  /** confidence level in (0, 1); 0 = the fit's */
  level?: number;
}

export interface Interval {
  /** the enum tsq_tau2_ci_kind used; 0 = a Wald interval */
  kind: Tau2CiKind | null;
  /** enum tsq_ci_outcome */
  outcome: CiOutcome | null;
  /** confidence level */
  level: number;
  /** the parameter's estimate */
  estimate: number;
  /** lower bound */
  lower: number;
  /** upper bound */
  upper: number;
}

export interface DataInput {
  /** number of studies, >= 1 */
  k?: number;
  /** [k] effects; NaN = missing */
  yi?: Numbers;
  /** [k] sampling variances, > 0, squared scale of yi; NaN = missing. Exactly one of vi, sei */
  vi?: Numbers;
  /** [k] standard errors, > 0, scale of yi */
  sei?: Numbers;
  /** [k x p] moderators, column-major, without the intercept; NULL where p = 0 */
  x?: Numbers;
  /** number of moderator columns in x */
  p?: number;
  /** leading dimension of x: x[i + j * ldx]; 0 = k */
  ldx?: number;
  /** [p] names of the moderators for reports and messages; NULL = "x1", "x2", ... */
  x_names?: (string | null)[];
  /** [k] the caller's own weights for the coefficients, >= 0; NULL = inverse variance */
  weights?: Numbers;
  /** [k] study labels for reports, plots and messages; NULL = "Study 1", ... */
  labels?: (string | null)[];
  /** [k] lines of the file that the studies came from, for messages; NULL = none */
  lines?: Numbers;
}

export interface OptionsInput {
  /** enum tsq_preset; 0 = TSQ_PRESET_COCHRANE */
  preset?: Preset;
  /** enum tsq_method; 0 = the preset's (REML); glmm: ML */
  method?: Method;
  /** enum tsq_test; 0 = the preset's; glmm: z */
  test?: Test;
  /** enum tsq_tau2_ci_kind; 0 = the preset's (Q-profile; GENQ for the method GENQ) */
  ci_kind?: Tau2CiKind;
  /** enum tsq_pi_kind; 0 = the preset's */
  pi_kind?: PiKind;
  /** enum tsq_i2_kind; 0 = the preset's */
  i2_kind?: I2Kind;
  /** 1 = the model has no intercept; 0 = it has one */
  no_intercept?: boolean;
  /** enum tsq_missing; 0 = omit */
  missing?: Missing;
  /** enum tsq_redundant; 0 = error */
  redundant?: Redundant;
  /** enum tsq_weighting; 0 = inverse variance */
  weighting?: Weighting;
  /** 1 = tau2 is not estimated but has the value in `tau2`; 0 = estimated */
  tau2_fixed?: boolean;
  /** threads of the passes over the data: 0 and 1 = the caller's alone, n = up to n, -1 = one a processor. The answer has the same bits for any number; worth it from k = 1e5 on */
  threads?: number;
  /** the fixed tau2, >= 0, squared scale of yi; used where tau2_fixed = 1 */
  tau2?: number;
  /** confidence level in (0, 1); 0 = 0.95 */
  level?: number;
  /** enum tsq_measure. rma: what yi are, for reports and figures, 0 = not said; mh, bb, glmm: what is pooled, 0 = that of which there are records (OR, IRR, PLO, IRLN) */
  measure?: Measure;
  /** enum tsq_keep; 0 = a copy */
  keep?: Keep;
  /** glmm: enum tsq_glmm_model; 0 = TSQ_UM_FS. One group (PLO, IRLN): must be 0 */
  glmm_model?: GlmmModel;
  /** glmm: enum tsq_glmm_covariance; 0 = TSQ_GLMM_OBSERVED */
  covariance?: GlmmCovariance;
  /** glmm: nodes of adaptive Gauss-Hermite quadrature, 1 (Laplace) .. 200, lme4's nAGQ; 0 = as many as it takes until nothing changes (of the trapezoidal rule; quantity "nodes" says how many) */
  nodes?: number;
  /** mh: 1 = the studies' own effects (for Q) are computed also where both groups have no events, or only events. glmm, two groups: 1 = such studies count as studies. 0 = not: they say nothing of a ratio */
  keep00?: boolean;
  /** mh: 1 = the Cochran-Mantel-Haenszel statistic without its continuity correction of 1/2; 0 = with it */
  no_correction?: boolean;
  /** mh, glmm: enum tsq_add_mode, for the studies' own effects behind Q or I2; 0 = the measure's (1/2) */
  add_mode?: AddMode;
  /** mh, glmm: enum tsq_to, likewise; 0 = only studies with a zero cell */
  to?: To;
  /** the amount where add_mode = TSQ_ADD_VALUE */
  add?: number;
}

export interface Prediction {
  /** x'b, scale of yi */
  estimate: number;
  /** its standard error (Knapp-Hartung's under KNHA and ADHOC) */
  se: number;
  /** estimate / se */
  statistic: number;
  /** df of the confidence interval's t, +infinity for the normal */
  df: number;
  /** two-sided, of estimate = 0 */
  p_value: number;
  /** confidence interval of the mean effect */
  ci_lower: number;
  /** its upper bound */
  ci_upper: number;
  /** prediction interval of the true effect in a new trial; NaN for a common-effect model */
  pi_lower: number;
  /** its upper bound */
  pi_upper: number;
  /** sqrt(se^2 + tau2) as the prediction interval's kind defines it */
  pi_se: number;
  /** its df, +infinity for the normal */
  pi_df: number;
}

export interface PredictOptionsInput {
  /** enum tsq_pi_kind; 0 = the fit's */
  pi_kind?: PiKind;
  /** level of both intervals, in (0, 1); 0 = the fit's */
  level?: number;
}

export interface WaldTest {
  /** chi2 under Z, F under t tests */
  statistic: number;
  /** number of independent hypotheses */
  df1: number;
  /** denominator df of F; +infinity under Z */
  df2: number;
  /** of the statistic */
  p_value: number;
}

export interface RatioResult {
  /** numerator / denominator */
  ratio: number;
  /** delta method */
  se: number;
  /** delta-method interval */
  delta: number[];
  /** Fieller bounds, to be read with fieller_kind */
  fieller: number[];
  /** df of the quantile used, +infinity for the normal */
  df: number;
  /** enum tsq_fieller */
  fieller_kind: Fieller | null;
  /** the two predicted effects */
  numerator: Estimate;
  /** the effect that is divided by */
  denominator: Estimate;
}

export interface Beyond {
  /** as given */
  threshold: number;
  /** predictive: of the distribution behind the prediction interval, so that the interval's bounds have probability (1 - level)/2 beyond them */
  probability: number;
  /** plug-in proportion of true effects beyond, Phi((threshold - mu)/tau), with a delta-method interval on the probit scale; NaN se where tau2 = 0 */
  proportion: Estimate;
}

export interface BatchDataInput {
  /** number of problems, >= 1 */
  m?: number;
  /** study-major: number of studies, >= 1; ignored where offsets are given */
  k?: number;
  /** study-major: distance from one study's row to the next, >= m; 0 = m */
  ld?: number;
  /** [m + 1] ascending; NULL = study-major */
  offsets?: Numbers;
  /** [m x k] effects; NaN = missing. Where offsets are given: offsets[m] of them, problem after problem */
  yi?: Numbers;
  /** [m x k] sampling variances, > 0; NaN = missing; NULL where sei is given */
  vi?: Numbers;
  /** [m x k] standard errors, > 0; NULL where vi is given */
  sei?: Numbers;
  /** [k x p] moderators that all problems share, column-major; study-major data alone; NULL = none */
  x?: Numbers;
  /** number of moderators, at most 15 */
  p?: number;
  /** x[i + c * ldx]; 0 = k */
  ldx?: number;
}

export interface BatchControlInput {
}

export interface BatchOutInput {
  /** between-study variance */
  tau2?: Numbers;
  /** [data.m x coefficients] pooled effect, or coefficients */
  estimate?: Numbers;
  /** [data.m x coefficients] standard error */
  se?: Numbers;
  /** [data.m x coefficients] estimate / se */
  statistic?: Numbers;
  /** [data.m x coefficients] two-sided */
  p_value?: Numbers;
  /** [data.m x coefficients] -log10 of the p value, which does not underflow */
  log10_p?: Numbers;
  /** [data.m x coefficients] confidence interval */
  ci_lower?: Numbers;
  /** [data.m x coefficients] its upper bound */
  ci_upper?: Numbers;
  /** prediction interval by options.pi_kind; NaN for CE */
  pi_lower?: Numbers;
  /** its upper bound */
  pi_upper?: Numbers;
  /** QE, Cochran's Q */
  Q?: Numbers;
  /** percent, by options.i2_kind */
  I2?: Numbers;
  /** likewise */
  H2?: Numbers;
  /** enum tsq_status of each problem: TSQ_OK, TSQ_ERR_DATA (a datum outside its domain), TSQ_ERR_TOO_FEW (no complete study, or fewer than coefficients), TSQ_ERR_SINGULAR, TSQ_ERR_RANGE */
  status?: (Status | null)[];
  /** Q-profile interval of tau2 at options.level, as tsq_confint() with TSQ_CI_QP: 0 and 0 where no tau2 >= 0 belongs to it; NaN where tau2 is fixed or k = coefficients */
  tau2_lower?: Numbers;
  /** its upper bound */
  tau2_upper?: Numbers;
  /** the statistic of the test RE2 (Han & Eskin 2011): the log likelihood ratio, times 2, of "no effect anywhere" (mean 0 and tau2 0) against the maximum likelihood of both, whatever the method; models without moderators; NaN where a vi is 0 */
  re2?: Numbers;
  /** its p value by the limiting distribution, half chi2 with 1 and half with 2 df, which is conservative for few studies (there the paper takes simulated tables) */
  re2_p?: Numbers;
  /** -log10 of that p value, which does not underflow */
  re2_log10_p?: Numbers;
}

export interface ExactOptionsInput {
  /** confidence level in (0, 1); 0 = 0.95 */
  level?: number;
  /** enum tsq_exact_method; 0 = TSQ_EXACT_TAILS */
  method?: ExactMethod;
}

export interface GlmmDataInput {
  /** number of studies, >= 1 */
  k?: number;
  /** OR: group 1 with the event, >= 0 */
  ai?: Numbers;
  /** OR: group 1 without; or n1i */
  bi?: Numbers;
  /** OR: group 2 with the event */
  ci?: Numbers;
  /** OR: group 2 without; or n2i */
  di?: Numbers;
  /** OR: size of group 1 */
  n1i?: Numbers;
  /** OR: size of group 2 */
  n2i?: Numbers;
  /** IRR: events in group 1 */
  x1i?: Numbers;
  /** IRR: person-time of group 1, > 0 */
  t1i?: Numbers;
  /** IRR: events in group 2 */
  x2i?: Numbers;
  /** IRR: person-time of group 2, > 0 */
  t2i?: Numbers;
  /** PLO, IRLN: events */
  xi?: Numbers;
  /** PLO: without the event; or ni */
  mi?: Numbers;
  /** PLO: participants, > 0 */
  ni?: Numbers;
  /** IRLN: person-time, > 0 */
  ti?: Numbers;
  /** [k x p] moderators, column-major, without the intercept; NULL where p = 0 */
  x?: Numbers;
  /** number of moderator columns in x */
  p?: number;
  /** leading dimension of x: x[i + j * ldx]; 0 = k */
  ldx?: number;
  /** [p] names of the moderators; NULL = "x1", "x2", ... */
  x_names?: (string | null)[];
  /** [k] labels of the studies, for messages and rows; NULL = none */
  labels?: (string | null)[];
  /** [k] lines of the file that they came from, for messages; NULL = none */
  lines?: Numbers;
}

export interface GroupingInput {
  /** [k] the group of each study, 0 .. n - 1; negative = no group, the study is left out; k = tsq_fit_extent(fit, "given") */
  codes?: Numbers;
  /** [n] names of the groups, copied; NULL = "group 1", ... */
  names?: (string | null)[];
  /** number of groups, >= 2 */
  n?: number;
  /** enum tsq_subgroup_tau2; 0 = separate */
  tau2?: SubgroupTau2;
  /** enum tsq_subgroup_test; 0 = Welch's */
  test?: SubgroupTest;
}

export interface ChangeInput {
  /** [n] the studies that stay, indices among the studies given to this fit, ascending; NULL = all */
  rows?: Numbers;
  /** how many; 0 where rows is NULL */
  n?: number;
  /** [k] other effects, for models of effects, k = tsq_fit_extent(fit, "given"); NULL = the fit's */
  yi?: Numbers;
  /** [k] other weights of the coefficients, k = tsq_fit_extent(fit, "given"); NULL = the fit's */
  weights?: Numbers;
  /** [k x p] other moderators, column-major without gaps, k = tsq_fit_extent(fit, "given"); NULL = the fit's */
  x?: Numbers;
  /** columns of x; 0 where x is NULL */
  p?: number;
  /** [p] their names; NULL = "x1", ... */
  x_names?: (string | null)[];
  /** a parameter that is held at `value` instead of estimated: "tau2" (rma); NULL = none */
  fixed?: string;
  /** its value */
  value?: number;
}

export interface Comparison {
  /** 1 = restricted likelihoods (REML), 0 = full ones */
  restricted: boolean;
  /** 2 (loglik of the full model - that of the reduced one) */
  LRT: number;
  /** difference of the numbers of parameters */
  df: number;
  /** upper tail of chi-squared with df; NaN where df = 0 */
  p_value: number;
  /** where the models differ in tau2 alone, which the reduced one has at its boundary 0: half of chi-squared(1) (Self & Liang 1987, doi:10.1080/01621459.1987.10478472); else NaN */
  p_boundary: number;
  /** reduced, full; so are the next */
  loglik: number[];
  /** estimated parameters, tau2 included */
  parameters: number[];
  /** Akaike's criterion */
  AIC: number[];
  /** Bayesian criterion */
  BIC: number[];
  /** small-sample AIC */
  AICc: number[];
  /** NaN where the model has none */
  tau2: number[];
  /** percent of the reduced model's tau2 that the full one accounts for, floored at 0; NaN where there is none */
  R2: number;
}

export interface RowsOptionsInput {
  /** leave-one-out, cumulative: the coefficient in the rows; NULL = the first. All are extra columns */
  coefficient?: string;
  /** [n] cumulative: studies, indices among those given, in the order in which they are added; NULL = as given */
  order?: Numbers;
  /** how many */
  n?: number;
  /** [k] sample sizes or person-times for the rows' `n`, k = tsq_fit_extent(fit, "given") of the first fit; NULL = none */
  ni?: Numbers;
}

export interface Row {
  /** enum tsq_row_kind */
  kind: RowKind | null;
  /** TSQ_OK; else why there are no numbers (they are NaN then): `note` says it in words */
  status: Status | null;
  /** of the study among the studies given; SIZE_MAX = none */
  index: number | null;
  /** number of its group; SIZE_MAX = none */
  group: number | null;
  /** its label; NULL = none */
  label: string | null;
  /** a remark, such as why there are no numbers; NULL = none */
  note: string | null;
  /** estimate, test, confidence and prediction interval, scale of yi; NaN = none */
  effect: Prediction;
  /** percent of the weights' sum; NaN = the model has no weights */
  weight: number;
  /** of a model with moderators: the fitted value and its confidence interval; NaN = none */
  fitted: number[];
  /** sample size or person-time, for transformations that need it; NaN = unknown */
  n: number;
}

export interface RowInput {
  /** enum tsq_row_kind */
  kind?: RowKind;
  /** TSQ_OK; else why there are no numbers (they are NaN then): `note` says it in words */
  status?: Status;
  /** of the study among the studies given; SIZE_MAX = none */
  index?: number;
  /** number of its group; SIZE_MAX = none */
  group?: number;
  /** its label; NULL = none */
  label?: string;
  /** a remark, such as why there are no numbers; NULL = none */
  note?: string;
  /** estimate, test, confidence and prediction interval, scale of yi; NaN = none */
  effect?: PredictionInput;
  /** percent of the weights' sum; NaN = the model has no weights */
  weight?: number;
  /** of a model with moderators: the fitted value and its confidence interval; NaN = none */
  fitted?: number[];
  /** sample size or person-time, for transformations that need it; NaN = unknown */
  n?: number;
}

export interface ModelInfo {
  /** "rma", "mh", "peto", "bb", "glmm" */
  name: string | null;
  /** what it is, in words */
  title: string | null;
  /** columns that it can take, separated by blanks: "yi vi sei weights" */
  roles: string | null;
  /** codes of what it pools: "OR RR RD IRR IRD"; "" = any */
  measures: string | null;
  /** for tsq_model_quantity() */
  n_quantities: number | null;
  /** for tsq_model_option() */
  n_options: number | null;
  /** 1 = it takes moderators */
  has_moderators: boolean;
}

export interface Quantity {
  /** "tau2", "QE", "beta", "vb", ...: the field's names */
  name: string | null;
  /** what it runs over: NULL = nothing (a scalar), else "coef", "study" (used), "given", "group", ... */
  over: (string | null)[];
  /** one line: what it is, its scale */
  text: string | null;
}

export interface Option {
  /** of the member of tsq_options: "method" */
  name: string | null;
  /** "tsq_method"; NULL where type is another */
  enum_name: string | null;
  /** names that this model has, separated by blanks: "ML CE"; NULL where type is another */
  values: string | null;
  /** this model's default as text: "REML", "0.95" */
  by_default: string | null;
  /** metafor's name of it; NULL = it has none */
  metafor: string | null;
  /** one line: what it does */
  text: string | null;
  /** of the member in tsq_options */
  offset: number | null;
  /** enum tsq_option_type */
  type: OptionType | null;
  /** least value of numbers; -infinity = none */
  lowest: number;
  /** largest */
  highest: number;
}

export interface ColumnsInput {
  /** number of studies */
  k?: number;
  /** number of columns */
  n?: number;
  /** [n] "yi", "vi", "ai", ... */
  roles?: (string | null)[];
  /** [n] of [k] numbers each; NaN = missing */
  values?: Numbers[];
  /** [k x p] moderators, column-major, without the intercept; NULL where p = 0 */
  x?: Numbers;
  /** number of moderators */
  p?: number;
  /** leading dimension of x; 0 = k */
  ldx?: number;
  /** [p] their names; NULL = "x1", ... */
  x_names?: (string | null)[];
  /** [k] labels of the studies; NULL = none */
  labels?: (string | null)[];
  /** [k] lines of the file that they came from; NULL = none */
  lines?: Numbers;
}

export interface StreamOptionsInput {
  /** moderators, without the intercept; at most 1024 */
  p?: number;
  /** [p] names of the coefficients, copied; streams of different names do not merge. NULL = "x1", "x2", ... and merges with any */
  x_names?: (string | null)[];
  /** 1 = the model has no intercept */
  no_intercept?: boolean;
  /** enum tsq_missing; 0 = omit: studies with NaN are dropped and counted */
  missing?: Missing;
}

export interface CsvOptionsInput {
  /** the character between cells, e.g. ';'; 0 = that of a first line such as "sep=;", or else the one among ',' ';' tab '|' that cuts the first 50 lines into equally many cells */
  delimiter?: number;
  /** '.' or ','; 0 = decided once for the file, from all cells of its numeric columns */
  decimal?: number;
  /** lines before the header that begin with this character are skipped; 0 = '#', -1 = none are */
  comment?: number;
  /** 1 = the first line is data and the columns are named V1, V2, ...; 0 = it has the names */
  no_header?: boolean;
  /** [n_missing] spellings of "missing" that replace the usual ones: NA N/A n/a \#N/A \#NA \#NV \#N/D NaN nan NULL null NR nr N/R n/r N.R. n.r. N.A. n.a. "not reported" . - -- and the dashes; an empty cell is always missing */
  missing?: (string | null)[];
  /** number of these; 0 = the usual ones */
  n_missing?: number;
  /** [n_also_missing] spellings that are added to those */
  also_missing?: (string | null)[];
  /** number of these; 0 = none */
  n_also_missing?: number;
}

export interface ReportOptionsInput {
  /** decimals in text and tables, 1 .. 15; 0 = 4 */
  digits?: number;
  /** 1 = with a table of the studies; 0 = without */
  studies?: boolean;
  /** enum tsq_transform: pooled and predicted effects are shown on that scale as well; 0 = the back-transformation of the fit's measure, where it has one that needs no sample sizes or `transform_n` is given; TSQ_TRANSFORM_NONE = none */
  transform?: Transform;
  /** -1 or 1 as given to tsq_probability_beyond(); used with `beyond` */
  beyond_direction?: number;
  /** 1 = tau^2 and I^2 as Unicode has them; 0 = ASCII */
  unicode?: boolean;
  /** harmonic mean of the sample sizes or person-times, for the Freeman-Tukey inverses; 0 = none */
  transform_n?: number;
  /** what the effect is, in headings; NULL = the title of the fit's measure */
  measure?: string;
  /** what it is after the transformation; NULL = the measure's, or "Back-transformed" */
  shown?: string;
  /** rows of predictions to report after the coefficients; 0 = none */
  n_predictions?: number;
  /** [n_predictions] from tsq_predict() */
  predictions?: PredictionInput[];
  /** [n_predictions] what they are for, "ablat=33"; NULL = numbers */
  prediction_labels?: (string | null)[];
  /** a probability beyond a threshold to report; NULL = none */
  beyond?: BeyondInput;
  /** how the fit was asked for, for the JSON; NULL = not said */
  call?: string;
}

export interface ForestInput {
  /** page, file and program; NULL = defaults */
  options?: PlotOptionsInput;
  /** below the x axis; see above (without a measure none) */
  x_label?: string;
  /** [n_columns] extra columns of texts; NULL where n_columns = 0 */
  columns?: ForestColumnInput[];
  /** [n_numbers] names of columns of the rows (tsq_rows_numbers()) that are printed after them: "n", "tau2", "I2"; NULL where n_numbers = 0 */
  numbers?: (string | null)[];
  /** NULL = "Study" */
  study_header?: string;
  /** short name of the measure: the effect column is headed "MD [95% CI]"; NULL = the measure's ("RR", "log RR" where it is not transformed, "Proportion"), "Estimate" without a measure */
  effect_name?: string;
  /** below the axis, left of the null value ("Favours acupuncture"); NULL = none */
  favours_left?: string;
  /** likewise, right; NULL = none */
  favours_right?: string;
  /** in the place of the labels of TSQ_ROW_TOTAL; NULL = the rows' own */
  overall_label?: string;
  /** at the threshold's line, "MCID"; NULL = none */
  threshold_label?: string;
  /** n_columns + n_numbers are at most 32 */
  n_columns?: number;
  /** how many names */
  n_numbers?: number;
  /** see above; favours_left and favours_right part there */
  null_value?: number;
  /** a line such as the minimal important difference, on the scale shown; used where show_threshold is TSQ_SHOW */
  threshold?: number;
  /** range of the axis, on the scale shown: intervals beyond it are cut and end in an arrow; */
  x_min?: number;
  /** x_min = x_max = 0 = chosen from the data */
  x_max?: number;
  /** enum tsq_transform, see above. With exp the axis is logarithmic; with others linear in what is shown */
  transform?: Transform;
  /** enum tsq_show, see above */
  show_null?: Show | boolean;
  /** enum tsq_forest_order: of studies and estimates, within their groups */
  order?: ForestOrder;
  /** 1 = in the reverse of that order */
  reverse?: boolean;
  /** decimals of effects, 1 .. 10; 0 = two, or what the typical interval is worth (ratios: at least one significant digit, and none beyond the fourth); -1 = none */
  digits?: number;
  /** enum tsq_show; default: shown where the rows have them (hidden beside fitted values) */
  show_weights?: Show | boolean;
  /** enum tsq_show: prediction interval; default: shown where a total has one */
  show_prediction?: Show | boolean;
  /** enum tsq_show; default: hidden */
  show_threshold?: Show | boolean;
  /** enum tsq_show: notes of TSQ_NOTE_HETEROGENEITY, of all rows and of groups; default: shown */
  show_heterogeneity?: Show | boolean;
  /** enum tsq_show: notes of TSQ_NOTE_TEST (default: shown where there is a null value) and TSQ_NOTE_GROUPS (default: shown) */
  show_test?: Show | boolean;
  /** enum tsq_show: notes of TSQ_NOTE_OUTCOME and TSQ_NOTE_CONVENTIONS, and why rows are not estimable; default: shown */
  show_notes?: Show | boolean;
  /** enum tsq_show: every other row shaded; default: hidden */
  zebra?: Show | boolean;
}

export interface FunnelInput {
  /** NULL = defaults */
  options?: PlotOptionsInput;
  /** see tsq_forest; without a measure "Effect"; of residuals "Log risk ratio: residual" */
  x_label?: string;
  /** NULL = "Standard error" */
  y_label?: string;
  /** [n_added] effects imputed by trim-and-fill, scale of yi, drawn open; NULL = none */
  added_yi?: Numbers;
  /** [n_added] their standard errors, > 0; NULL = none */
  added_sei?: Numbers;
  /** [k] sample sizes or person-times of the studies given, k = tsq_fit_extent(fit, "given"), for transformations that need them: their harmonic mean is taken; NULL = none */
  ni?: Numbers;
  /** number of added studies */
  n_added?: number;
  /** centre of the contours, on the scale shown (see above; of residuals 0) */
  null_value?: number;
  /** level of the pseudo confidence region; 0 = 0.95 */
  level?: number;
  /** range of the axis, on the scale shown; x_min = x_max = 0 = chosen from the data */
  x_min?: number;
  /** end of the x axis */
  x_max?: number;
  /** enum tsq_transform: the numbers at the x axis, which stays linear in yi; residuals are shown as they are, or with TSQ_TRANSFORM_EXP as ratios */
  transform?: Transform;
  /** enum tsq_show: a line at the null value; default: hidden */
  show_null?: Show | boolean;
  /** enum tsq_show; default: shown for contours and added studies */
  show_legend?: Show | boolean;
  /** enum tsq_funnel_kind */
  kind?: FunnelKind;
}

export interface BubbleInput {
  /** NULL = defaults */
  options?: PlotOptionsInput;
  /** NULL = the moderator's name */
  x_label?: string;
  /** as x_label of tsq_forest; without a measure "Effect" */
  y_label?: string;
  /** [p] values at which the other moderators are held, p = fit.data.p; NULL = their means */
  row?: Numbers;
  /** [k] the studies given on the x axis, k = tsq_fit_extent(fit, "given"); NULL = the moderator */
  points_x?: Numbers;
  /** [n_grid] increasing positions on the x axis; NULL = 101 over the moderator's range */
  grid_x?: Numbers;
  /** [n_grid x p] the model's rows there, column-major, p = fit.data.p; needed with grid_x, else NULL */
  grid_rows?: Numbers;
  /** [n_categories] names of the positions 0, 1, ... on the x axis: the mean effects are drawn as bars there instead of a line; NULL = the x axis has numbers */
  categories?: (string | null)[];
  /** [k] as in tsq_funnel, k = tsq_fit_extent(fit, "given"); NULL = none */
  ni?: Numbers;
  /** [k] texts at the points, k = tsq_fit_extent(fit, "given"); NULL (or an entry NULL) = none; a label that finds no free place beside its circle is left out, and the figure says how many */
  labels?: (string | null)[];
  /** which of the fit's moderators is on the x axis, from 0 */
  moderator?: number;
  /** 2 .. 100000 */
  n_grid?: number;
  /** 0, or 2 .. 16 */
  n_categories?: number;
  /** horizontal line, on the scale shown */
  null_value?: number;
  /** range of the x axis, in the moderator's units; x_min = x_max = 0 = chosen from the data */
  x_min?: number;
  /** end of the x axis */
  x_max?: number;
  /** range of the y axis, on the scale shown; y_min = y_max = 0 = chosen from the data */
  y_min?: number;
  /** end of the y axis */
  y_max?: number;
  /** enum tsq_transform: the numbers at the y axis, which stays linear in yi */
  transform?: Transform;
  /** enum tsq_show; default: shown where it lies in the range */
  show_null?: Show | boolean;
  /** enum tsq_show; default: shown */
  show_legend?: Show | boolean;
  /** enum tsq_show: band of the mean effect; default: shown */
  show_confidence?: Show | boolean;
  /** enum tsq_show: band of a new trial's effect; default: shown where the fit has one */
  show_prediction?: Show | boolean;
}

export interface PredictionInput {
  /** x'b, scale of yi */
  estimate?: number;
  /** its standard error (Knapp-Hartung's under KNHA and ADHOC) */
  se?: number;
  /** estimate / se */
  statistic?: number;
  /** df of the confidence interval's t, +infinity for the normal */
  df?: number;
  /** two-sided, of estimate = 0 */
  p_value?: number;
  /** confidence interval of the mean effect */
  ci_lower?: number;
  /** its upper bound */
  ci_upper?: number;
  /** prediction interval of the true effect in a new trial; NaN for a common-effect model */
  pi_lower?: number;
  /** its upper bound */
  pi_upper?: number;
  /** sqrt(se^2 + tau2) as the prediction interval's kind defines it */
  pi_se?: number;
  /** its df, +infinity for the normal */
  pi_df?: number;
}

export interface BeyondInput {
  /** as given */
  threshold?: number;
  /** predictive: of the distribution behind the prediction interval, so that the interval's bounds have probability (1 - level)/2 beyond them */
  probability?: number;
  /** plug-in proportion of true effects beyond, Phi((threshold - mu)/tau), with a delta-method interval on the probit scale; NaN se where tau2 = 0 */
  proportion?: EstimateInput;
}

export interface PlotOptionsInput {
  /** enum tsq_plot_format; 0 = by the extension of the path (.svg, .png, .pdf) */
  format?: PlotFormat;
  /** PNG: pixels per inch, 36 .. 1200; 0 = 200 */
  dpi?: number;
  /** of the page in points (1/72 inch); 0 = fitted to the content */
  width?: number;
  /** of the page in points; 0 = fitted to the content */
  height?: number;
  /** points, 4 .. 48; 0 = 9 */
  font_size?: number;
  /** seconds after which a gnuplot that hangs is ended; 0 = 60 */
  time_limit?: number;
  /** above the figure; NULL or "" = none */
  title?: string;
  /** below the figure, wrapped to its width; NULL or "" = none */
  caption?: string;
  /** font family; NULL or "" = "DejaVu Sans" (whose widths the layout knows) */
  font?: string;
  /** the program; NULL or "" = the environment's TAUSQ_GNUPLOT, else gnuplot on the PATH */
  gnuplot?: string;
}

export interface ForestColumnInput {
  /** above the column; NULL = none */
  header?: string;
  /** above the header: neighbouring columns with the same text share it; NULL = none */
  group?: string;
  /** [n] one text a row, in the order of the rows, n = tsq_rows_count(forest.rows); an entry may be NULL */
  texts?: (string | null)[];
  /** enum tsq_align */
  align?: Align;
}
