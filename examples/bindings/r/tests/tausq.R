# SPDX-License-Identifier: GPL-3.0-or-later
# Numbers: metafor 3.8.1 on the BCG trials (dat.bcg). Bad input ends in R's errors with the library's message.
library(tausq)
bcg <- data.frame(trial = 1:13, tpos = c(4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27),
                  tneg = c(119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886),
                  cpos = c(11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29),
                  cneg = c(128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825),
                  ablat = c(44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33),
                  alloc = c("random", "random", "random", "random", "alternate", "alternate", "random", "random", "random", "systematic",
                            "systematic", "systematic", "systematic"))
near <- function(got, want, tol = 1e-9) stopifnot(all(abs(unname(got) - want) <= tol * pmax(abs(want), 1e-300)))
dat <- tsq_escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)
near(dat$yi[1:2], c(-0.88931133392020535, -1.5853886572014308), 1e-14)
near(dat$vi[1:2], c(0.32558476500396109, 0.1945811213981438), 1e-14)

fit <- tsq_rma(yi, vi, data = dat, slab = trial, test = "z")
near(tsq_get(fit, "tau2"), 0.31324325980895217, 1e-6) # metafor's own tolerance
near(coef(fit), -0.71453234165344, 1e-6)
near(confint(fit)["tau2", 2:3], c(0.1197, 1.1115), 1e-3)
stopifnot(nobs(fit) == 13, inherits(logLik(fit), "logLik"), dim(vcov(fit)) == 1, abs(sum(weights(fit)) - 100) < 1e-9)
p <- predict(fit, transf = "exp")
near(p$pred, 0.4894209, 1e-6)

by <- tsq_rma(yi, vi, mods = ~ ablat, data = dat, test = "z", preset = "metafor")
near(coef(by), c(0.251459, -0.029103), 1e-4)
near(predict(by, newmods = 33)$pred, sum(coef(by) * c(1, 33)), 1e-12)
near(predict(by, newmods = data.frame(ablat = c(13, 55)))$pred, coef(by)[1] + coef(by)[2] * c(13, 55), 1e-12)
factors <- tsq_rma(yi, vi, mods = ~ factor(alloc) - 1, data = dat)
stopifnot(length(coef(factors)) == 3)
s <- tsq_subgroup(yi, vi, group = alloc, data = dat)
stopifnot(nrow(as.data.frame(s)) == 3)
near(tsq_mh("OR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)[["estimate"]], -0.47341098838858529, 1e-12)
near(tsq_peto(ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)[["k"]], 13)
g <- tsq_glmm("OR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg, model = "CM.AL")
stopifnot(is.finite(coef(g)))
e <- tsq_exact(c(0, 3), ni = c(40, 39))
near(e$ci.ub[2], stats::binom.test(3, 39)$conf.int[2], 1e-12)

set.seed(1)
y <- matrix(rnorm(50), 5)
v <- matrix(runif(50, 0.1, 1), 5)
y[2, 3] <- NA
b <- tsq_batch(y, v)
for (j in 1:10) {
  one <- tsq_rma(y[, j], v[, j])
  near(b$estimate[j], coef(one), 1e-9)
}
v[1, 4] <- -1
b <- tsq_batch(y, v)
stopifnot(b$status[4] != 0, is.na(b$estimate[4]), b$status[-4] == 0)

fails <- function(expr, message) {
  got <- tryCatch({ expr; "nothing" }, error = conditionMessage)
  if (!grepl(message, got)) stop("expected '", message, "', got '", got, "'")
}
fails(tsq_rma(c(1, 2), c(1, -1)), "vi\\[1\\] = -1")
fails(tsq_rma(c(1, 2), 1), "vi has 1 values")
fails(tsq_rma(c("a", "b"), c(1, 1)), "yi is character, not numbers")
fails(tsq_rma(c(1, 2), c(1, 1), method = "XX"), "unknown method 'XX'")
fails(tsq_get(fit, "nothing"), "no quantity 'nothing'")
fails(tsq_escalc("RR", ai = 5, n1i = 4, ci = 1, n2i = 4), "ai\\[0\\] = 5 > n1i\\[0\\] = 4")
fails(predict(by), "newmods is missing")
fails(tsq_batch(y, v[1:2, ]), "vi is 2 x 10, yi 5 x 10")
file <- tempfile()
saveRDS(fit, file)
fails(print(readRDS(file)), "freed, or read from a file")
fails(forest(fit, file.path(tempdir(), "none", "a.svg")), "none")
svg <- tempfile(fileext = ".svg")
forest(fit, svg, transf = "exp", title = "BCG & tuberculosis")
stopifnot(any(grepl("BCG &amp; tuberculosis", readLines(svg, warn = FALSE))))
bubble(by, tempfile(fileext = ".png"), "ablat")
funnel(fit, tempfile(fileext = ".pdf"), contour = TRUE)
for (i in 1:2000) tsq_rma(y[, 1], v[, 2])
invisible(gc())
print(fit)
print(s)
