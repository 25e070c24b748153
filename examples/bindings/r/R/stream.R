# SPDX-License-Identifier: GPL-3.0-or-later
# Data that do not fit in memory, chunk by chunk: streams of one pass, and analyses of several.

tsq_stream <- function(mods = character(), intercept = TRUE) {
  structure(list(pointer = .Call(C_stream_new, enc2utf8(as.character(mods)), !isTRUE(intercept)), mods = mods), class = "tsq_stream")
}
tsq_stream_add <- function(stream, yi, vi = NULL, sei = NULL, mods = NULL) {
  yi <- numbers(yi, "yi")
  k <- length(yi)
  x <- if (!is.null(mods)) as.matrix(mods)
  if (!is.null(x) && (!is.numeric(x) || nrow(x) != k)) stop("mods is not numbers with a row a study", call. = FALSE)
  .Call(C_stream_add, stream$pointer, yi, numbers(vi, "vi", k), numbers(sei, "sei", k), if (!is.null(x)) matrix(as.double(x), k))
  invisible(stream)
}
tsq_stream_merge <- function(stream, from) {
  .Call(C_stream_merge, stream$pointer, from$pointer)
  invisible(stream)
}
# As bytes for a file or another machine, and back.
tsq_stream_bytes <- function(stream) .Call(C_stream_bytes, stream$pointer)
tsq_stream_from <- function(bytes, mods = character()) {
  if (!is.raw(bytes)) stop("bytes is ", class(bytes)[1], ", not raw", call. = FALSE)
  structure(list(pointer = named_stream(bytes, mods), mods = mods), class = "tsq_stream")
}
# The bytes have no names: a stream takes them from an empty one that is merged into it.
named_stream <- function(bytes, mods) {
  pointer <- .Call(C_stream_from_bytes, bytes)
  intercept <- .Call(C_stream_sizes, pointer)[3] > length(mods)
  if (length(mods)) .Call(C_stream_merge, pointer, tsq_stream(mods, intercept)$pointer)
  pointer
}
print.tsq_stream <- function(x, ...) {
  n <- .Call(C_stream_sizes, x$pointer)
  cat("A stream of ", format(n[1]), " studies (", format(n[2]), " dropped), ", n[3], " coefficients\n", sep = "")
  invisible(x)
}

stream_options <- function(given) {
  known <- names(option_aliases("stream"))
  for (n in setdiff(names(given), known)) none_left(given[n], known)
  as_options("stream", given)
}

# The answer of one pass; the fit keeps the sums, so that it survives saveRDS().
tsq_stream_finish <- function(stream, ...) {
  options <- stream_options(list(...))
  bytes <- tsq_stream_bytes(stream)
  mods <- stream$mods
  make <- function() .Call(C_stream_finish, named_stream(bytes, mods), options)
  new_fit(make, list(call = match.call(), columns = list(), x_names = stream_names(stream)))
}
stream_names <- function(stream) if (length(stream$mods)) as.character(stream$mods)

# read(add) goes once over the data and gives add() every chunk: add(yi, vi, sei, mods). It is called as often as the method needs.
tsq_passes <- function(read, mods = character(), intercept = TRUE, interval = FALSE, ...) {
  options <- stream_options(list(...))
  passes <- 0
  make <- function() {
    stream <- tsq_stream(mods, intercept)
    add <- function(yi, vi = NULL, sei = NULL, mods = NULL) tsq_stream_add(stream, yi, vi, sei, mods)
    read(add)
    it <- .Call(C_iterate_new, stream$pointer, options)
    go_over(it, stream, add, read)
    if (interval) {
      .Call(C_iterate_confint_start, it, NULL)
      go_over(it, stream, add, read)
    }
    passes <<- .Call(C_iterate_state, it)[3]
    .Call(C_iterate_finish, it)
  }
  fit <- new_fit(make, list(call = match.call(), columns = list(), x_names = if (length(mods)) as.character(mods)))
  fit$passes <- passes
  fit
}
go_over <- function(it, stream, add, read) {
  while ((state <- .Call(C_iterate_state, it))[1] == 0) {
    .Call(C_stream_restart, stream$pointer, state[2])
    read(add)
    .Call(C_iterate_step, it, stream$pointer)
  }
}
