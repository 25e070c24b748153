// SPDX-License-Identifier: GPL-3.0-or-later
import * as L from './library';
import type { Numbers } from './library';

export type { Numbers, Measure, Method, Test, Estimate, Prediction, Interval, Comparison, WaldTest, RatioResult, Beyond, MeasureInfo } from './library';

/** An error of the library, or of arguments that never reach it. */
export class TausqError extends Error {
  /** enum tsq_status: compare with `status.ERR_DATA` and the like */
  status: number;
}

/** Columns by their names, of numbers or texts. */
export type Columns = { [name: string]: Numbers | ArrayLike<string | null | undefined> };
/** A row of moderators: by variables, or by the design's columns. */
export type ModeratorRow = { [variable: string]: number | string } | Numbers;

export interface Studies {
  /** moderators by name (texts are factors), or a formula over the columns of `data`: 'ablat + alloc' */
  mods?: Columns | string | null;
  data?: Columns | Frame;
  labels?: ArrayLike<string | null | undefined> | null;
  /** lines of the file that the studies came from, for messages */
  lines?: Numbers | null;
}

/** Records that rma turns into the effects of `measure` first. */
export type MeasureRecords = { measure: L.Measure } & Records & Omit<L.EffectOptionsInput, 'drop00'> & { drop00?: L.Drop00 | boolean };
/** Columns by metafor's names. */
export type Records = { [name in L.RecordColumn]?: Numbers | null };

export type RmaSpec = Studies & L.RmaOptions & (L.RmaColumns | MeasureRecords);
export type MhSpec = Omit<Studies, 'mods' | 'data'> & L.MhOptions & L.MhColumns;
export type PetoSpec = Omit<Studies, 'mods' | 'data'> & L.PetoOptions & L.PetoColumns;
export type GlmmSpec = Studies & L.GlmmOptions & L.GlmmColumns;
export type BbSpec = Omit<Studies, 'mods' | 'data'> & L.BbOptions & L.BbColumns;
export type FitSpec = ({ model?: 'rma' } & RmaSpec) | ({ model: 'mh' } & MhSpec) | ({ model: 'peto' } & PetoSpec) | ({ model: 'glmm' } & GlmmSpec) | ({ model: 'bb' } & BbSpec);

export function fit(spec: FitSpec): Fit;
export function rma(spec: RmaSpec, options?: L.RmaOptions): Fit;
export function mh(spec: MhSpec, options?: L.MhOptions): Fit;
export function peto(spec: PetoSpec, options?: L.PetoOptions): Fit;
export function glmm(spec: GlmmSpec, options?: L.GlmmOptions): Fit;
export function bb(spec: BbSpec, options?: L.BbOptions): Fit;

export interface Coefficient extends L.Estimate {
  name: string;
}

export interface Change {
  /** the studies that stay: indices among those given, ascending */
  rows?: Numbers;
  yi?: Numbers;
  weights?: Numbers;
  mods?: { [name: string]: Numbers };
  /** a parameter that is held at `value` */
  fixed?: 'tau2';
  value?: number;
}

export type PlotOptions = L.PlotOptionsInput;
export type ForestOptions = Omit<L.ForestInput, 'options'> & PlotOptions;
export type FunnelOptions = Omit<L.FunnelInput, 'options'> & PlotOptions;
export type BubbleOptions = Omit<L.BubbleInput, 'options' | 'moderator'> & PlotOptions & { moderator?: string | number };
export type ReportOptions = L.ReportOptionsInput;

declare abstract class Handle {
  /** For calls of C; an error after free(). */
  readonly pointer: unknown;
  /** Frees the memory now; otherwise JavaScript's garbage collector does. */
  free(): void;
}

