# SPDX-License-Identifier: GPL-3.0-or-later
# Fits: from a call to columns, a model matrix and options; the handle, and how it comes back after saveRDS().

common <- c("formula", "mods", "data", "subset", "slab", "contrasts")

# A fit: `make` gives the library's handle again, where that is gone with the process that made it.
new_fit <- function(make, more, class = NULL) {
  state <- new.env(parent = emptyenv())
  state$pointer <- make()
  fit <- c(list(state = state, make = make, model = .Call(C_model, state$pointer)), more)
  structure(fit, class = c(class, paste0("tsq_", fit$model), "tsq_fit"))
}

handle <- function(x) {
  if (!.Call(C_alive, x$state$pointer)) x$state$pointer <- x$make()
  x$state$pointer
}

fitter <- function(model, d) {
  force(model)
  force(d)
  function() .Call(C_fit, model, d$columns, d$x, d$names, d$labels, d$options)
}

# x: the model matrix without the intercept, of all rows of `data`.
design_of <- function(formula, data, env, subset, contrasts) {
  frame <- stats::model.frame(formula, data = if (is.null(data)) env else data, na.action = stats::na.pass)
  if (!is.null(subset) && nrow(frame) > 0) frame <- droplevels_of(frame, subset)
  terms <- stats::delete.response(attr(frame, "terms"))
  x <- stats::model.matrix(terms, frame, contrasts.arg = contrasts)
  list(x = x, terms = terms, xlevels = stats::.getXlevels(terms, frame), contrasts = attr(x, "contrasts"), frame = frame,
       intercept = attr(terms, "intercept") == 1)
}

droplevels_of <- function(frame, subset) {
  terms <- attr(frame, "terms")
  frame <- frame[subset, , drop = FALSE]
  for (n in names(frame)) if (is.factor(frame[[n]])) frame[[n]] <- droplevels(frame[[n]])
  attr(frame, "terms") <- terms
  frame
}

matrix_design <- function(mods, subset) {
  x <- as.matrix(mods)
  if (!is.numeric(x)) stop("mods is ", class(x[1]), ", not numbers or a formula", call. = FALSE)
  if (is.null(colnames(x))) colnames(x) <- if (ncol(x) == 1) "mods" else paste0("x", seq_len(ncol(x)))
  if (!is.null(subset)) x <- x[subset, , drop = FALSE]
  list(x = x, intercept = TRUE)
}

moderators <- function(mods, data, env, subset, contrasts, k) {
  if (is.null(mods)) return(list(x = NULL, intercept = TRUE))
  d <- if (inherits(mods, "formula")) design_of(mods, data, env, subset, contrasts) else matrix_design(mods, subset)
  d$x <- d$x[, colnames(d$x) != "(Intercept)", drop = FALSE]
  if (ncol(d$x) == 0) d$x <- NULL
  else if (nrow(d$x) != k) stop("mods has ", nrow(d$x), " rows, the other columns have ", k, call. = FALSE)
  if (!is.null(d$x)) {
    d$names <- enc2utf8(colnames(d$x))
    d$x <- matrix(as.double(d$x), nrow(d$x))
  }
  d
}

subset_rows <- function(expr, data, env, k) {
  s <- column(expr, data, env)
  if (is.null(s)) return(NULL)
  if (is.logical(s)) {
    if (length(s) != k) stop("subset has ", length(s), " values, the columns have ", k, call. = FALSE)
    return(which(s))
  }
  rows <- seq_len(k)[s]
  if (anyNA(rows)) stop("subset names rows that there are not", call. = FALSE)
  rows
}

# Which arguments of the call are columns, which options; what is neither is an error.
sort_arguments <- function(model, args) {
  roles <- roles_of(model)
  options <- names(option_aliases(model))
  given <- setdiff(names(args), common)
  if ("" %in% names(args)) stop("give the columns by name: ", paste(roles, collapse = ", "), call. = FALSE)
  unknown <- setdiff(given, c(roles, options))
  if (length(unknown)) stop("unknown argument '", unknown[1], "'", nearest(unknown[1], c(roles, options, common)), call. = FALSE)
  list(roles = intersect(given, roles), options = setdiff(given, roles))
}

# `ti` of rates and others are columns that only the measures with them take: nothing is said of them here, the library chooses.
read_columns <- function(roles, args, data, env) {
  found <- lapply(stats::setNames(nm = roles), function(n) column(args[[n]], data, env))
  found <- found[!vapply(found, is.null, NA)]
  found
}

same_lengths <- function(columns) {
  if (length(columns) == 0) stop("no columns are given", call. = FALSE)
  k <- length(columns[[1]])
  for (n in names(columns)) columns[[n]] <- numbers(columns[[n]], n, k)
  columns
}

