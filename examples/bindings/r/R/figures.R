# SPDX-License-Identifier: GPL-3.0-or-later
# Figures to SVG, PNG or PDF files, by the file's ending.

in_all <- c("title", "caption", "transf", "xlab", "null_value", "x_min", "x_max", "format", "width", "height", "font", "font_size", "dpi")
in_forest <- c(in_all, "columns", "numbers", "align", "threshold", "favours_left", "favours_right", "order", "reverse", "digits", "show_weights",
               "show_prediction", "show_heterogeneity", "show_test", "show_notes")
in_funnel <- c(in_all, "ylab", "kind", "ni", "level")
in_bubble <- c(in_all, "ylab", "ni", "labels")

figure_options <- function(given, has) {
  for (n in names(given)) if (!(n %in% has)) none_left(given[n], has)
  if (length(given) && (is.null(names(given)) || "" %in% names(given))) stop("give the figure's options by name", call. = FALSE)
  for (n in names(given)) {
    v <- given[[n]]
    if (grepl("^show_", n) && is.logical(v)) given[[n]] <- if (isTRUE(v)) "show" else "hide"
    if (is.character(v)) given[[n]] <- enc2utf8(v)
    if (n %in% c("ni", "level", "threshold") && !is.null(v)) given[[n]] <- as.double(if (n == "level") as_level(v) else v)
    if (n == "columns") given[[n]] <- lapply(as.list(v), function(c) enc2utf8(as.character(c)))
  }
  given
}
drawn <- function(entry, x, file, options) {
  file <- one_text(file, "file")
  .Call(entry, handle(x), file, options)
  invisible(file)
}

forest.tsq_rows <- function(x, file, ...) {
  o <- figure_options(list(...), in_forest)
  for (n in names(o$columns)) {
    if (length(o$columns[[n]]) != nrow(as.data.frame(x))) stop("column ", n, " has ", length(o$columns[[n]]), " texts, there are ", nrow(as.data.frame(x)), " rows", call. = FALSE)
  }
  drawn(C_forest, x, file, o)
}
forest.tsq_fit <- function(x, file, ni = NULL, ...) forest.tsq_rows(tsq_rows.tsq_fit(x, ni = ni), file, ...)
funnel.tsq_fit <- function(x, file, ...) drawn(C_funnel, x, file, figure_options(list(...), in_funnel))
bubble.tsq_fit <- function(x, file, mod = 1, ...) {
  at <- if (is.character(mod)) match(mod, x$x_names) else mod
  if (is.na(at) || at < 1 || at > length(x$x_names)) stop("no moderator '", mod, "'; there are ", paste(x$x_names, collapse = ", "), call. = FALSE)
  drawn(C_bubble, x, file, c(figure_options(list(...), in_bubble), list(moderator = at - 1)))
}

# A forest plot, or the bubble plot of a model with moderators; without a file in a temporary one that is shown.
plot.tsq_fit <- function(x, file = NULL, ...) {
  target <- if (is.null(file)) tempfile(fileext = ".pdf") else file
  if (length(x$x_names)) bubble.tsq_fit(x, target, ...) else forest.tsq_fit(x, target, ...)
  if (is.null(file) && interactive()) utils::browseURL(target)
  invisible(target)
}
plot.tsq_rows <- function(x, file = NULL, ...) {
  target <- if (is.null(file)) tempfile(fileext = ".pdf") else file
  forest.tsq_rows(x, target, ...)
  if (is.null(file) && interactive()) utils::browseURL(target)
  invisible(target)
}
