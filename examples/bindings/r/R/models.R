# SPDX-License-Identifier: GPL-3.0-or-later
# Models: tsq_rma and its methods, subgroups, Mantel-Haenszel and Peto, GLMM.

numbers <- function(x, name, k = NULL) {
  if (is.null(x)) return(NULL)
  if (!is.numeric(x) && !is.logical(x)) stop(name, " is ", class(x)[1], ", not numbers", call. = FALSE)
  if (!is.null(k) && length(x) != k) stop(name, " has ", length(x), " values, the others have ", k, call. = FALSE)
  as.double(x)
}

# What the caller wrote, looked up in `data` first.
column <- function(expr, data, env) if (is.null(data)) eval(expr, env) else eval(expr, data, env)

moderators <- function(mods, data, k, env) {
  if (is.null(mods)) return(list(x = NULL, intercept = TRUE))
  if (inherits(mods, "formula")) {
    frame <- stats::model.frame(mods, data = if (is.null(data)) env else data, na.action = stats::na.pass)
    x <- stats::model.matrix(mods, frame)
    intercept <- attr(stats::terms(frame), "intercept") == 1
    x <- x[, colnames(x) != "(Intercept)", drop = FALSE]
    design <- list(formula = stats::delete.response(stats::terms(frame)), xlevels = stats::.getXlevels(stats::terms(frame), frame))
  } else {
    x <- as.matrix(mods)
    if (is.null(colnames(x))) colnames(x) <- paste0("x", seq_len(ncol(x)))
    intercept <- TRUE
    design <- NULL
  }
  if (!is.numeric(x)) stop("mods is ", class(x[1]), ", not numbers", call. = FALSE)
  if (nrow(x) != k) stop("mods has ", nrow(x), " rows, yi ", k, " values", call. = FALSE)
  storage.mode(x) <- "double"
  dimnames(x) <- list(NULL, colnames(x))
  list(x = if (ncol(x) > 0) x else NULL, intercept = intercept, design = design)
}

prepare <- function(call, data, env, mods) {
  part <- function(name) if (name %in% names(call)) column(call[[name]], data, env) else NULL
  yi <- numbers(part("yi"), "yi")
  if (is.null(yi)) stop("yi is missing", call. = FALSE)
  k <- length(yi)
  labels <- part("slab")
  if (!is.null(labels) && length(labels) != k) stop("slab has ", length(labels), " values, yi ", k, call. = FALSE)
  m <- moderators(mods, data, k, env)
  list(yi = yi, vi = numbers(part("vi"), "vi", k), sei = numbers(part("sei"), "sei", k), weights = numbers(part("weights"), "weights", k),
       x = m$x, names = if (!is.null(m$x)) enc2utf8(colnames(m$x)), labels = if (!is.null(labels)) enc2utf8(as.character(labels)),
       intercept = m$intercept, design = m$design)
}

# On the scale of percent as metafor: level = 95 or 0.95.
as_level <- function(level) if (is.null(level)) NULL else if (level >= 1) level / 100 else level

tsq_rma <- function(yi, vi, sei, weights, mods = NULL, data = NULL, method = "REML", test = "knha", level = 95, slab, tau2 = NULL,
                    intercept = NULL, drop = FALSE, ...) {
  call <- match.call(expand.dots = FALSE)
  d <- prepare(call, data, parent.frame(), mods)
  options <- list(method = method, test = test, level = as_level(level), tau2 = tau2, drop = drop,
                  intercept = if (is.null(intercept)) d$intercept else intercept, ...)
  structure(list(pointer = .Call(C_rma, d, options), call = call, design = d$design, moderators = d$names), class = "tsq_rma")
}

tsq_get <- function(x, name) {
  values <- .Call(C_get, x$pointer, name)
  if (name %in% c("vb", "hat")) matrix(values, sqrt(length(values))) else values
}

print.tsq_rma <- function(x, digits = 4, ...) {
  cat(.Call(C_report, x$pointer, 0L, 1L, as.integer(digits)))
  invisible(x)
}
summary.tsq_rma <- function(object, ...) object
coef.tsq_rma <- function(object, ...) .Call(C_coef, object$pointer)[, "estimate"]
as.data.frame.tsq_rma <- function(x, row.names = NULL, optional = FALSE, ...) as.data.frame(.Call(C_coef, x$pointer))
vcov.tsq_rma <- function(object, ...) {
  v <- tsq_get(object, "vb")
  dimnames(v) <- rep(list(names(coef(object))), 2)
  v
}
weights.tsq_rma <- function(object, ...) tsq_get(object, "weights")
nobs.tsq_rma <- function(object, ...) as.integer(tsq_get(object, "k"))
logLik.tsq_rma <- function(object, ...) structure(tsq_get(object, "loglik"), df = tsq_get(object, "p") + 1, nobs = nobs(object), class = "logLik")

confint.tsq_rma <- function(object, parm, level = 95, type = NULL, ...) {
  ci <- .Call(C_confint, object$pointer, type, as_level(level))
  estimates <- vapply(c("tau2", "tau", "I2", "H2"), function(n) tsq_get(object, n), 0)
  structure(cbind(estimate = estimates, ci.lb = ci[, 1], ci.ub = ci[, 2]),
            outcome = c("found", "empty", "upper unbounded", "not defined", "not connected")[attr(ci, "outcome") + 1L])
}

