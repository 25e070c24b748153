# SPDX-License-Identifier: GPL-3.0-or-later
# What the library's own tables say: models, their columns, options and quantities. No list of them is kept here.

known <- new.env(parent = emptyenv())

once <- function(key, make) {
  if (is.null(known[[key]])) assign(key, make(), envir = known)
  known[[key]]
}

as_table <- function(columns) as.data.frame(columns, stringsAsFactors = FALSE)

tsq_models <- function() once("models", function() as_table(.Call(C_models)))
tsq_options <- function(model) once(paste("options", model), function() as_table(.Call(C_model_options, one_text(model, "model"))))
tsq_quantities <- function(model) once(paste("quantities", model), function() as_table(.Call(C_quantities, one_text(model, "model"))))

tsq_measures <- function() .Call(C_measures)
tsq_version <- function() .Call(C_version)
tsq_isa <- function() .Call(C_isa)
tsq_has <- function(name) .Call(C_has, one_text(name, "name"))

roles_of <- function(model) {
  models <- tsq_models()
  at <- match(model, models$name)
  if (is.na(at)) stop("unknown model '", model, "'", nearest(model, models$name), call. = FALSE)
  unique(strsplit(models$roles[at], " ", fixed = TRUE)[[1]])
}

takes_moderators <- function(model) {
  models <- tsq_models()
  models$moderators[match(model, models$name)] == "yes"
}

# "; did you mean 'method'? Known: ..."
nearest <- function(name, among) {
  d <- utils::adist(name, among, ignore.case = TRUE)[1, ]
  among <- among[order(d)]
  paste0(if (min(d) <= 3) paste0("; did you mean '", among[1], "'?"), " Known: ", paste(among, collapse = ", "))
}

one_text <- function(x, name) {
  if (!is.character(x) || length(x) != 1 || is.na(x)) stop(name, " is not one text", call. = FALSE)
  enc2utf8(x)
}

# Options of a model: its own names, metafor's names of them, and `intercept`, which R's formulas have the other way round.
option_aliases <- function(model) {
  o <- tsq_options(model)
  o <- o[is.na(o$metafor) | o$metafor != "model", ]
  aliases <- stats::setNames(o$name, o$name)
  others <- !is.na(o$metafor) & !(o$metafor %in% o$name) & grepl("^[A-Za-z0-9._]+$", o$metafor) & o$metafor != "intercept"
  aliases <- c(aliases, stats::setNames(o$name[others], o$metafor[others]))
  all <- tsq_options(model)
  if ("glmm_model" %in% all$name) aliases <- c(aliases, glmm_model = "glmm_model", model = "glmm_model")
  if ("no_intercept" %in% all$name) aliases <- c(aliases, intercept = "no_intercept")
  aliases[setdiff(names(aliases), c("tau2_fixed", "add_mode"))]
}

as_option_text <- function(value, name) {
  if (length(value) != 1 || is.na(value)) stop(name, " is not one value", call. = FALSE)
  if (is.logical(value)) value <- as.integer(value)
  if (is.numeric(value)) return(sprintf("%.17g", value))
  if (is.character(value)) return(enc2utf8(value))
  stop(name, " is ", class(value)[1], ", not a name or a number", call. = FALSE)
}

# list(method = "REML", level = 90) -> c(method = "REML", level = "0.9"), as the library reads them.
as_options <- function(model, given) {
  given <- given[!vapply(given, is.null, NA)]
  aliases <- option_aliases(model)
  texts <- character()
  for (name in names(given)) {
    value <- given[[name]]
    own <- aliases[[name]]
    if (own == "level") value <- as_level(value)
    if (own == "keep" && identical(value, "lent")) stop("keep = \"lent\": R moves and frees its vectors, so a fit keeps a copy of them", call. = FALSE)
    if (name %in% c("intercept", "correct", "drop00")) value <- !isTRUE(as.logical(value)) # the library has their opposites
    if (name == "weighted") value <- if (isTRUE(as.logical(value))) "iv" else "equal"
    if (own %in% names(texts)) stop(name, ": this option is given twice", call. = FALSE)
    texts[own] <- as_option_text(value, name)
    if (own == "tau2") texts["tau2_fixed"] <- "1"
    if (own == "add") texts["add_mode"] <- "value"
  }
  texts
}

# As metafor: level = 95, or 0.95.
as_level <- function(level) {
  if (is.null(level)) return(NULL)
  if (!is.numeric(level) || length(level) != 1 || is.na(level)) stop("level is not one number", call. = FALSE)
  if (level >= 1) level / 100 else level
}

# An argument that a function does not have is an error that names it and the nearest.
none_left <- function(dots, has) {
  if (length(dots) == 0) return(invisible())
  name <- names(dots)[1]
  if (is.null(name) || name == "") stop("an argument without a name is one too many", call. = FALSE)
  stop("unknown argument '", name, "'", nearest(name, has), call. = FALSE)
}

numbers <- function(x, name, k = NULL) {
  if (is.null(x)) return(NULL)
  if (is.factor(x) || (!is.numeric(x) && !is.logical(x))) stop(name, " is ", class(x)[1], ", not numbers", call. = FALSE)
  if (!is.null(k) && length(x) != k) stop(name, " has ", length(x), " values, the others have ", k, call. = FALSE)
  as.double(x)
}

# What the caller wrote, looked up in `data` first; a formula has the caller's environment.
column <- function(expr, data, env) {
  if (is.null(data) || (is.call(expr) && identical(expr[[1]], as.name("~")))) eval(expr, env) else eval(expr, data, env)
}