/** A fitted model of any kind. */
export class Fit extends Handle {
  private constructor();
  readonly model: L.ModelName | 'subgroups';
  readonly conventions: string;
  /** What must be known of the answer, in words. */
  readonly outcomes: string[];
  /** Why each study given is not in the fit; null where it is. */
  readonly leftOut: (string | null)[];
  can(question: 'predict' | 'contrast' | 'interval' | 'refit' | 'studies' | 'compare' | 'blup' | 'subgroup' | 'parts'): boolean;
  extent(dimension: 'coef' | 'study' | 'given' | 'group'): number;
  labels(dimension?: 'coef' | 'study' | 'given' | 'group'): (string | null)[];
  quantities(): { [name: string]: { over: string[]; text: string } };
  get(name: L.ScalarQuantity): number;
  get(name: L.ArrayQuantity): Float64Array;
  /** one element: 'beta:ablat' */
  get(name: `${L.ArrayQuantity}:${string}`): number;
  coef(): Coefficient[];
  vcov(): number[][];
  confint(parameter?: 'tau2' | 'tau' | 'I2' | 'H2' | (string & {}), options?: L.IntervalOptionsInput): L.Interval & { parameter: string };
  predict(rows?: ModeratorRow | ModeratorRow[] | null, options?: L.PredictOptionsInput): L.Prediction[];
  blup(): L.Prediction[];
  contrast(c: Numbers | { [coefficient: string]: number }, rhs?: number): L.Estimate;
  waldTest(contrasts: (Numbers | { [coefficient: string]: number })[], rhs?: Numbers): L.WaldTest;
  ratio(numerator: ModeratorRow, denominator: ModeratorRow, options?: { level?: number }): L.RatioResult;
  probabilityBeyond(threshold: number, direction: 'below' | 'above', row?: ModeratorRow | null): L.Beyond;
  /** The options that it used, every default resolved. */
  options(): L.Options;
  digest(column?: string | null): string;
  refit(change?: Change): Fit;
  rows(options?: L.RowsOptionsInput): Rows;
  leaveOneOut(options?: L.RowsOptionsInput): Rows;
  cumulative(options?: L.RowsOptionsInput): Rows;
  subgroups(groups: ArrayLike<string | number | null | undefined>, options?: { names?: (string | number)[]; tau2?: L.SubgroupTau2; test?: L.SubgroupTest }): Fit;
  /** Of subgroups: the groups' fits, then the overall fit, then the common model; null past them. It lives as long as this fit. */
  part(index: number): Fit | null;
  compare(full: Fit): L.Comparison;
  report(format?: L.ReportFormat, options?: ReportOptions): string;
  /** What a JSON report has otherwise than this fit: 'QE: 152.233 -> 152.234', ... */
  changesFrom(json: string, tolerance?: number): string[];
  summary(): string;
  toJSON(): { [key: string]: unknown };
  /** To a file (.svg, .png, .pdf); without one the SVG is returned. */
  forest(file: string, options?: ForestOptions): void;
  forest(options?: ForestOptions): string;
  funnel(file: string, options?: FunnelOptions): void;
  funnel(options?: FunnelOptions): string;
  bubble(file: string, options?: BubbleOptions): void;
  bubble(options?: BubbleOptions): string;
}

export interface Row extends L.Prediction {
  kind: L.RowKind;
  status: string;
  index: number | null;
  group: string | null;
  label: string | null;
  note: string | null;
  weight: number;
  fitted: number[];
  n: number;
  /** extra columns: tau2, I2, QE, coefficients, ... */
  [column: string]: unknown;
}

