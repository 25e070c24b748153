# SPDX-License-Identifier: GPL-3.0-or-later
# Fits and R's questions to them. Numbers: metafor 3.8.1 on dat.bcg, written down here; where metafor is installed it is asked again.
library(tausq)
near <- function(got, want, tol = 1e-6) {
  if (length(got) != length(want) || !all(abs(unname(got) - unname(want)) <= tol * pmax(abs(want), 1e-300))) {
    stop(deparse(substitute(got)), ": ", paste(format(unname(got), digits = 12), collapse = " "), ", not ", paste(format(unname(want), digits = 12), collapse = " "))
  }
}
dat <- tsq_escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)
near(dat$yi[1:2], c(-0.88931133392020535, -1.5853886572014308), 1e-14)
near(dat$vi[1:2], c(0.32558476500396109, 0.1945811213981438), 1e-14)

# ---- one effect, REML
fit <- tsq_rma(yi, vi, data = dat, slab = author, test = "z")
near(tsq_get(fit, "tau2"), 0.31324325980895217)
near(coef(fit), -0.71453234165344)
near(c(AIC(fit), BIC(fit), logLik(fit), deviance(fit)), c(28.40474, 29.37456, -12.20237, 24.40474))
stopifnot(nobs(fit) == 12, df.residual(fit) == 12, attr(logLik(fit), "df") == 2, attr(logLik(fit), "nall") == 13, dim(vcov(fit)) == 1)
near(stats::AIC(logLik(fit)), AIC(fit), 1e-12)
near(BIC(logLik(fit)), BIC(fit), 1e-12)
near(confint(fit)["tau2", ], c(0.1197, 1.1115), 1e-3)
near(sum(weights(fit)), 100, 1e-12)
stopifnot(identical(names(fitted(fit))[1], "Aronson"))
near(fitted(fit) + residuals(fit), dat$yi, 1e-12)

# ---- levels are obeyed
ninety <- tsq_rma(yi, vi, data = dat, test = "z", level = 90)
half <- qnorm(0.95) * sqrt(vcov(fit)[1])
near(confint(ninety)["intercept", ], coef(fit) + c(-1, 1) * half, 1e-9)
near(confint(fit, "intercept", level = 90), confint(ninety, 1), 1e-12)
near(unlist(predict(ninety)[c("ci.lb", "ci.ub")]), coef(fit) + c(-1, 1) * half, 1e-9)
near(unlist(predict(fit, level = 0.9)[c("ci.lb", "ci.ub")]), unlist(predict(ninety)[c("ci.lb", "ci.ub")]), 1e-12)
stopifnot(identical(colnames(confint(ninety)), c("5 %", "95 %")), identical(rownames(confint(fit, c("H2", "tau"))), c("H2", "tau")))
near(predict(fit, transf = "exp")$pred, 0.4894209, 1e-6)

# ---- formulas, factors, subset, newdata, update
ml <- tsq_rma(yi ~ ablat + alloc, vi = vi, data = dat, method = "ML", test = "z")
stopifnot(identical(names(coef(ml)), c("intercept", "ablat", "allocrandom", "allocsystematic")))
new <- data.frame(ablat = c(13, 55), alloc = c("random", "systematic"))
near(predict(ml, new)$pred, cbind(1, new$ablat, c(1, 0), c(0, 1)) %*% coef(ml), 1e-12)
near(predict(ml)$pred, model.matrix(ml) %*% coef(ml), 1e-12)
near(coef(tsq_rma(yi, vi, mods = ~ ablat + alloc, data = dat, method = "ML")), coef(ml), 1e-14)
near(coef(tsq_rma(dat$yi, dat$vi, mods = cbind(ablat = dat$ablat, dat$alloc == "random", dat$alloc == "systematic"), method = "ML")), coef(ml), 1e-14)
curve <- tsq_rma(yi ~ poly(ablat, 2), vi = vi, data = dat)
near(predict(curve, dat[3, ])$pred, fitted(curve)[3], 1e-9)
near(coef(tsq_rma(yi ~ alloc - 1, vi = vi, data = dat, method = "CE"))[2],
     coef(tsq_rma(yi, vi, data = dat, subset = alloc == "random", method = "CE")), 1e-9)
part <- tsq_rma(yi ~ ablat, vi = vi, data = dat, subset = alloc != "random", test = "z")
stopifnot(tsq_get(part, "k") == 6, identical(deparse(formula(part)), "yi ~ ablat"))
near(coef(update(part, . ~ . + year)), coef(tsq_rma(yi ~ ablat + year, vi = vi, data = dat, subset = alloc != "random", test = "z")), 1e-14)
near(coef(update(fit, ~ ablat)), coef(tsq_rma(yi, vi, mods = ~ ablat, data = dat, test = "z")), 1e-14)
near(tsq_get(update(fit, method = "DL"), "tau2"), 0.308760262862376, 1e-9)

