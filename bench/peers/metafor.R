# SPDX-License-Identifier: GPL-3.0-or-later
# Rscript metafor.R DIR: seconds of CPU for what tausq_bench does, by metafor, on the same trials; one line each: name seconds-per-fit.
suppressMessages(library(metafor))
folder <- commandArgs(TRUE)[1]
d <- read.csv(file.path(folder, "effects.csv"))
b <- read.csv(file.path(folder, "batch.csv"))
cpu <- function(expr) { t <- system.time(expr); t[["user.self"]] + t[["sys.self"]] }
line <- function(name, seconds) cat(name, format(seconds, digits = 4), "\n")
line("pool.reml.1000", cpu(rma(yi, vi, data = d, method = "REML", test = "knha")))
line("metareg.reml.1000", cpu(rma(yi, vi, mods = ~ x1 + x2 + x3 + x4, data = d, method = "REML", test = "knha")))
problems <- split(b, b$problem)
line("batch.reml.10", cpu(for (p in problems) try(rma(yi, vi, data = p, method = "REML", test = "knha"), silent = TRUE)) / length(problems))
line("batch.dl.10", cpu(for (p in problems) rma(yi, vi, data = p, method = "DL")) / length(problems))