/** Labelled estimates with intervals: studies, leave-one-out, cumulative analysis, or your own. */
export class Rows extends Handle implements Iterable<Row> {
  private constructor();
  static empty(options?: { level?: number; measure?: L.Measure }): Rows;
  readonly length: number;
  readonly level: number;
  readonly measure: L.Measure | null;
  readonly groups: string[];
  readonly columns: string[];
  readonly notes: { kind: L.NoteKind; group: string | null; text: string }[];
  column(name: string): Float64Array;
  toArray(): Row[];
  [Symbol.iterator](): Iterator<Row>;
  add(row: { kind?: L.RowKind; label?: string; note?: string; group?: string; weight?: number; fitted?: number[]; n?: number } & Partial<L.Prediction>): this;
  addGroup(name: string): number;
  addColumn(name: string, values?: Numbers): this;
  addNote(kind: L.NoteKind, text: string, group?: string): this;
  append(from: Rows, name?: string): this;
  report(format?: L.ReportFormat, options?: ReportOptions): string;
  forest(file: string, options?: ForestOptions): void;
  forest(options?: ForestOptions): string;
}

/** A table of named columns. */
export class Frame extends Handle {
  private constructor();
  static from(columns: Columns): Frame;
  readonly rows: number;
  readonly names: string[];
  readonly reading: string | null;
  readonly lines: number[];
  readonly totals: boolean[];
  column(name: string): Float64Array | (string | null)[];
  column(name: string, as: 'numbers' | 'counts' | 'proportions'): Float64Array;
  column(name: string, as: 'texts'): (string | null)[];
  levels(name: string): string[];
  codes(name: string): Int32Array;
  subset(condition: string): Frame;
  guess(role: string): string | null;
  /** readCsv(file).toObject<{ ai: Float64Array; author: string[] }>() says what the columns are. */
  toObject<T extends object = { [name: string]: Float64Array | (string | null)[] }>(): T;
}

export function readCsv(path: string, options?: L.CsvOptionsInput): Frame;
export function parseCsv(text: string, options?: L.CsvOptionsInput): Frame;

export interface Effects {
  yi: Float64Array;
  vi: Float64Array;
  ni: Float64Array;
  /** why a study has no effect; 'none' where it has one */
  reason: L.Reason[];
}

export function effect(measure: L.Measure, columns: Records, options?: Omit<L.EffectOptionsInput, 'drop00'> & { drop00?: L.Drop00 | boolean }): Effects;
export const escalc: typeof effect;
export function measure(code: L.Measure): L.MeasureInfo & { columns: string[] };
export function measures(): L.Measure[];
export function transform(name: L.Transform, values: Numbers, ni?: Numbers): Float64Array;
export function transformSlope(name: L.Transform, values: Numbers, ni?: Numbers): Float64Array;
export function transformEstimate(name: L.Transform, estimate: Partial<L.Estimate> & { estimate: number }, ni?: Numbers): L.Estimate;

type Sources = string[];
export const convert: {
  arms(reports: L.ArmReportsInput, options?: L.ConvertOptionsInput): { mean: Float64Array; sd: Float64Array; mean_source: Sources; sd_source: Sources };
  groups(group1: L.ArmReportsInput, group2?: L.ArmReportsInput | null, options?: L.ConvertOptionsInput):
    { m1: Float64Array; sd1: Float64Array; m2: Float64Array; sd2: Float64Array; source: Sources; reason: L.Reason[] };
  skewness(reports: L.ArmReportsInput): { statistic: Float64Array; critical: Float64Array };
  differences(reports: L.DifferenceReportsInput, options?: L.ConvertOptionsInput): { sd: Float64Array; se: Float64Array; source: Sources };
  estimates(reports: L.EstimateReportsInput, options?: L.ConvertOptionsInput): { yi: Float64Array; vi: Float64Array; source: Sources; asymmetry: Float64Array };
  effects(measure: L.Measure, reports: L.EstimateReportsInput, options?: L.ConvertOptionsInput): { yi: Float64Array; vi: Float64Array; source: Sources; reason: L.Reason[] };
  combineArms(first: L.ArmsInput, second: L.ArmsInput): { n: Float64Array; mean: Float64Array; sd: Float64Array };
  changeSd(sd1: Numbers, sd2: Numbers, r: Numbers): Float64Array;
  changeCorrelation(sd1: Numbers, sd2: Numbers, sd_change: Numbers): Float64Array;
};

