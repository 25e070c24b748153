printf 'study,yi,vi\nA,0.1,0.1\nB,NA,0.2\nC,0.4,\nD,0.3,0.05\n' | "$tausq" fit - --studies
