printf 'study\tyi\tvi\nA\t\342\200\2230.31\t0.02\nB\tNR\t0.03\nC\tunclear\t0.03\nD\t-99\t0.03\n' | "$tausq" fit - --na unclear,-99 --method CE --format csv | cut -d, -f1,2