type Bounds = { ci_lower: Float64Array; ci_upper: Float64Array };
export const exact: {
  proportions(records: L.ProportionsInput, options?: L.ExactOptionsInput): Bounds;
  rates(records: L.CountsInput, options?: L.ExactOptionsInput): Bounds;
  proportionTests(records: L.ProportionsInput, p0: number, options?: L.ExactOptionsInput): Float64Array;
  rateTests(records: L.CountsInput, rate0: number, options?: L.ExactOptionsInput): Float64Array;
  oddsRatios(tables: L.TablesInput, options?: L.ExactOptionsInput): Bounds & { estimate: Float64Array; p_value: Float64Array };
};

export type BatchColumn = Exclude<keyof L.BatchOutInput, 'status'>;
export interface BatchData {
  /** study i of problem j is yi[i * m + j]; with offsets problem after problem */
  yi: Numbers;
  vi?: Numbers;
  sei?: Numbers;
  k?: number;
  m?: number;
  offsets?: Numbers;
  /** moderators that all problems share, [k] each */
  mods?: { [name: string]: Numbers };
}
export interface BatchSettings<C extends BatchColumn> extends L.BatchOptions {
  /** which columns; tau2_lower, tau2_upper and re2* cost as much again each */
  outputs?: readonly C[];
  signal?: AbortSignal;
  progress?: (done: number, m: number) => void;
}
export function batch<C extends BatchColumn = Exclude<BatchColumn, 'tau2_lower' | 'tau2_upper' | 're2' | 're2_p' | 're2_log10_p'>>(
  data: BatchData, options?: BatchSettings<C>): Promise<Record<C, Float64Array> & { status: Int32Array }>;
/** An entry of `status` in words. */
export function statusText(value: number): string;

export interface Chunk {
  yi: Numbers;
  vi?: Numbers;
  sei?: Numbers;
  weights?: Numbers;
  mods?: { [name: string]: Numbers };
}

/** Sums over more studies than memory holds. */
export class Stream extends Handle {
  constructor(options?: { names?: string[]; no_intercept?: boolean; missing?: L.Missing });
  static from(saved: Uint8Array): Stream;
  readonly count: number;
  readonly dropped: number;
  readonly coefficients: number;
  add(chunk: Chunk): this;
  merge(from: Stream): this;
  restart(tau2: number): this;
  bytes(): Buffer;
  finish(options?: L.StreamOptions): Fit;
}

/** An analysis in several passes over the data. */
export class Iterate extends Handle {
  constructor(first: Stream, options?: L.StreamOptions);
  readonly tau2: number;
  readonly done: boolean;
  readonly passes: number;
  step(pass: Stream): boolean;
  finish(): Fit;
  confintStart(level?: number): void;
  confint(): L.Interval;
}

/** The fit that a JSON report tells of, fitted again from what stands in it. */
export function rerun(json: string): Fit;
export function compare(reduced: Fit, full: Fit): L.Comparison;
export interface ModelInfo {
  title: string;
  roles: string[];
  measures: string[];
  has_moderators: boolean;
}
export function models(): { [name in L.ModelName]: ModelInfo };
export function options(model: L.ModelName | 'batch' | 'stream'): { [name: string]: Omit<L.Option, 'name' | 'values' | 'offset'> & { values: string[] | null } };
export function quantities(model?: L.ModelName | 'subgroups'): { [name: string]: { over: string[]; text: string } };
/** All names of an enum: names('tsq_method'). */
export function names(enumeration: string): string[];
/** Any function of the C library by its name and its arguments' names. */
export function call(name: string, inputs?: { [argument: string]: unknown }, skip?: string[]): any;
export const status: { [name: string]: number };
/** Whether the library was built with a part: 'json', 'csv', 'plot', ... */
export function has(name: string): boolean;
/** The instruction set that the library uses. */
export function isa(): string;
export const version: string;
/** Handles that are not freed yet. */
export function openHandles(): number;
