printf 'study,ai,n1i,ci,n2i\nA,1,10,2,10\nB,2,20.5,3,20\n' | "$tausq" effects - --measure RR