# yi ~ x1 + x2: the left side is yi, the right side mods.
split_formula <- function(args, data, env) {
  value <- if (!is.null(args$yi)) tryCatch(column(args$yi, data, env), error = function(e) NULL)
  if (!is.null(args$formula)) value <- eval(args$formula, env)
  if (!inherits(value, "formula")) return(list(args = args, formula = NULL))
  if (!is.null(args$mods)) stop("mods is given twice: in the formula and as mods", call. = FALSE)
  if (length(value) == 3) args$yi <- value[[2]]
  else args$yi <- NULL
  args$formula <- NULL
  right <- value
  if (length(right) == 3) right[[2]] <- NULL
  list(args = args, formula = value, mods = right, env = environment(value))
}

# The measure that tsq_escalc() left with yi.
measure_of <- function(model, yi, options) {
  m <- attr(yi, "measure")
  if (!is.null(m) && is.null(options$measure) && is.character(m) && m %in% names(tsq_measures()) && model == "rma") options$measure <- m
  options
}

fit_call <- function(model, call, env) {
  args <- as.list(call)[-1]
  args$model_name <- NULL
  data <- eval(args$data, env)
  if (!is.null(data) && !is.data.frame(data)) data <- as.data.frame(data)
  f <- split_formula(args, data, env)
  args <- f$args
  sorted <- sort_arguments(model, args)
  raw <- read_columns(sorted$roles, args, data, env)
  options <- measure_of(model, raw$yi, lapply(stats::setNames(nm = sorted$options), function(n) eval(args[[n]], env)))
  columns <- same_lengths(raw)
  k <- length(columns[[1]])
  rows <- if (!is.null(args$subset)) subset_rows(args$subset, data, env, k)
  labels <- if (!is.null(args$slab)) column(args$slab, data, env)
  if (!is.null(labels) && length(labels) != k) stop("slab has ", length(labels), " values, the columns have ", k, call. = FALSE)
  mods <- if (!is.null(f$mods)) f$mods else if (!is.null(args$mods)) column(args$mods, data, env)
  if (!is.null(mods) && !takes_moderators(model)) {
    trivial <- inherits(mods, "formula") && length(attr(stats::terms(mods), "term.labels")) == 0
    if (!trivial) stop("model ", model, " takes no moderators", call. = FALSE)
    mods <- NULL
  }
  if (!is.null(rows)) {
    columns <- lapply(columns, `[`, rows)
    labels <- labels[rows]
  }
  d <- moderators(mods, data, if (is.null(f$env)) env else f$env, rows, eval(args$contrasts, env), length(columns[[1]]))
  if (!d$intercept && is.null(options$intercept) && is.null(options$no_intercept)) options$no_intercept <- TRUE
  all <- list(columns = columns, x = d$x, names = d$names, labels = if (!is.null(labels)) enc2utf8(as.character(labels)),
              options = as_options(model, options))
  fit <- new_fit(fitter(model, all),
                 list(call = call, formula = if (!is.null(f$formula)) f$formula else if (inherits(mods, "formula")) mods,
                      columns = columns, x = d$x, x_names = d$names, terms = d$terms, xlevels = d$xlevels, contrasts = d$contrasts,
                      frame = d$frame, data = data, rows = rows, n_rows = k))
  warn(fit)
  fit
}

# What a user has to know of the answer, as R's warnings; all outcomes are in tsq_outcomes() and in the report.
warned <- c(dropped = 2, columns = 4, looks_like_se = 32, not_estimable = 2048, not_proved = 8192)
warn <- function(fit) {
  texts <- tsq_outcomes(fit)
  if (length(texts) == 0) return(invisible())
  bits <- 2^(0:30)
  set <- bits[bitwAnd(as.integer(tsq_get(fit, "outcome")), as.integer(bits)) != 0]
  if (length(set) == length(texts)) texts <- texts[set %in% warned]
  for (t in texts) warning(t, call. = FALSE)
}

tausq <- function(model, formula = NULL, ..., mods = NULL, data = NULL, subset = NULL, slab = NULL, contrasts = NULL) {
  call <- match.call()
  inner <- call
  inner$model <- NULL
  fit <- fit_call(one_text(model, "model"), inner, parent.frame())
  fit$call <- call
  fit
}

tsq_rma <- function(yi, vi, sei, weights, mods = NULL, data = NULL, subset = NULL, slab = NULL, contrasts = NULL, ...)
  fit_call("rma", match.call(), parent.frame())
tsq_mh <- function(measure, ..., data = NULL, subset = NULL, slab = NULL) fit_call("mh", match.call(), parent.frame())
tsq_peto <- function(..., data = NULL, subset = NULL, slab = NULL) fit_call("peto", match.call(), parent.frame())
tsq_bb <- function(measure, ..., data = NULL, subset = NULL, slab = NULL) fit_call("bb", match.call(), parent.frame())
tsq_glmm <- function(measure, ..., mods = NULL, data = NULL, subset = NULL, slab = NULL, contrasts = NULL)
  fit_call("glmm", match.call(), parent.frame())

