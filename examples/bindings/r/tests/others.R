# SPDX-License-Identifier: GPL-3.0-or-later
# Single counts, conversions, transformations, batches, figures: against base R, formulas of the papers, and fits one by one.
library(tausq)
near <- function(got, want, tol = 1e-9) stopifnot(length(got) == length(want), all(abs(unname(got) - unname(want)) <= tol * pmax(abs(want), 1e-300)))
near(unlist(tsq_exact(3, ni = 39)[2:3]), stats::binom.test(3, 39)$conf.int)
near(unlist(tsq_exact(3, ti = 39)[2:3]), stats::poisson.test(3, 39)$conf.int)
near(tsq_exact_test(3, ni = 39, null = 0.2), stats::binom.test(3, 39, 0.2)$p.value)
near(tsq_exact_test(3, ti = 39, null = 0.2), stats::poisson.test(3, 39, 0.2)$p.value)
f <- stats::fisher.test(matrix(c(3, 9, 36, 31), 2))
o <- tsq_exact_or(ai = 3, bi = 36, ci = 9, di = 31)
near(o$pval, f$p.value)
near(exp(c(o$estimate, o$ci.lb, o$ci.ub)), c(f$estimate, f$conf.int), 1e-3) # fisher.test's own tolerance

a <- tsq_convert_arms(data.frame(n = c(40, 25), mean = c(5, 3), se = c(0.3, NA), ci_lower = c(NA, 2), ci_upper = c(NA, 4)))
near(a$sd, c(0.3 * sqrt(40), 5 * 2 / (2 * qt(0.975, 24))))
stopifnot(identical(a$sd_source, c("se", "ci")))
g <- tsq_convert_arms(list(n = 4, q1 = 1, median = 2, q3 = 3), list(n = 20, mean = 1, sd = 2))
stopifnot(is.na(g$m1i), g$m2i == 1, !is.na(g$reason))
near(tsq_convert_differences(list(n1 = 20, n2 = 22, se = 0.4))$sd, 0.4 / sqrt(1 / 20 + 1 / 22))
h <- tsq_convert_estimates(list(estimate = 0.8, ci_lower = 0.6, ci_upper = 1.07), "HR")
near(c(h$yi, h$vi), c(log(0.8), (log(1.07 / 0.6) / (2 * qnorm(0.975)))^2))
near(tsq_convert_estimates(list(estimate = 0.8, ci_lower = 0.6, ci_upper = 1.07), transf = "exp")$yi, log(0.8))
near(tsq_skewness(list(n = 30, min = 1, median = 4, max = 10))$statistic, abs(1 + 10 - 8) / 9)
m <- tsq_combine_arms(list(n = 3, mean = mean(c(1, 2, 6)), sd = sd(c(1, 2, 6))), list(n = 2, mean = 7.5, sd = sd(c(7, 8))))
near(unlist(m), c(5, mean(c(1, 2, 6, 7, 8)), sd(c(1, 2, 6, 7, 8))))
near(tsq_change_correlation(2, 2.2, tsq_change_sd(2, 2.2, 0.6)), 0.6)
near(tsq_transform("exp", log(3)), 3)
near(tsq_transform("ilogit", 0.4, slope = TRUE), plogis(0.4) * (1 - plogis(0.4)))
e <- tsq_escalc("OR", ai = c(0, 3), n1i = c(10, 10), ci = c(0, 2), n2i = c(9, 9), drop00 = TRUE)
stopifnot(is.na(e$yi[1]), !is.na(attr(e$yi, "reason")[1]), is.na(attr(e$yi, "reason")[2]))

set.seed(1)
y <- matrix(rnorm(60), 6)
v <- matrix(runif(60, 0.1, 1), 6)
x <- seq(0, 1, length.out = 6)
y[2, 3] <- NA
b <- tsq_batch(y, v)
r <- tsq_batch(y, v, mods = x, outputs = c("tau2", "estimate"))
for (j in 1:10) {
  near(b$estimate[j], coef(suppressWarnings(tsq_rma(y[, j], v[, j]))))
  near(r$estimate[j, ], coef(suppressWarnings(tsq_rma(y[, j], v[, j], mods = x))), 1e-7)
}
near(tsq_batch(y, v, method = "CE", level = 90)$ci_lower[1], confint(tsq_rma(y[, 1], v[, 1], method = "CE", level = 90))[1, 1])
v[1, 4] <- -1
b <- tsq_batch(y, v)
stopifnot(b$status[4] != "ok", is.na(b$estimate[4]), b$status[-4] == "ok")

for (i in 1:2000) tsq_rma(y[, 1], v[, 2])
invisible(gc())

if (tsq_has("plot") && nzchar(Sys.which("gnuplot"))) {
  dat <- tsq_escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)
  fit <- tsq_rma(yi, vi, data = dat, slab = author)
  svg <- tempfile(fileext = ".svg")
  forest(fit, svg, title = "BCG & tuberculosis", columns = list(Year = c(dat$year, "")), show_weights = FALSE)
  text <- readLines(svg, warn = FALSE)
  stopifnot(any(grepl("BCG &amp; tuberculosis", text)), any(grepl("1948", text)), any(grepl("Aronson", text)))
  forest(leave1out(tsq_mh("OR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)), tempfile(fileext = ".pdf"))
  forest(tsq_subgroup(fit, alloc), tempfile(fileext = ".png"))
  bubble(tsq_rma(yi ~ ablat, vi = vi, data = dat), tempfile(fileext = ".png"), "ablat")
  funnel(fit, tempfile(fileext = ".pdf"), kind = "contour")
  stopifnot(file.exists(plot(fit)))
  failed <- tryCatch(forest(fit, file.path(tempdir(), "none", "a.svg")), error = conditionMessage)
  stopifnot(grepl("none", failed))
}

# ---- streams: the whole data's answers
s <- tsq_stream("x")
t <- tsq_stream("x")
yy <- rnorm(200)
vv <- runif(200, 0.1, 1)
xx <- rnorm(200)
tsq_stream_add(s, yy[1:120], vv[1:120], mods = xx[1:120])
tsq_stream_add(t, yy[121:200], sei = sqrt(vv[121:200]), mods = xx[121:200])
tsq_stream_merge(s, tsq_stream_from(tsq_stream_bytes(t)))
one <- tsq_stream_finish(s, method = "CE", test = "z")
all <- tsq_rma(yy, vv, mods = cbind(x = xx), method = "CE", test = "z")
near(coef(one), coef(all))
stopifnot(identical(names(coef(one)), c("intercept", "x")))
near(predict(one, 2)$pred, predict(all, 2)$pred)
file <- tempfile()
saveRDS(one, file)
near(coef(readRDS(file)), coef(one), 1e-15)
times <- 0
read <- function(add) {
  times <<- times + 1
  for (r in split(1:200, rep(1:4, 50))) add(yy[r], vv[r])
}
many <- tsq_passes(read, method = "REML", test = "z", interval = TRUE)
all <- tsq_rma(yy, vv, method = "REML", test = "z")
near(tsq_get(many, "tau2"), tsq_get(all, "tau2"), 1e-7)
near(confint(many, "tau2"), confint(all, "tau2"), 1e-6)
stopifnot(times == many$passes, times > 2)
refused <- tryCatch(leave1out(many), error = conditionMessage)
stopifnot(grepl("without keeping its studies", refused), grepl("without keeping its studies", tryCatch(tsq_refit(many), error = conditionMessage)))
refused <- tryCatch(tsq_stream_finish(s, metod = "DL"), error = conditionMessage)
stopifnot(grepl("did you mean 'method'", refused))
