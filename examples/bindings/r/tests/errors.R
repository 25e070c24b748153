# SPDX-License-Identifier: GPL-3.0-or-later
# Bad input ends in R's errors that name it; what has to be known of an answer is a warning.
library(tausq)
dat <- tsq_escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)
fit <- tsq_rma(yi, vi, data = dat, slab = author)
by <- tsq_rma(yi ~ ablat, vi = vi, data = dat)
mh <- tsq_mh("OR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)
fails <- function(expr, message) {
  got <- tryCatch({ expr; "nothing" }, error = conditionMessage)
  if (!grepl(message, got)) stop("expected '", message, "', got '", got, "'")
}
warns <- function(expr, message) {
  got <- tryCatch({ expr; "nothing" }, warning = conditionMessage)
  if (!grepl(message, got)) stop("expected the warning '", message, "', got '", got, "'")
}
# unknown arguments, everywhere
fails(tsq_rma(yi, vi, data = dat, methd = "DL"), "unknown argument 'methd'; did you mean 'method'")
fails(tsq_rma(yi, vi, data = dat, subst = ablat > 30), "unknown argument 'subst'; did you mean 'subset'")
fails(tsq_mh("OR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg, test = "t"), "unknown argument 'test'")
fails(tsq_peto(ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg, mods = ~ ablat), "takes no moderators")
fails(predict(fit, levl = 90), "unknown argument 'levl'; did you mean 'level'")
fails(confint(fit, lvl = 90), "unknown argument 'lvl'; did you mean 'level'")
fails(coef(fit, 1), "one too many")
fails(forest(fit, "x.svg", titel = "a"), "unknown argument 'titel'; did you mean 'title'")
fails(tsq_batch(matrix(1:4, 2), matrix(1, 2, 2), metod = "DL"), "unknown argument 'metod'; did you mean 'method'")
fails(leave1out(fit, digits = 3), "unknown argument 'digits'")
# values
fails(tsq_rma(c(1, 2), c(1, -1)), "vi\\[1\\] = -1")
fails(tsq_rma(c(1, 2), 1), "vi has 1 values")
fails(tsq_rma(c("a", "b"), c(1, 1)), "yi is character, not numbers")
fails(tsq_rma(factor(1:2), c(1, 1)), "yi is factor, not numbers")
fails(tsq_rma(c(1, 2), c(1, 1), method = "XX"), "unknown method 'XX'")
fails(tsq_rma(c(1, 2), c(1, 1), keep = "lent"), "keep = \"lent\"")
fails(tsq_rma(yi, vi, data = dat, level = "a"), "level is not one number")
fails(tsq_rma(yi, vi, data = dat, subset = c(TRUE, FALSE)), "subset has 2 values")
fails(tausq("rmma", yi = 1:2, vi = c(1, 1)), "unknown model 'rmma'; did you mean 'rma'")
fails(tausq("mh", ai = 1, bi = 2, ci = 3, di = 4, xi = 3), "unknown argument 'xi'")
fails(tsq_get(fit, "nothing"), "no quantity 'nothing'")
fails(tsq_get(mh, "tau2"), "no quantity 'tau2'")
fails(confint(mh, "tau2"), "tau2")
fails(tsq_escalc("RR", ai = 5, n1i = 4, ci = 1, n2i = 4), "ai\\[0\\] = 5 > n1i\\[0\\] = 4")
fails(predict(by, numeric()), "newdata has no rows")
fails(predict(by, cbind(1, 2)), "newdata has 2 columns, the model 1 moderators: ablat")
fails(predict(by, data.frame(year = 3)), "ablat")
fails(tsq_batch(matrix(1:10, 5), matrix(1, 2, 2)), "vi is 2 x 2, yi 5 x 2")
fails(anova(by, btt = 5), "btt names coefficients that there are not")
fails(tsq_subgroup(by, dat$alloc), "moderators")
fails(tsq_subgroup(fit, 1:3), "group has 3 values")
fails(tsq_part(tsq_subgroup(fit, alloc), "randm"), "did you mean 'random'")
fails(tsq_convert_arms(list(n = 10, mena = 3)), "unknown column 'mena'; did you mean 'mean'")
fails(leave1out(1), "no method|class|rma")
# comparisons that cannot be made
ml <- tsq_rma(yi, vi, data = dat, method = "ML")
fails(anova(fit, by), "REML fits with different moderators")
fails(anova(ml, by), "ML")
fails(anova(ml, tsq_rma(yi, vi, data = dat[-1, ], method = "ML")), "different data")
fails(anova(ml, mh), "model|kind")
fails(anova(ml, 3), "object2 is not a fit")
# outcomes
gap <- dat
gap$yi[2] <- NA
warns(tsq_rma(yi, vi, data = gap, slab = author), "Ferguson")
warns(tsq_mh("OR", ai = c(0, 0), bi = c(5, 6), ci = c(0, 0), di = c(4, 4)), "not estimable|no events|say nothing")
stopifnot(length(fitted(suppressWarnings(tsq_rma(yi, vi, data = gap)))) == 12)
