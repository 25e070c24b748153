# SPDX-License-Identifier: GPL-3.0-or-later
# What R asks of a fit: print, summary, coef, vcov, confint, predict, ..., of a fit of any model.

tsq_get <- function(x, name) {
  p <- handle(x)
  values <- .Call(C_get, p, one_text(name, "name"))
  q <- tsq_quantities(x$model)
  over <- unlist(q[match(name, q$name), c("over", "by")])
  over <- over[!is.na(over)]
  if (length(over) == 0) return(values)
  labels <- lapply(unname(over), function(d) .Call(C_labels, p, d))
  if (length(over) == 1) return(if (length(labels[[1]]) == length(values)) stats::setNames(values, labels[[1]]) else values)
  n <- vapply(labels, length, 0L)
  side <- as.integer(sqrt(length(values)))
  matrix(values, if (n[1] > 0) n[1] else side, dimnames = if (all(n > 0)) labels)
}

has_quantity <- function(x, name) name %in% tsq_quantities(x$model)$name
maybe <- function(x, name) if (has_quantity(x, name)) tsq_get(x, name) else NA_real_

tsq_outcomes <- function(x) .Call(C_outcomes, handle(x))
tsq_can <- function(x, question) .Call(C_can, handle(x), one_text(question, "question"))
tsq_conventions <- function(x) .Call(C_conventions, handle(x))
tsq_digest <- function(x, column = NULL) .Call(C_digest, handle(x), column)

used <- function(x) stats::setNames(.Call(C_used, handle(x)), c("method", "measure", "test", "level"))

tsq_report <- function(x, format = "text", digits = 4, studies = FALSE, transf = NULL, n = NULL, title = NULL, shown = NULL,
                       unicode = l10n_info()[["UTF-8"]]) {
  call <- if (!is.null(x$call)) paste(deparse(x$call), collapse = " ")
  o <- list(digits = digits, studies = studies, transf = transf, n = n, title = title, shown = shown, unicode = unicode, call = call)
  if (inherits(x, "tsq_rows")) .Call(C_report_rows, handle(x), one_text(format, "format"), o)
  else if (inherits(x, "tsq_fit")) .Call(C_report, handle(x), one_text(format, "format"), o)
  else stop("x is neither a fit nor rows", call. = FALSE)
}

print.tsq_fit <- function(x, digits = 4, ...) {
  cat(tsq_report(x, digits = digits, ...))
  invisible(x)
}

summary.tsq_fit <- function(object, ...) {
  none_left(list(...), "object")
  structure(list(fit = object, call = object$call, coefficients = estimates(object), outcomes = tsq_outcomes(object),
                 conventions = tsq_conventions(object)), class = "summary.tsq_fit")
}
print.summary.tsq_fit <- function(x, digits = 4, ...) {
  cat("Call: ", paste(deparse(x$call), collapse = "\n  "), "\n\n", sep = "")
  cat(tsq_report(x$fit, digits = digits, studies = tsq_can(x$fit, "studies")))
  invisible(x)
}

estimates <- function(x) .Call(C_coef, handle(x))
as.data.frame.tsq_fit <- function(x, row.names = NULL, optional = FALSE, ...) as.data.frame(estimates(x))

coef.tsq_fit <- function(object, ...) {
  none_left(list(...), "object")
  e <- estimates(object)
  stats::setNames(e[, "estimate"], rownames(e))
}
vcov.tsq_fit <- function(object, ...) {
  none_left(list(...), "object")
  tsq_get(object, "vb")
}

heterogeneity <- c("tau2", "tau", "I2", "H2")

confint.tsq_fit <- function(object, parm, level = NULL, type = NULL, ...) {
  none_left(list(...), c("parm", "level", "type"))
  p <- handle(object)
  names <- rownames(estimates(object))
  if (missing(parm)) parm <- c(names, if (tsq_can(object, "interval")) heterogeneity)
  if (is.numeric(parm)) parm <- names[parm]
  if (anyNA(parm)) stop("parm names coefficients that there are not", call. = FALSE)
  level <- as_level(level)
  rows <- lapply(parm, function(n) .Call(C_confint, p, enc2utf8(n), if (n %in% heterogeneity) type, level))
  level <- rows[[1]][5]
  bounds <- t(vapply(rows, function(r) r[2:3], c(0, 0)))
  ends <- paste(format(100 * c((1 - level) / 2, (1 + level) / 2), trim = TRUE, digits = 3), "%")
  outcome <- c("found", "empty", "upper unbounded", "not defined", "not connected")
  structure(matrix(bounds, length(parm), dimnames = list(parm, ends)), level = level,
            outcome = stats::setNames(outcome[vapply(rows, `[`, 0, 4) + 1], parm))
}

