# SPDX-License-Identifier: GPL-3.0-or-later
# Rows: labelled estimates that figures and tables are made of. leave1out(), cumul(), blup(), forest() and funnel() are metafor's names:
# where metafor is loaded its generics know these methods, and what is metafor's goes to metafor from these.

theirs <- function(name, call, env) {
  if (!isNamespaceLoaded("metafor")) {
    stop(name, "() has no method for this object", if (name %in% c("forest", "funnel", "leave1out", "cumul", "blup")) " (metafor is not loaded)", call. = FALSE)
  }
  call[[1]] <- getExportedValue("metafor", name)
  eval(call, env)
}

leave1out <- function(x, ...) UseMethod("leave1out")
cumul <- function(x, ...) UseMethod("cumul")
blup <- function(x, ...) UseMethod("blup")
forest <- function(x, ...) UseMethod("forest")
funnel <- function(x, ...) UseMethod("funnel")
bubble <- function(x, ...) UseMethod("bubble")
leave1out.default <- function(x, ...) theirs("leave1out", sys.call(), parent.frame())
cumul.default <- function(x, ...) theirs("cumul", sys.call(), parent.frame())
blup.default <- function(x, ...) theirs("blup", sys.call(), parent.frame())
forest.default <- function(x, ...) theirs("forest", sys.call(), parent.frame())
funnel.default <- function(x, ...) theirs("funnel", sys.call(), parent.frame())

new_rows_object <- function(make, call, kind) {
  state <- new.env(parent = emptyenv())
  state$pointer <- make()
  structure(list(state = state, make = make, call = call, kind = kind), class = "tsq_rows")
}
row_maker <- function(kind, x, coefficient, order, ni) {
  force(kind); force(x); force(coefficient); force(order); force(ni)
  function() .Call(C_rows, kind, handle(x), coefficient, order, ni)
}

leave1out.tsq_fit <- function(x, coefficient = NULL, ...) {
  none_left(list(...), c("x", "coefficient"))
  new_rows_object(row_maker("leave-one-out", x, coefficient, NULL, NULL), sys.call(), "leave-one-out")
}
# order: as in metafor a variable by which the studies are sorted, looked up in the fit's data.
cumul.tsq_fit <- function(x, order = NULL, coefficient = NULL, ...) {
  none_left(list(...), c("x", "order", "coefficient"))
  k <- studies_given(x)
  order <- column(substitute(order), x$data, parent.frame())
  if (!is.null(order)) {
    if (!is.null(x$rows) && length(order) == x$n_rows) order <- order[x$rows]
    if (length(order) != k) stop("order has ", length(order), " values, the fit ", k, " studies", call. = FALSE)
    order <- base::order(order)
  }
  new_rows_object(row_maker("cumulative", x, coefficient, order, NULL), sys.call(), "cumulative")
}
tsq_rows <- function(x, ...) UseMethod("tsq_rows")
tsq_rows.tsq_fit <- function(x, ni = NULL, ...) {
  none_left(list(...), c("x", "ni"))
  new_rows_object(row_maker("studies", x, NULL, NULL, numbers(ni, "ni")), sys.call(), "studies")
}
tsq_rows.tsq_rows <- function(x, ...) x
row_columns <- c("label", "kind", "estimate", "se", "statistic", "df", "p_value", "ci_lower", "ci_upper", "weight")
# A table with label, estimate, ci_lower, ci_upper (and se, kind, weight ...): what else is numeric becomes extra columns.
tsq_rows.data.frame <- function(x, level = 95, measure = NULL, notes = character(), ...) {
  none_left(list(...), c("x", "level", "measure", "notes"))
  if (is.null(x$estimate)) stop("the table has no column estimate", call. = FALSE)
  own <- as.list(x[intersect(row_columns, names(x))])
  own$label <- enc2utf8(as.character(if (is.null(x$label)) rownames(x) else x$label))
  own$kind <- as.character(if (is.null(x$kind)) rep("estimate", nrow(x)) else x$kind)
  for (n in setdiff(names(own), c("label", "kind"))) own[[n]] <- numbers(own[[n]], n)
  extra <- lapply(x[setdiff(names(x)[vapply(x, is.numeric, NA)], row_columns)], as.double)
  make <- local({
    columns <- own; more <- extra; texts <- enc2utf8(notes); at <- as_level(level); what <- measure
    function() .Call(C_rows_new, columns, more, texts, at, what)
  })
  new_rows_object(make, sys.call(), "table")
}
# rbind("Random effects" = rows1, "Common effect" = rows2): the names become groups.
rbind.tsq_rows <- function(..., deparse.level = 1) {
  parts <- list(...)
  if (!all(vapply(parts, inherits, NA, "tsq_rows"))) stop("not all arguments are rows", call. = FALSE)
  names <- if (is.null(names(parts))) rep("", length(parts)) else enc2utf8(names(parts))
  make <- local({
    all <- unname(parts); groups <- names
    function() .Call(C_rows_bind, lapply(all, handle), groups)
  })
  new_rows_object(make, sys.call(), "bound")
}

as.data.frame.tsq_rows <- function(x, row.names = NULL, optional = FALSE, ...) {
  wanted <- c("estimate", "se", "statistic", "df", "p_value", "ci_lower", "ci_upper", "pi_lower", "pi_upper", "weight", "n", "index", "status")
  parts <- .Call(C_rows_read, handle(x), wanted)
  texts <- stats::setNames(as.data.frame(parts[[1]], stringsAsFactors = FALSE, col.names = letters[1:4]), c("label", "kind", "group", "note"))
  numbers <- as.data.frame(do.call(cbind, parts[[2]]))
  numbers$index <- as.integer(numbers$index) + 1L
  table <- cbind(texts[1:3], numbers, texts[4])
  empty <- vapply(table, function(c) all(is.na(c)), NA) & names(table) %in% c("group", "pi_lower", "pi_upper", "weight", "n", "note")
  table[!empty]
}
tsq_notes <- function(x) .Call(C_rows_notes, handle(x))
print.tsq_rows <- function(x, digits = 4, ...) {
  cat(tsq_report(x, digits = digits, ...))
  invisible(x)
}
blup.tsq_fit <- function(x, ...) {
  none_left(list(...), "x")
  table <- as.data.frame(.Call(C_blup, handle(x)))[1:7]
  labels <- .Call(C_labels, handle(x), "study")
  if (!is.null(labels)) rownames(table) <- make.unique(labels)
  names(table) <- c("pred", "se", "statistic", "df", "pval", "ci.lb", "ci.ub")
  table
}
