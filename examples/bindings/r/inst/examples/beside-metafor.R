# The same numbers by metafor and by tausq, beside each other: Rscript beside-metafor.R
library(tausq)
library(metafor)
dat <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
beside <- function(what, theirs, ours) cat(sprintf("%-34s %16.10f %16.10f %9.1e\n", what, theirs, ours, abs(theirs - ours)))
cat(sprintf("%-34s %16s %16s %9s\n", "", "metafor", "tausq", "apart"))
mine <- tsq_escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
beside("escalc RR: yi[1]", dat$yi[1], mine$yi[1])
for (test in c("z", "knha")) {
  a <- rma(yi, vi, data = dat, test = test, control = list(threshold = 1e-12))
  b <- tsq_rma(yi, vi, data = mine, test = test)
  for (n in c("tau2", "I2", "QE")) beside(paste(test, n), a[[n]], tsq_get(b, n))
  beside(paste(test, "estimate"), a$beta[1], coef(b))
  beside(paste(test, "ci.lb"), a$ci.lb, as.data.frame(b)$ci_lower)
}
a <- rma(yi, vi, mods = ~ ablat + year, data = dat, control = list(threshold = 1e-12))
b <- tsq_rma(yi, vi, mods = ~ ablat + year, data = mine, test = "z")
for (j in 1:3) beside(paste("mods", names(coef(b))[j]), a$beta[j], coef(b)[j])
beside("mods R2", a$R2, tsq_get(b, "R2"))
beside("rma.mh OR", rma.mh(ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)$beta[1],
       coef(tsq_mh("OR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)))
