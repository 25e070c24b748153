# SPDX-License-Identifier: GPL-3.0-or-later
# Effect sizes, transformations, single counts, batches, and what trials report in other forms.

record_roles <- c("ai", "bi", "ci", "di", "n1i", "n2i", "x1i", "t1i", "x2i", "t2i", "m1i", "sd1i", "m2i", "sd2i", "xi", "mi", "ni", "ti",
                  "sdi", "ri", "r2i", "fi", "pi")

# Columns of a call, by their names, all of one length.
tables <- function(call, data, env, names) {
  found <- lapply(stats::setNames(nm = names), function(n) if (n %in% names(call)) column(call[[n]], data, env))
  same_lengths(found[!vapply(found, is.null, NA)])
}

tsq_escalc <- function(measure, ai, bi, ci, di, n1i, n2i, x1i, t1i, x2i, t2i, m1i, sd1i, m2i, sd2i, xi, mi, ni, ti, sdi, ri, r2i, fi, pi,
                       data = NULL, add = NULL, to = NULL, drop00 = NULL, vtype = NULL, convention = NULL, append = TRUE) {
  columns <- tables(match.call(), data, parent.frame(), record_roles)
  if (is.logical(drop00)) drop00 <- if (drop00) "all" else NULL
  e <- .Call(C_escalc, one_text(measure, "measure"), columns, list(add = add, to = to, drop00 = drop00, vtype = vtype, convention = convention))
  effects <- data.frame(yi = e[[1]], vi = e[[2]])
  attr(effects$yi, "ni") <- e[[3]]
  attr(effects$yi, "measure") <- measure
  attr(effects$yi, "reason") <- e[[4]]
  if (append && !is.null(data)) cbind(data[setdiff(names(data), c("yi", "vi"))], effects) else effects
}

tsq_transform <- function(name, x, ni = NULL, slope = FALSE)
  .Call(C_transform, one_text(name, "name"), numbers(x, "x"), numbers(ni, "ni"), isTRUE(slope))

counted <- function(ni, ti, k) {
  if (is.null(ni) == is.null(ti)) stop("give ni (a proportion) or ti (a rate)", call. = FALSE)
  size <- if (is.null(ni)) ti else ni
  numbers(rep_len(size, k), if (is.null(ni)) "ti" else "ni", k)
}
tsq_exact <- function(xi, ni = NULL, ti = NULL, method = "exact", level = 95) {
  size <- counted(ni, ti, length(xi))
  bounds <- .Call(C_exact, is.null(ni), numbers(xi, "xi"), size, method, as_level(level))
  data.frame(estimate = xi / size, ci.lb = bounds[, 1], ci.ub = bounds[, 2])
}
tsq_exact_test <- function(xi, ni = NULL, ti = NULL, null, method = "exact")
  .Call(C_exact_test, is.null(ni), numbers(xi, "xi"), counted(ni, ti, length(xi)), as.double(null), method)
tsq_exact_or <- function(ai, bi, ci, di, n1i, n2i, data = NULL, method = "exact", level = 95) {
  columns <- tables(match.call(), data, parent.frame(), c("ai", "bi", "ci", "di", "n1i", "n2i"))
  stats::setNames(as.data.frame(.Call(C_exact_or, columns, method, as_level(level)), col.names = letters[1:4]), c("estimate", "ci.lb", "ci.ub", "pval"))
}

# yi, vi (or sei): [k x M], a column a problem; x: [k x p] moderators that all share.
tsq_batch <- function(yi, vi = NULL, sei = NULL, mods = NULL,
                      outputs = c("tau2", "estimate", "se", "p_value", "ci_lower", "ci_upper", "Q", "I2"), ...) {
  turned <- function(m, name) {
    if (is.null(m)) return(NULL)
    if (!is.numeric(m) || !is.matrix(m)) stop(name, " is not a matrix of numbers", call. = FALSE)
    if (!identical(dim(m), dim(yi))) stop(name, " is ", nrow(m), " x ", ncol(m), ", yi ", nrow(yi), " x ", ncol(yi), call. = FALSE)
    m <- t(m)
    storage.mode(m) <- "double"
    m
  }
  given <- list(...)
  for (n in setdiff(names(given), names(option_aliases("batch")))) none_left(given[n], c(names(option_aliases("batch")), "mods", "outputs"))
  if (length(given) && is.null(names(given))) stop("give the options by name", call. = FALSE)
  x <- if (!is.null(mods)) matrix(as.double(as.matrix(mods)), nrow(as.matrix(mods)))
  if (!is.null(x) && nrow(x) != nrow(yi)) stop("mods has ", nrow(x), " rows, yi ", nrow(yi), call. = FALSE)
  data <- list(yi = turned(yi, "yi"), vi = turned(vi, "vi"), sei = turned(sei, "sei"), x = x)
  made <- stats::setNames(.Call(C_batch, data, as_options("batch", given), outputs), c(outputs, "status"))
  failed <- made$status != 0
  made$status <- ifelse(failed, vapply(made$status, function(s) if (s == 0) "" else .Call(C_strerror, s), ""), "ok")
  if (any(vapply(made, is.matrix, NA))) made else as.data.frame(made, stringsAsFactors = FALSE)
}