# 0 of a fit that keeps none: then the library refuses what needs them.
studies_given <- function(x) .Call(C_given, handle(x))

# The same model on fewer studies, other effects, or with a parameter held.
tsq_refit <- function(x, rows = NULL, yi = NULL, weights = NULL, fixed = NULL) {
  k <- studies_given(x)
  if (is.logical(rows)) rows <- which(rows)
  change <- list(yi = numbers(yi, "yi"), weights = numbers(weights, "weights"))
  for (n in c("yi", "weights")) numbers(change[[n]], n, k)
  if (!is.null(fixed)) {
    if (is.null(names(fixed)) || length(fixed) != 1) stop("fixed is one named number, such as c(tau2 = 0.1)", call. = FALSE)
    change$fixed <- names(fixed)
    change$value <- as.double(fixed)
  }
  if (!is.null(rows)) rows <- as.integer(rows)
  make <- refitter(x, rows, change)
  columns <- x$columns
  if (!is.null(change$yi)) columns$yi <- change$yi
  if (!is.null(change$weights)) columns$weights <- change$weights
  if (!is.null(rows)) columns <- lapply(columns, `[`, rows)
  more <- unclass(x)[c("formula", "x_names", "terms", "xlevels", "contrasts", "data")]
  more <- c(more[!vapply(more, is.null, NA)], list(call = match.call(), columns = columns, x = if (!is.null(x$x)) keep_rows(x$x, rows)))
  new_fit(make, more)
}
keep_rows <- function(x, rows) if (is.null(rows)) x else x[rows, , drop = FALSE]
refitter <- function(x, rows, change) {
  force(x)
  force(rows)
  force(change)
  function() .Call(C_refit, handle(x), rows, change)
}

# group: a value for each study, or a one-sided formula of a column of the fit's data.
tsq_subgroup <- function(x, group, tau2 = NULL, test = NULL) {
  if (!inherits(x, "tsq_fit")) stop("x is not a fit: tsq_subgroup(tsq_rma(...), group)", call. = FALSE)
  g <- column(substitute(group), x$data, parent.frame())
  if (inherits(g, "formula")) g <- stats::model.frame(g, x$data, na.action = stats::na.pass)[[1]]
  if (!is.null(x$rows) && length(g) == x$n_rows) g <- g[x$rows]
  k <- studies_given(x)
  if (length(g) != k) stop("group has ", length(g), " values, the fit ", k, " studies", call. = FALSE)
  g <- droplevels(factor(g))
  codes <- as.integer(g) - 1L
  codes[is.na(codes)] <- -1L
  fit <- new_fit(divider(x, codes, enc2utf8(levels(g)), tau2, test), list(call = match.call(), columns = x$columns, group = g))
  warn(fit)
  fit
}
divider <- function(x, codes, names, tau2, test) {
  force(x); force(codes); force(names); force(tau2); force(test)
  function() .Call(C_subgroup, handle(x), codes, names, tau2, test)
}

# A fit inside a fit: a group's by its name or number, "overall", "common".
tsq_part <- function(x, which) {
  groups <- names(coef(x))
  if (is.character(which)) {
    at <- match(which, c(groups, "overall", "common"))
    if (is.na(at)) stop("no part '", which, "'", nearest(which, c(groups, "overall", "common")), call. = FALSE)
    which <- at
  }
  make <- part_of(x, as.integer(which))
  if (is.null(make())) stop("the fit has no part ", which, call. = FALSE)
  studies <- if (which <= length(groups) && !is.null(x$group)) which(as.integer(x$group) == which)
  columns <- if (is.null(studies)) x$columns else lapply(x$columns, `[`, studies)
  new_fit(make, list(call = match.call(), columns = columns))
}
part_of <- function(x, which) {
  force(x)
  force(which)
  function() .Call(C_part, handle(x), which)
}

# The fit that a JSON report tells of, from the records in it; its attribute `changes` says which of the report's numbers are others now.
tsq_rerun <- function(json, tolerance = 1e-12) {
  if (length(json) == 1 && !grepl("{", json, fixed = TRUE)) json <- readLines(json, warn = FALSE, encoding = "UTF-8")
  json <- enc2utf8(paste(json, collapse = "\n"))
  make <- function() .Call(C_rerun, json)
  fit <- new_fit(make, list(call = match.call(), columns = list()))
  fit$x_names <- setdiff(names(coef(fit)), if (fit$model == "subgroups") names(coef(fit)) else "intercept")
  changes <- .Call(C_report_changes, json, handle(fit), as.double(tolerance))
  structure(fit, changes = strsplit(changes, "\n", fixed = TRUE)[[1]])
}