# ---- tests and comparisons
small <- tsq_rma(yi, vi, data = dat, method = "ML", test = "z")
larger <- update(small, ~ ablat)
a <- anova(small, larger)
near(a$LRT[2], 9.9588, 1e-5)
near(a["Pr(>Chisq)"][2, 1], pchisq(a$LRT[2], 1, lower.tail = FALSE), 1e-9)
near(anova(larger, small)$LRT[2], a$LRT[2], 1e-14)
w <- anova(ml, btt = c("allocrandom", "allocsystematic"))
b <- coef(ml)[3:4]
near(w$Chisq, drop(b %*% solve(vcov(ml)[3:4, 3:4]) %*% b), 1e-9)
near(anova(ml, btt = 3:4)$Chisq, anova(ml, L = rbind(c(0, 0, 1, 0), c(0, 0, 0, 1)))$Chisq, 1e-14)
near(anova(tsq_rma(yi ~ ablat, vi = vi, data = dat))$F, tsq_get(tsq_rma(yi ~ ablat, vi = vi, data = dat), "QM"), 1e-12)
near(tsq_contrast(larger, c(1, 33))$estimate, predict(larger, 33)$pred, 1e-12)
near(tsq_ratio(larger, 55, 13)[["ratio"]], predict(larger, 55)$pred / predict(larger, 13)$pred, 1e-9)
near(tsq_beyond(small, 0)[["proportion"]], pnorm(-coef(small) / tsq_get(small, "tau")), 1e-9)
near(AIC(small, larger)$AIC, c(AIC(small), AIC(larger)), 1e-14)
near(AIC(small, k = 3), 3 * 2 - 2 * tsq_get(small, "loglik"), 1e-12)

# ---- refits, rows, subgroups
near(coef(tsq_refit(fit, rows = dat$year > 1960)), coef(tsq_rma(yi, vi, data = dat, subset = year > 1960, test = "z")), 1e-12)
near(coef(tsq_refit(fit, fixed = c(tau2 = 0.1))), weighted.mean(dat$yi, 1 / (dat$vi + 0.1)), 1e-12)
l <- as.data.frame(leave1out(fit))
stopifnot(nrow(l) == 14, identical(l$label[1], "Aronson"), identical(l$kind[14], "total"))
near(l$estimate[4], coef(tsq_rma(yi, vi, data = dat[-4, ])), 1e-9)
order_by_year <- base::order(dat$year)
cu <- as.data.frame(cumul(fit, order = year))
near(cu$estimate[5], coef(tsq_rma(yi, vi, data = dat[order_by_year[1:5], ])), 1e-9)
near(cu$estimate[13], coef(fit), 1e-12)
s <- tsq_subgroup(fit, alloc)
near(coef(s)["random"], coef(tsq_rma(yi, vi, data = dat, subset = alloc == "random")), 1e-12)
near(coef(tsq_part(s, "overall")), coef(fit), 1e-12)
stopifnot(nrow(as.data.frame(tsq_rows(s))) > 13)
both <- rbind(all = leave1out(fit), years = cumul(fit, order = year))
stopifnot(nrow(as.data.frame(both)) == 28, identical(unique(as.data.frame(both)$group), c("all", "years")))
own <- tsq_rows(data.frame(label = c("x", "y"), estimate = 1:2, ci_lower = 0:1, ci_upper = 2:3, extra = c(7, 8)), notes = "a note")
stopifnot(identical(as.data.frame(own)$extra, c(7, 8)), "a note" %in% tsq_notes(own))

# ---- what is read from a file answers as before
file <- tempfile()
saveRDS(list(fit, ml, s, leave1out(fit), tsq_part(s, 2), tsq_refit(fit, 1:6)), file)
r <- readRDS(file)
for (i in c(1, 2, 3, 5, 6)) near(coef(r[[i]]), coef(list(fit, ml, s, NULL, tsq_part(s, 2), tsq_refit(fit, 1:6))[[i]]), 1e-15)
near(as.data.frame(r[[4]])$estimate, l$estimate, 1e-15)
near(predict(r[[2]], new)$pred, predict(ml, new)$pred, 1e-15)

