# SPDX-License-Identifier: GPL-3.0-or-later
# Writes exact_cases.h: intervals and p values of single counts by R's binom.test, poisson.test and prop.test, and mid-p
# ones by uniroot on R's distribution functions.   Rscript exact_cases.R > exact_cases.h
options(digits = 17)
num <- function(x) ifelse(is.infinite(x), ifelse(x > 0, "INFINITY", "-INFINITY"), formatC(x, digits = 16, format = "g"))
row <- function(...) cat("    {", paste(num(c(...)), collapse = ", "), "},\n", sep = "")
root <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = 1e-300, maxiter = 10000)$root
midp <- function(x, n, a) {
  lo <- if (x == 0) 0 else plogis(root(function(u) { p <- plogis(u); pbinom(x - 1, n, p, FALSE) - dbinom(x, n, p) / 2 - a }, -40, 40))
  hi <- if (x == n) 1 else plogis(root(function(u) { p <- plogis(u); pbinom(x, n, p) - dbinom(x, n, p) / 2 - a }, -40, 40))
  c(lo, hi)
}
midp_rate <- function(x, t, a) {
  lo <- if (x == 0) 0 else exp(root(function(u) { m <- exp(u); ppois(x - 1, m, FALSE) - dpois(x, m) / 2 - a }, -40, log(x + 1) + 8))
  hi <- exp(root(function(u) { m <- exp(u); ppois(x, m) - dpois(x, m) / 2 - a }, -40, log(x + 1) + 8))
  c(lo, hi) / t
}
cat("/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* Written by exact_cases.R with ", R.version.string, ". */\n", sep = "")
cat("/* x, n, level, p0; Clopper-Pearson, mid-p, Wilson, Jeffreys: lower, upper; p value, mid-p value at p0 */\n")
cat("static const double proportion_cases[][14] = {\n")
cases <- rbind(c(0, 10, .95, .1), c(10, 10, .95, .7), c(1, 10, .95, .3), c(3, 39, .9, .2), c(7, 20, .99, .5), c(50, 100, .95, .5),
               c(1, 1, .95, .5), c(0, 1, .8, .25), c(12, 1000, .95, .02), c(3, 250000, .95, 1e-5), c(481, 962, .999, .47))
for (i in seq_len(nrow(cases))) {
  x <- cases[i, 1]; n <- cases[i, 2]; level <- cases[i, 3]; p0 <- cases[i, 4]; a <- (1 - level) / 2
  jeffreys <- c(if (x == 0) 0 else qbeta(a, x + .5, n - x + .5), if (x == n) 1 else qbeta(a, x + .5, n - x + .5, lower.tail = FALSE))
  wilson <- suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE)$conf.int)
  mp <- min(1, 2 * min(pbinom(x, n, p0) - dbinom(x, n, p0) / 2, pbinom(x - 1, n, p0, FALSE) - dbinom(x, n, p0) / 2))
  row(x, n, level, p0, binom.test(x, n, conf.level = level)$conf.int, midp(x, n, a), wilson, jeffreys, binom.test(x, n, p0)$p.value, mp)
}
cat("};\n/* x, t, level, rate0; Garwood, mid-p, Jeffreys: lower, upper; p value, mid-p value at rate0 */\n")
cat("static const double rate_cases[][12] = {\n")
cases <- rbind(c(0, 100, .95, .01), c(1, 250, .95, .01), c(5, 12.5, .9, .2), c(40, 1e6, .99, 5e-5), c(2, 3, .95, 4), c(300, 1234.5, .95, .2))
for (i in seq_len(nrow(cases))) {
  x <- cases[i, 1]; t <- cases[i, 2]; level <- cases[i, 3]; r <- cases[i, 4]; a <- (1 - level) / 2
  jeffreys <- c(if (x == 0) 0 else qgamma(a, x + .5, t), qgamma(a, x + .5, t, lower.tail = FALSE))
  mp <- min(1, 2 * min(ppois(x, r * t) - dpois(x, r * t) / 2, ppois(x - 1, r * t, FALSE) - dpois(x, r * t) / 2))
  row(x, t, level, r, poisson.test(x, t, conf.level = level)$conf.int, midp_rate(x, t, a), jeffreys, poisson.test(x, t, r)$p.value, mp)
}
cat("};\n")
