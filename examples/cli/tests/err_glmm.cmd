"$tausq" fit bcg.csv --model CM.AL --measure IRR --x1i tpos --t1i tneg --x2i cpos --t2i cneg