# Rows of the model matrix for new studies: from a data frame by the fit's formula, else numbers as metafor's newmods.
new_rows <- function(object, newdata) {
  p <- length(object$x_names)
  if (is.data.frame(newdata) && !is.null(object$terms)) {
    frame <- stats::model.frame(object$terms, newdata, xlev = object$xlevels, na.action = stats::na.pass)
    newdata <- stats::model.matrix(object$terms, frame, contrasts.arg = object$contrasts)
    newdata <- newdata[, colnames(newdata) != "(Intercept)", drop = FALSE]
  } else if (is.data.frame(newdata)) newdata <- as.matrix(newdata)
  x <- if (is.matrix(newdata)) newdata else if (p == 1) matrix(newdata) else matrix(newdata, 1)
  if (!is.numeric(x)) stop("newdata is not numbers", call. = FALSE)
  if (ncol(x) != p) stop("newdata has ", ncol(x), " columns, the model ", p, " moderators: ", paste(object$x_names, collapse = ", "), call. = FALSE)
  if (nrow(x) == 0) stop("newdata has no rows", call. = FALSE)
  matrix(as.double(x), nrow(x))
}

used_rows <- function(object) if (has_quantity(object, "why")) which(tsq_get(object, "why") == 0) else seq_along(object$columns[[1]])

# Without newdata: the pooled effect, or, with moderators, every study that was used.
predict.tsq_fit <- function(object, newdata = NULL, level = NULL, transf = NULL, pi_kind = NULL, newmods = NULL, ...) {
  none_left(list(...), c("newdata", "newmods", "level", "transf", "pi_kind"))
  if (is.null(newdata)) newdata <- newmods
  x <- NULL
  m <- 1L
  names <- NULL
  if (length(object$x_names)) {
    if (is.null(newdata)) {
      if (is.null(object$x)) stop("newdata is missing: the fit has no model matrix of its own", call. = FALSE)
      rows <- used_rows(object)
      x <- object$x[rows, , drop = FALSE]
      names <- .Call(C_labels, handle(object), "study")
    } else x <- new_rows(object, newdata)
    m <- nrow(x)
  } else if (is.data.frame(newdata)) m <- nrow(newdata)
  table <- as.data.frame(.Call(C_predict, handle(object), x, as.integer(m), pi_kind, as_level(level)))
  if (!is.null(names)) rownames(table) <- make.unique(names)
  if (!is.null(transf)) {
    for (n in c("estimate", "ci_lower", "ci_upper", "pi_lower", "pi_upper")) table[[n]] <- tsq_transform(transf, table[[n]])
    table$se <- NULL
    turned <- tsq_transform(transf, c(-0.1, 0.1))
    if (turned[1] > turned[2]) table[c("ci_lower", "ci_upper", "pi_lower", "pi_upper")] <- table[c("ci_upper", "ci_lower", "pi_upper", "pi_lower")]
  }
  names(table) <- sub("^estimate$", "pred", sub("_lower$", ".lb", sub("_upper$", ".ub", names(table))))
  table
}

fitted.tsq_fit <- function(object, ...) {
  none_left(list(...), "object")
  tsq_get(object, "fitted")
}
residuals.tsq_fit <- function(object, ...) {
  none_left(list(...), "object")
  tsq_get(object, "resid")
}
weights.tsq_fit <- function(object, ...) {
  none_left(list(...), "object")
  tsq_get(object, "weights")
}
deviance.tsq_fit <- function(object, ...) {
  none_left(list(...), "object")
  likelihood(object, "deviance")
}
studies_used <- function(object) as.integer(tsq_get(object, "k"))
df.residual.tsq_fit <- function(object, ...) {
  none_left(list(...), "object")
  studies_used(object) - nrow(estimates(object))
}
# As metafor: a restricted likelihood is that of k - p observations.
nobs.tsq_fit <- function(object, ...) {
  none_left(list(...), "object")
  as.integer(if (has_quantity(object, "observations")) tsq_get(object, "observations") else tsq_get(object, "k"))
}
logLik.tsq_fit <- function(object, ...) {
  none_left(list(...), "object")
  structure(likelihood(object, "loglik"), df = as.integer(parameters(object)), nobs = nobs(object), nall = studies_used(object), class = "logLik")
}
# A model that is not fitted by its likelihood (Mantel-Haenszel, Peto) has that of the studies' own effects, as in metafor.
likelihood <- function(object, name) {
  for (n in c(name, paste0("ML.", name))) if (has_quantity(object, n)) return(tsq_get(object, n))
  stop("model ", object$model, " has no ", name, call. = FALSE)
}
parameters <- function(object) if (has_quantity(object, "parameters")) tsq_get(object, "parameters") else nrow(estimates(object))