predict.tsq_rma <- function(object, newmods = NULL, transf = NULL, level = 95, pi = NULL, ...) {
  if (is.null(newmods)) {
    x <- NULL
    m <- 1L
    if (length(object$moderators)) stop("newmods is missing: the model has moderators ", paste(object$moderators, collapse = ", "), call. = FALSE)
  } else {
    if (is.data.frame(newmods) && !is.null(object$design)) {
      frame <- stats::model.frame(object$design$formula, newmods, xlev = object$design$xlevels)
      newmods <- stats::model.matrix(object$design$formula, frame)
      newmods <- newmods[, colnames(newmods) != "(Intercept)", drop = FALSE]
    }
    x <- if (is.matrix(newmods)) newmods else if (length(object$moderators) == 1) matrix(newmods) else matrix(newmods, 1)
    if (!is.numeric(x)) stop("newmods is not numbers", call. = FALSE)
    if (ncol(x) != length(object$moderators)) stop("newmods has ", ncol(x), " columns, the model ", length(object$moderators), " moderators", call. = FALSE)
    m <- nrow(x)
    storage.mode(x) <- "double"
  }
  table <- as.data.frame(.Call(C_predict, object$pointer, x, m, pi, as_level(level)))
  if (!is.null(transf)) {
    for (n in c("estimate", "ci_lower", "ci_upper", "pi_lower", "pi_upper")) table[[n]] <- tsq_transform(transf, table[[n]])
  }
  names(table)[match(c("estimate", "ci_lower", "ci_upper", "pi_lower", "pi_upper"), names(table))] <- c("pred", "ci.lb", "ci.ub", "pi.lb", "pi.ub")
  table
}

tsq_subgroup <- function(yi, vi, sei, weights, group, data = NULL, method = "REML", test = "knha", level = 95, slab, common = FALSE, ...) {
  call <- match.call(expand.dots = FALSE)
  d <- prepare(call, data, parent.frame(), NULL)
  g <- column(call$group, data, parent.frame())
  if (length(g) != length(d$yi)) stop("group has ", length(g), " values, yi ", length(d$yi), call. = FALSE)
  g <- factor(g)
  codes <- as.integer(g) - 1L
  codes[is.na(codes)] <- -1L
  p <- .Call(C_subgroup, d, codes, enc2utf8(levels(g)), common, list(method = method, test = test, level = as_level(level), ...))
  structure(list(pointer = p, groups = levels(g)), class = "tsq_subgroup")
}
print.tsq_subgroup <- function(x, digits = 4, ...) {
  cat(.Call(C_report, x$pointer, 1L, 1L, as.integer(digits)))
  invisible(x)
}
as.data.frame.tsq_subgroup <- function(x, row.names = NULL, optional = FALSE, ...) {
  parts <- .Call(C_subgroup_parts, x$pointer)
  structure(as.data.frame(parts[[1]], row.names = x$groups), test = stats::setNames(parts[[2]], c("statistic", "df1", "df2", "pval")))
}

tables <- function(call, data, env, names) {
  found <- lapply(stats::setNames(nm = names), function(n) if (n %in% names(call)) numbers(column(call[[n]], data, env), n))
  found <- found[!vapply(found, is.null, NA)]
  if (length(found) == 0) stop("no columns are given", call. = FALSE)
  k <- length(found[[1]])
  for (n in names(found)) numbers(found[[n]], n, k)
  found
}

mh_names <- c("estimate", "se", "zval", "pval", "ci.lb", "ci.ub", "k", "k.yi", "QE", "QEp", "I2", "H2", "CMH", "CMHp", "BD", "BDp", "TA", "TAp")

tsq_mh <- function(measure, ai, bi, ci, di, n1i, n2i, x1i, t1i, x2i, t2i, data = NULL, level = 95) {
  call <- match.call()
  columns <- tables(call, data, parent.frame(), c("ai", "bi", "ci", "di", "n1i", "n2i", "x1i", "t1i", "x2i", "t2i"))
  stats::setNames(.Call(C_mh, measure, columns, as_level(level)), mh_names)
}

tsq_peto <- function(ai, bi, ci, di, n1i, n2i, data = NULL, level = 95) {
  call <- match.call()
  columns <- tables(call, data, parent.frame(), c("ai", "bi", "ci", "di", "n1i", "n2i"))
  stats::setNames(.Call(C_mh, "PETO", columns, as_level(level)), mh_names)
}

tsq_glmm <- function(measure, ai, bi, ci, di, n1i, n2i, x1i, t1i, x2i, t2i, xi, mi, ni, ti, mods = NULL, data = NULL, model = "UM.FS",
                     method = "ML", test = "z", level = 95, nAGQ = NULL) {
  call <- match.call()
  columns <- tables(call, data, parent.frame(),
                    c("ai", "bi", "ci", "di", "n1i", "n2i", "x1i", "t1i", "x2i", "t2i", "xi", "mi", "ni", "ti"))
  m <- moderators(mods, data, length(columns[[1]]), parent.frame())
  if (measure %in% c("PLO", "IRLN")) model <- NULL
  p <- .Call(C_glmm, columns, m$x, if (!is.null(m$x)) enc2utf8(colnames(m$x)),
             list(measure = measure, model = model, method = method, test = test, level = as_level(level), nAGQ = nAGQ))
  structure(list(pointer = p), class = "tsq_glmm")
}
print.tsq_glmm <- function(x, digits = 4, ...) {
  cat(.Call(C_report, x$pointer, 2L, 1L, as.integer(digits)))
  invisible(x)
}
coef.tsq_glmm <- function(object, ...) .Call(C_glmm_coef, object$pointer)
