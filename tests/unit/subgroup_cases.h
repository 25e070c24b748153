/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made by subgroup_cases.py. */
static const double subgroup_effect[3] = {-0.54079296184934535927, -1.004161353998235497, -0.43934657999800103314};
static const double subgroup_se[3] = {0.28160161310388797199, 0.24693805233584764937, 0.35810261190061033178};
static const double subgroup_df[3] = {1.0, 6.0, 3.0};
static const double subgroup_Q = 2.3421929805209071389;
static const double subgroup_Qp = 0.31002681344471974062;
static const double subgroup_F = 0.99870405913453041316;
static const double subgroup_df2 = 3.8621342117007144719;
static const double subgroup_Fp = 0.44710207962408321891;