criterion <- function(name, fits) {
  if (length(fits) == 1) return(likelihood(fits[[1]], name))
  table <- data.frame(df = vapply(fits, parameters, 0), vapply(fits, likelihood, 0, name))
  names(table)[2] <- name
  table
}
fits_named <- function(first, others, call) {
  if (!all(vapply(others, inherits, NA, "tsq_fit"))) stop("not all arguments are fits", call. = FALSE)
  fits <- c(list(first), others)
  names <- vapply(as.list(call)[-1][seq_along(fits)], function(e) paste(deparse(e), collapse = ""), "")
  stats::setNames(fits, make.unique(names))
}
AIC.tsq_fit <- function(object, ..., k = 2) {
  if (k == 2) return(criterion("AIC", fits_named(object, list(...), match.call(expand.dots = TRUE))))
  k * parameters(object) - 2 * likelihood(object, "loglik")
}
BIC.tsq_fit <- function(object, ...) criterion("BIC", fits_named(object, list(...), match.call(expand.dots = TRUE)))

formula.tsq_fit <- function(x, ...) if (is.null(x$formula)) stop("the fit was made without a formula", call. = FALSE) else x$formula
model.matrix.tsq_fit <- function(object, ...) {
  none_left(list(...), "object")
  rows <- used_rows(object)
  names <- rownames(estimates(object))
  k <- length(rows)
  x <- if (is.null(object$x)) matrix(0, k, 0) else object$x[rows, , drop = FALSE]
  colnames(x) <- object$x_names
  if ("intercept" %in% names && !("intercept" %in% colnames(x))) x <- cbind(intercept = 1, x)
  x[, names, drop = FALSE]
}
model.frame.tsq_fit <- function(formula, ...) if (is.null(formula$frame)) as.data.frame(formula$columns) else formula$frame

# As update.default(), which knows only of `formula`: here the left side is yi, and mods alone is a formula as well.
update.tsq_fit <- function(object, formula., ..., evaluate = TRUE) {
  call <- object$call
  if (is.null(call)) stop("the fit has no call", call. = FALSE)
  if (!missing(formula.)) {
    new <- stats::update.formula(if (is.null(object$formula)) ~ 1 else object$formula, formula.)
    if (length(new) == 3) {
      if (!is.null(call$mods)) stop("the fit was made with mods: give a formula without a left side", call. = FALSE)
      if (is.null(call$formula)) call$yi <- new else call$formula <- new
    } else call$mods <- new
  }
  extras <- match.call(expand.dots = FALSE)$...
  for (n in names(extras)) call[[n]] <- extras[[n]]
  if (evaluate) eval(call, parent.frame()) else call
}

# One fit: Wald test of the coefficients btt (default: all but the intercept) or of the rows of L. Two: likelihood ratio.
anova.tsq_fit <- function(object, object2, btt = NULL, L = NULL, rhs = NULL, ...) {
  none_left(list(...), c("object2", "btt", "L", "rhs"))
  if (!missing(object2)) return(compared(object, object2))
  names <- rownames(estimates(object))
  if (is.null(L)) {
    if (is.null(btt)) btt <- if (length(names) > 1) setdiff(names, "intercept") else names
    at <- if (is.character(btt)) match(btt, names) else as.integer(btt)
    if (anyNA(at) || any(at < 1 | at > length(names))) stop("btt names coefficients that there are not: ", paste(names, collapse = ", "), call. = FALSE)
    L <- diag(length(names))[at, , drop = FALSE]
  }
  L <- as_hypotheses(L, length(names))
  t <- .Call(C_wald, handle(object), L, numbers(rhs, "rhs", if (!is.null(rhs)) nrow(L)))
  normal <- is.infinite(t[3])
  table <- data.frame(Df = t[2], if (normal) t[1] * 1 else t[3], t[1], t[4])
  names(table) <- if (normal) c("Df", "unused", "Chisq", "Pr(>Chisq)") else c("Df", "Den Df", "F", "Pr(>F)")
  table$unused <- NULL
  heading <- paste0("Wald test of ", if (is.null(btt)) "the hypotheses in L" else paste(if (is.character(btt)) btt else names[btt], collapse = ", "), "\n")
  structure(table, row.names = "Hypothesis", heading = heading, class = c("anova", "data.frame"))
}
as_hypotheses <- function(L, p) {
  if (!is.matrix(L)) L <- matrix(L, 1)
  if (!is.numeric(L) || ncol(L) != p) stop("L has ", ncol(L), " columns, the fit ", p, " coefficients", call. = FALSE)
  matrix(as.double(L), nrow(L))
}

