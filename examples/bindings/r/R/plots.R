# SPDX-License-Identifier: GPL-3.0-or-later
# Figures to SVG, PNG or PDF files, by the file's ending.

forest <- function(x, ...) UseMethod("forest")
funnel <- function(x, ...) UseMethod("funnel")
bubble <- function(x, ...) UseMethod("bubble")

drawn <- function(kind, x, file, options) {
  if (!is.character(file) || length(file) != 1) stop("file is not a path", call. = FALSE)
  .Call(C_plot, kind, x$pointer, enc2utf8(file), options)
  invisible(file)
}
text_or_null <- function(x) if (is.null(x)) NULL else enc2utf8(as.character(x))
page <- function(title = NULL, caption = NULL, transf = NULL, xlab = NULL, threshold = NULL, favours_left = NULL, favours_right = NULL,
                 contour = NULL, ni = NULL) {
  list(title = text_or_null(title), caption = text_or_null(caption), transf = transf, xlab = text_or_null(xlab), threshold = threshold,
       favours_left = text_or_null(favours_left), favours_right = text_or_null(favours_right), contour = contour,
       ni = if (!is.null(ni)) as.double(ni))
}

forest.tsq_rma <- function(x, file, ...) drawn(0L, x, file, page(...))
forest.tsq_subgroup <- function(x, file, ...) drawn(1L, x, file, page(...))
funnel.tsq_rma <- function(x, file, ...) drawn(2L, x, file, page(...))
bubble.tsq_rma <- function(x, file, mod = 1, ...) {
  at <- if (is.character(mod)) match(mod, x$moderators) else mod
  if (is.na(at) || at > length(x$moderators)) stop("no moderator '", mod, "'; there are ", paste(x$moderators, collapse = ", "), call. = FALSE)
  drawn(3L, x, file, c(page(...), list(moderator = at - 1)))
}

# A forest plot, or the bubble plot of a model with moderators; without a file in a temporary one that is shown.
plot.tsq_rma <- function(x, file = NULL, ...) {
  target <- if (is.null(file)) tempfile(fileext = ".pdf") else file
  if (length(x$moderators)) bubble(x, target, ...) else forest(x, target, ...)
  if (is.null(file) && interactive()) utils::browseURL(target)
  invisible(target)
}
