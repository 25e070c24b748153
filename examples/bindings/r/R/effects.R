# SPDX-License-Identifier: GPL-3.0-or-later
# Effect sizes, transformations, single counts, batches.

roles <- c("ai", "bi", "ci", "di", "n1i", "n2i", "x1i", "t1i", "x2i", "t2i", "m1i", "sd1i", "m2i", "sd2i", "xi", "mi", "ni", "ti", "sdi", "ri",
           "r2i", "fi", "pi")

tsq_escalc <- function(measure, ai, bi, ci, di, n1i, n2i, x1i, t1i, x2i, t2i, m1i, sd1i, m2i, sd2i, xi, mi, ni, ti, sdi, ri, r2i, fi, pi,
                       data = NULL, add = NULL, to = NULL, drop00 = FALSE, vtype = NULL, append = TRUE) {
  call <- match.call()
  columns <- tables(call, data, parent.frame(), roles)
  e <- .Call(C_escalc, measure, columns, list(add = add, to = to, drop00 = drop00, vtype = vtype))
  effects <- data.frame(yi = e[[1]], vi = e[[2]])
  attr(effects$yi, "ni") <- e[[3]]
  attr(effects$yi, "measure") <- measure
  if (append && !is.null(data)) cbind(data[setdiff(names(data), c("yi", "vi"))], effects) else effects
}

tsq_measures <- function() .Call(C_measures)
tsq_version <- function() .Call(C_version)
tsq_transform <- function(name, x, ni = NULL) .Call(C_transform, name, as.double(x), if (!is.null(ni)) as.double(ni))

tsq_exact <- function(xi, ni = NULL, ti = NULL, method = "exact", level = 95) {
  if (is.null(ni) == is.null(ti)) stop("give ni (a proportion) or ti (a rate)", call. = FALSE)
  size <- if (is.null(ni)) ti else ni
  bounds <- .Call(C_exact, is.null(ni), numbers(xi, "xi"), numbers(size, if (is.null(ni)) "ti" else "ni", length(xi)), method, as_level(level))
  data.frame(estimate = xi / size, ci.lb = bounds[, 1], ci.ub = bounds[, 2])
}

# yi, vi (or sei): [k x M], a column a problem.
tsq_batch <- function(yi, vi = NULL, sei = NULL, method = "REML", test = "knha", level = 95,
                      outputs = c("tau2", "estimate", "se", "p_value", "ci_lower", "ci_upper", "Q", "I2"), ...) {
  turned <- function(m, name) {
    if (is.null(m)) return(NULL)
    if (!is.numeric(m) || !is.matrix(m)) stop(name, " is not a matrix of numbers", call. = FALSE)
    if (!identical(dim(m), dim(yi))) stop(name, " is ", nrow(m), " x ", ncol(m), ", yi ", nrow(yi), " x ", ncol(yi), call. = FALSE)
    m <- t(m)
    storage.mode(m) <- "double"
    m
  }
  data <- list(yi = turned(yi, "yi"), vi = turned(vi, "vi"), sei = turned(sei, "sei"))
  options <- list(method = method, test = test, level = as_level(level), ...)
  as.data.frame(stats::setNames(.Call(C_batch, data, options, outputs), c(outputs, "status")))
}