# ---- models of counts
tab <- quote(list(ai = tpos, bi = tneg, ci = cpos, di = cneg))
mh <- tsq_mh("OR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)
near(coef(mh), -0.47341098838858529, 1e-12)
near(c(AIC(mh), BIC(mh)), c(154.835613, 155.400562), 1e-7)
near(as.data.frame(leave1out(mh))$estimate[2], coef(tsq_mh("OR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg[-2, ])), 1e-12)
near(coef(tsq_peto(ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)), -0.4744463, 1e-6)
g <- tsq_glmm("OR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg, model = "CM.AL", mods = ~ ablat)
near(predict(g, data.frame(ablat = 33))$pred, sum(coef(g) * c(1, 33)), 1e-12)
near(coef(tausq("glmm", measure = "OR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg, glmm_model = "CM.AL", mods = ~ ablat)), coef(g), 1e-14)
stopifnot(is.finite(coef(tsq_bb("OR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg))))
for (m in list(fit, mh, g, s)) {
  for (format in c("text", "json", "csv", "markdown", "latex", "html")) stopifnot(nchar(tsq_report(m, format)) > 100)
  stopifnot(is.data.frame(as.data.frame(m)), nchar(tsq_conventions(m)) > 10, nrow(vcov(m)) == length(coef(m)))
  capture.output(print(summary(m)))
}
stopifnot(any(grepl("Tuberculosis", tsq_report(fit, title = "Tuberculosis"))), any(grepl("Aronson", tsq_report(fit, studies = TRUE))))

# ---- what the tables say
stopifnot(all(c("rma", "mh", "peto", "glmm", "bb") %in% tsq_models()$name), "REML" %in% strsplit(tsq_options("rma")$values[2], " ")[[1]])
for (m in tsq_models()$name) stopifnot(all(c("k", "beta") %in% tsq_quantities(m)$name))
for (q in tsq_quantities("rma")$name) stopifnot(is.numeric(tsq_get(ml, q)))

# ---- metafor itself
if (requireNamespace("metafor", quietly = TRUE)) {
  exact <- list(threshold = 1e-14, tol = 1e-14, maxiter = 1000)
  for (method in c("REML", "ML", "DL", "CE", "PM")) {
    for (mods in list(~ 1, ~ ablat, ~ ablat + alloc)) {
      m <- metafor::rma(yi, vi, mods = mods, data = dat, method = method, control = if (method %in% c("REML", "ML", "PM")) exact else list())
      f <- tsq_rma(yi, vi, mods = mods, data = dat, method = method, preset = "metafor")
      near(coef(f), coef(m))
      near(vcov(f), vcov(m), 1e-5)
      near(c(AIC(f), BIC(f), logLik(f), deviance(f), nobs(f), df.residual(f)), c(AIC(m), BIC(m), logLik(m), deviance(m), nobs(m), df.residual(m)))
      near(attr(logLik(f), "df"), attr(logLik(m), "df"))
      near(fitted(f), fitted(m))
      near(residuals(f), residuals(m), 1e-5)
      near(weights(f), weights(m))
      if (length(coef(m)) == 1) near(unlist(predict(f, level = 90)[c("pred", "ci.lb", "ci.ub")]), unlist(unclass(predict(m, level = 90))[c("pred", "ci.lb", "ci.ub")]))
      else near(anova(f)$Chisq, anova(m)$QM, 1e-5)
    }
  }
  m <- metafor::rma(yi, vi, data = dat, tau2 = 0.1)
  f <- tsq_rma(yi, vi, data = dat, tau2 = 0.1, preset = "metafor")
  near(c(AIC(f), BIC(f)), c(AIC(m), BIC(m)))
  mm <- metafor::rma.mh(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)
  fm <- tsq_mh("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)
  near(c(coef(fm), AIC(fm), logLik(fm)), c(coef(mm), AIC(mm), logLik(mm)), 1e-9)
  l <- metafor::leave1out(mm)
  near(as.data.frame(leave1out(fm))$estimate[1:13], l$estimate, 1e-9)
  # each other's generics know both packages' objects, whichever is attached
  near(as.data.frame(metafor::leave1out(fm))$estimate[1:13], l$estimate, 1e-9)
  near(leave1out(mm)$estimate, l$estimate, 1e-15)
  near(blup(m)$pred, metafor::blup(m)$pred, 1e-15)
  near(blup(f)$pred, metafor::blup(m)$pred, 1e-9)
  grDevices::pdf(NULL)
  forest(m)
  forest(dat$yi, dat$vi)
  funnel(m)
  invisible(grDevices::dev.off())
}
if (requireNamespace("generics", quietly = TRUE)) {
  t <- generics::tidy(larger, conf.int = TRUE, conf.level = 0.9)
  near(t$estimate, coef(larger), 1e-15)
  near(t$conf.low, confint(larger, names(coef(larger)), level = 90)[, 1], 1e-15)
  near(generics::glance(larger)$tau.squared, tsq_get(larger, "tau2"), 1e-15)
}

# ---- a JSON report has all that the analysis needs
again <- tsq_rerun(tsq_report(larger, "json", studies = TRUE))
near(coef(again), coef(larger), 1e-15)
stopifnot(length(attr(again, "changes")) == 0)
near(predict(again, 33)$pred, predict(larger, 33)$pred, 1e-15)
near(as.data.frame(leave1out(again))$estimate, as.data.frame(leave1out(larger))$estimate, 1e-15)
file <- tempfile(fileext = ".json")
writeLines(sub("\"QE\": *[0-9.]+", "\"QE\": 1.5", tsq_report(fit, "json", studies = TRUE)), file)
stopifnot(any(grepl("^QE: 1.5 ->", attr(tsq_rerun(file), "changes"))))