# ---- reports in other forms

arm_roles <- c("n", "mean", "sd", "se", "ci_lower", "ci_upper", "level", "min", "q1", "median", "q3", "max")
difference_roles <- c("n1", "n2", "difference", "se", "ci_lower", "ci_upper", "level", "t", "p")
estimate_roles <- c("estimate", "ci_lower", "ci_upper", "level", "se", "statistic", "p", "df", "o_e", "v")

report_columns <- function(x, roles, what) {
  x <- as.list(x)
  unknown <- setdiff(names(x), roles)
  if (length(unknown)) stop(what, " has an unknown column '", unknown[1], "'", nearest(unknown[1], roles), call. = FALSE)
  if (!is.null(x$level)) x$level <- ifelse(x$level >= 1, x$level / 100, x$level)
  same_lengths(x)
}
report_options <- function(level, transf = NULL, scale = NULL, normal = FALSE, keep_skewed = FALSE)
  list(level = as_level(level), transf = transf, scale = scale, normal = normal, keep_skewed = keep_skewed)
named <- function(list, names) as.data.frame(stats::setNames(list, names), stringsAsFactors = FALSE)

tsq_convert_arms <- function(arms, arms2 = NULL, level = 95, normal = FALSE, keep_skewed = FALSE) {
  o <- report_options(level, normal = normal, keep_skewed = keep_skewed)
  first <- report_columns(arms, arm_roles, "arms")
  if (is.null(arms2)) return(named(.Call(C_convert_arms, first, o), c("mean", "sd", "mean_source", "sd_source")))
  named(.Call(C_convert_groups, first, report_columns(arms2, arm_roles, "arms2"), o), c("m1i", "sd1i", "m2i", "sd2i", "source", "reason"))
}
tsq_skewness <- function(arms) named(.Call(C_skewness, report_columns(arms, arm_roles, "arms")), c("statistic", "critical"))
tsq_convert_differences <- function(differences, level = 95, normal = FALSE)
  named(.Call(C_convert_differences, report_columns(differences, difference_roles, "differences"), report_options(level, normal = normal)),
        c("sd", "se", "source"))
tsq_convert_estimates <- function(estimates, measure = NULL, level = 95, transf = NULL, scale = NULL) {
  columns <- report_columns(estimates, estimate_roles, "estimates")
  o <- report_options(level, transf = transf, scale = scale)
  if (!is.null(measure)) return(named(.Call(C_effect_estimates, one_text(measure, "measure"), columns, o), c("yi", "vi", "source", "reason")))
  named(.Call(C_convert_estimates, columns, o), c("yi", "vi", "asymmetry", "source"))
}
tsq_combine_arms <- function(arms, arms2) {
  roles <- c("n", "mean", "sd")
  first <- report_columns(arms, roles, "arms")
  second <- report_columns(arms2, roles, "arms2")
  numbers(second[[1]], "arms2", length(first[[1]]))
  named(.Call(C_combine_arms, first, second), roles)
}
changes <- function(which, sd1, sd2, third, name) {
  k <- max(length(sd1), length(sd2), length(third))
  .Call(C_change, which, rep_len(numbers(sd1, "sd1"), k), rep_len(numbers(sd2, "sd2"), k), rep_len(numbers(third, name), k))
}
tsq_change_sd <- function(sd1, sd2, r) changes(0L, sd1, sd2, r, "r")
tsq_change_correlation <- function(sd1, sd2, sd_change) changes(1L, sd1, sd2, sd_change, "sd_change")
