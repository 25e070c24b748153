# SPDX-License-Identifier: GPL-3.0-or-later
# Methods for generics of packages that need not be there: registered when they are loaded.

later <- list(metafor = c("forest", "funnel", "leave1out", "cumul", "blup"), generics = c("tidy", "glance"))

register <- function(package, ...) {
  namespace <- asNamespace(package)
  for (generic in later[[package]]) {
    if (!exists(generic, envir = namespace, inherits = FALSE)) next
    for (class in c("tsq_fit", "tsq_rows")) {
      method <- get0(paste0(generic, ".", class), envir = asNamespace("tausq"), inherits = FALSE)
      if (!is.null(method)) registerS3method(generic, class, method, envir = namespace)
    }
  }
}

.onLoad <- function(libname, pkgname) {
  for (package in names(later)) {
    if (isNamespaceLoaded(package)) register(package)
    setHook(packageEvent(package, "onLoad"), local({ p <- package; function(...) register(p) }))
  }
}
.onUnload <- function(libpath) library.dynam.unload("tausq", libpath)