compared <- function(a, b) {
  if (!inherits(b, "tsq_fit")) stop("object2 is not a fit", call. = FALSE)
  swap <- parameters(a) > parameters(b)
  reduced <- if (swap) b else a
  full <- if (swap) a else b
  v <- .Call(C_compare, handle(reduced), handle(full))
  table <- data.frame(Df = v[8:9], AIC = v[10:11], BIC = v[12:13], AICc = v[14:15], logLik = v[6:7], LRT = c(NA, v[1]),
                      p = c(NA, v[3]), tau2 = v[16:17], row.names = c("Reduced", "Full"))
  names(table)[7] <- "Pr(>Chisq)"
  structure(table, class = c("anova", "data.frame"), heading = "Likelihood ratio test\n", p_boundary = v[4], R2 = v[18], df = v[2],
            restricted = v[5] == 1)
}

tsq_contrast <- function(x, contrast, rhs = 0) {
  L <- as_hypotheses(contrast, nrow(estimates(x)))
  rhs <- rep_len(numbers(rhs, "rhs"), nrow(L))
  table <- lapply(seq_len(nrow(L)), function(i) .Call(C_contrast, handle(x), L[i, ], rhs[i]))
  as.data.frame(do.call(rbind, table), row.names = if (is.matrix(contrast)) rownames(contrast))
}

tsq_ratio <- function(x, numerator, denominator, level = NULL) {
  row <- function(d) {
    r <- new_rows(x, d)
    if (nrow(r) != 1) stop("numerator and denominator are one row each", call. = FALSE)
    r[1, ]
  }
  v <- .Call(C_ratio, handle(x), row(numerator), row(denominator), as_level(level))
  names(v) <- c("ratio", "se", "ci.lb", "ci.ub", "fieller.lb", "fieller.ub", "kind", "df")
  structure(v[-7], fieller = c("interval", "exclusive", "all")[v[7] + 1])
}

tsq_beyond <- function(x, threshold, direction = c("below", "above"), newdata = NULL) {
  direction <- match.arg(direction)
  row <- if (!is.null(newdata)) new_rows(x, newdata)
  v <- .Call(C_beyond, handle(x), row, as.double(threshold), if (direction == "below") -1L else 1L)
  stats::setNames(v, c("probability", "proportion", "se", "ci.lb", "ci.ub"))
}

# broom's generics, registered where a package with them is loaded.
tidy.tsq_fit <- function(x, conf.int = FALSE, conf.level = NULL, exponentiate = FALSE, ...) {
  e <- estimates(x)
  table <- data.frame(term = rownames(e), estimate = e[, "estimate"], std.error = e[, "se"], statistic = e[, "statistic"],
                      p.value = e[, "p_value"], row.names = NULL, stringsAsFactors = FALSE)
  if (conf.int) {
    ci <- confint.tsq_fit(x, rownames(e), level = conf.level)
    table$conf.low <- unname(ci[, 1])
    table$conf.high <- unname(ci[, 2])
  }
  if (exponentiate) for (n in intersect(c("estimate", "conf.low", "conf.high"), names(table))) table[[n]] <- exp(table[[n]])
  tibbled(table)
}
glance.tsq_fit <- function(x, ...) {
  u <- used(x)
  tibbled(data.frame(model = x$model, method = u$method, measure = u$measure, nobs = studies_used(x), tau.squared = maybe(x, "tau2"),
                     i.squared = maybe(x, "I2"), h.squared = maybe(x, "H2"), cochran.qe = maybe(x, "QE"), p.value.cochran.qe = maybe(x, "QEp"),
                     logLik = maybe(x, "loglik"), AIC = maybe(x, "AIC"), BIC = maybe(x, "BIC"), AICc = maybe(x, "AICc"), stringsAsFactors = FALSE))
}
tibbled <- function(table) if (isNamespaceLoaded("tibble")) getExportedValue("tibble", "as_tibble")(table) else table
